"""Replies arrive part by part to whoever holds the address, and are kept whatever happens."""

import asyncio
import re
from threading import current_thread, main_thread
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core import signing
from django.utils import timezone
from tests.support import factories
from tests.support.asgi import Exchange, get
from tests.support.factories import NOW

from overture.server.accounts import services as accounts
from overture.server.conversations import desk, facts, replying, services, streaming
from overture.server.conversations.models import Conversation, Turn

pytestmark = pytest.mark.django_db(transaction=True)

PLAIN = "The bus was late and I missed my stop."


def _begun(conversation, said) -> Turn:
    return services.start_turn(
        conversation=conversation, manner="words", said=said, key=uuid4(), now=NOW
    )


def _in_talk(member, said=PLAIN) -> Turn:
    return _begun(services.open_talk(member=member, now=NOW), said)


def _in_scene(member, said="Hello, have you got my parcel?") -> Turn:
    return _begun(factories.scene(member), said)


def _stream(turn, **options):
    return get(streaming.stream, streaming.address_of(turn), **options)


# ---- who may listen


def test_what_is_not_signed_here_is_not_found(ada):
    turn = _in_talk(ada)
    signed = streaming.address_of(turn)
    other = signing.dumps([str(turn.pk), "Europe/London"], salt="overture.other")
    wrong = ["", str(turn.pk), "a:b:c", "🙂\x00", other]
    paths = [streaming.STREAM_PREFIX + name for name in wrong] + [signed[:-1], f"{signed}x"]
    answers = [get(streaming.stream, path) for path in paths]
    assert [(answer.status, answer.body) for answer in answers] == [(404, "")] * len(paths)
    assert Turn.objects.get().status == "pending"


def test_an_address_signed_by_another_server_is_not_found(ada, settings):
    address = streaming.address_of(_in_talk(ada))
    settings.SECRET_KEY = "another server's"
    assert get(streaming.stream, address).status == 404


def test_an_address_that_is_too_old_is_not_found(ada, monkeypatch):
    address = streaming.address_of(_in_talk(ada))
    monkeypatch.setattr(streaming, "MAX_AGE", -1)
    assert get(streaming.stream, address).status == 404


@pytest.mark.parametrize("erase", [accounts.erase, lambda member, now: _talks(member)])
def test_a_turn_that_was_erased_meanwhile_is_not_found(ada, erase):
    address = streaming.address_of(_in_talk(ada))
    erase(member=ada, now=NOW)
    answer = get(streaming.stream, address)
    assert (answer.status, answer.body) == (404, "")


def test_a_scene_that_leaves_the_library_in_the_middle_of_a_turn_still_ends_the_stream(ada):
    turn = _in_scene(ada)
    Conversation.objects.update(scene_id="taken-out")
    body = _stream(turn).body
    assert "What you wrote is kept." in body
    assert "event: end" in body


def _talks(member) -> None:
    services.erase_talks(member=member, now=NOW)


def test_the_address_does_not_say_who_or_what(ada):
    address = streaming.address_of(_in_talk(ada, "A canary sings"))
    assert str(ada.pk) not in address
    assert "canary" not in address


# ---- what arrives


def test_texts_arrive_in_order_then_the_whole_then_the_end(ada):
    turn = _in_talk(ada)
    heard = _stream(turn).events
    kept = Turn.objects.get(pk=turn.pk).reply["spoken"]
    texts = [one["text"] for one in kept if one["text"]]
    assert texts
    assert heard[:-2] == [("text", text) for text in texts]
    assert [name for name, _ in heard[-2:]] == ["whole", "end"]


def test_a_member_who_reads_slowly_is_given_longer_between_two_words(ada):
    turn = _in_talk(ada)
    pauses = {}
    for pace in ("quick", "even", "slow"):
        accounts.choose(member=turn.conversation.member, choices={"pace": pace})
        pauses[pace] = streaming.pause_of(Turn.objects.get(pk=turn.pk))
    assert pauses == {"quick": 17, "even": 56, "slow": 111}


def test_nothing_of_it_is_kept_by_a_browser_or_held_back_by_a_proxy(ada):
    headers = dict(_stream(_in_talk(ada)).sent[0]["headers"])
    assert headers[b"content-type"] == b"text/event-stream; charset=utf-8"
    assert headers[b"cache-control"] == b"no-store"
    assert headers[b"x-accel-buffering"] == b"no"


def test_cue_keeps_the_clock_of_the_page_that_asked(ada, monkeypatch):
    seen = []
    real = facts.facts_for

    def watched(member, *, now):
        seen.append(timezone.get_current_timezone_name())
        return real(member, now=now)

    turn = _in_talk(ada)
    monkeypatch.setattr(replying, "facts_for", watched)
    with timezone.override(ZoneInfo("Pacific/Auckland")):
        address = streaming.address_of(turn)
    get(streaming.stream, address)
    assert seen == ["Pacific/Auckland"]


def test_in_a_scene_the_stage_direction_comes_before_the_words_it_goes_with(ada):
    turn = _in_scene(ada)
    heard = _stream(turn).events
    kept = Turn.objects.get(pk=turn.pk).reply["spoken"]
    directions = [one["stage"] for one in kept if one["stage"]]
    assert directions
    assert [data for name, data in heard if name == "stage"] == directions
    first = next(one for one in kept if one["stage"] or one["text"])
    assert heard[0][0] == ("stage" if first["stage"] else "text")


def test_the_whole_brings_the_next_key_and_what_may_be_done_next(ada):
    heard = dict(_stream(_in_scene(ada)).events)
    assert re.search(r'data-key="[0-9a-f-]{36}"', heard["whole"])
    assert "data-face" in heard["whole"]
    assert "Say nothing" in heard["whole"]


def test_safety_is_never_dealt_out_word_by_word(ada):
    heard = _stream(_in_talk(ada, "I want to kill myself")).events
    assert [name for name, _ in heard] == ["whole", "end"]
    assert 'role="alert"' in heard[0][1]
    assert "/help" in heard[0][1]


def test_taps_after_a_safety_question_in_a_scene_are_sent_as_taps(ada):
    whole = dict(_stream(_in_scene(ada, "i want to die")).events)["whole"]
    assert 'name="tap" value="No, I mean something else"' in whole
    assert 'name="choice"' not in whole


def test_what_the_member_wrote_comes_back_as_text(ada):
    turn = _in_talk(ada, "My <b>boss</b> <img src=x onerror=alert(1)> shouted at me")
    whole = dict(_stream(turn).events)["whole"]
    assert "<img" not in whole
    assert "<b>" not in whole


def test_line_ends_inside_data_cannot_make_an_event():
    made = streaming.event("text", "one\ndata: two\r\n\nevent: end").decode()
    assert made.count("\n\n") == 1
    assert made.startswith("event: text\ndata: one\ndata: data: two\n")
    assert all(line.startswith(("event: text", "data: ")) for line in made.strip().split("\n"))


# ---- lost on the way


def test_a_client_that_leaves_early_loses_nothing(ada):
    turn = _in_talk(ada)
    heard = _stream(turn, leaves_after=1)
    assert "whole" not in dict(heard.events)
    kept = Turn.objects.get(pk=turn.pk)
    assert kept.status == "done"
    assert _stream(turn).events[-1][0] == "end"
    assert Turn.objects.get(pk=turn.pk).reply == kept.reply


def test_listening_twice_is_one_reply(ada):
    turn = _in_talk(ada)
    heard = [_stream(turn).events for _ in range(2)]
    texts = [[data for name, data in events if name == "text"] for events in heard]
    assert texts[0] == texts[1] != []
    assert Turn.objects.count() == 1


def test_a_fault_of_ours_is_told_and_ends_the_stream(ada, monkeypatch):
    def breaks(*_arguments, **_named):
        raise RuntimeError

    monkeypatch.setattr(replying.pipeline, "understand", breaks)
    heard = _stream(_in_talk(ada)).events
    assert [name for name, _ in heard] == ["whole", "end"]
    assert "What you wrote is kept." in heard[0][1]


# ---- many at once


def _all_at_once(paths) -> list[Exchange]:
    async def ask() -> list[Exchange]:
        exchanges = [Exchange() for _ in paths]
        scopes = [{"type": "http", "method": "GET", "path": path} for path in paths]
        asked = zip(scopes, exchanges, strict=True)
        await asyncio.gather(*(streaming.stream(s, e.receive, e.send) for s, e in asked))
        return exchanges

    return asyncio.run(ask())


def test_a_few_of_many_streams_are_answered_at_once_and_none_by_the_loop(ada, monkeypatch):
    threads, at_work, most, real = set(), [], [], replying.begin

    def begin(**named):
        threads.add(current_thread())
        at_work.append(named)
        most.append(len(at_work))
        try:
            return real(**named)
        finally:
            at_work.remove(named)

    monkeypatch.setattr(replying, "begin", begin)
    members = [ada, *(factories.member() for _ in range(11))]
    addresses = [streaming.address_of(_in_talk(member)) for member in members]
    heard = _all_at_once(addresses)
    assert [exchange.events[-1][0] for exchange in heard] == ["end"] * len(members)
    assert max(most) <= desk.PLACES
    assert main_thread() not in threads


def test_a_reply_in_peoples_words_is_kept_before_its_first_word_is_sent(ada, monkeypatch):
    order, keep, event = [], replying.keep, streaming.event

    def kept(*arguments, **named):
        order.append("kept")
        return keep(*arguments, **named)

    def sent(name, data):
        order.append(name)
        return event(name, data)

    monkeypatch.setattr(replying, "keep", kept)
    monkeypatch.setattr(streaming, "event", sent)
    _stream(_in_talk(ada))
    assert order[:2] == ["kept", "text"]
