"""Replies word by word: made and kept first, by the member's own clock, for a signed address."""

import asyncio
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from overture.server.conversations import facts, services, streaming
from overture.server.conversations.models import Turn

pytestmark = pytest.mark.django_db(transaction=True)


def _read(address):
    """The status and the body that a stream sends."""
    sent = []

    async def never():
        await asyncio.Event().wait()

    async def keep(message):
        sent.append(message)

    asyncio.run(streaming.stream({"path": address}, never, keep))
    return sent[0]["status"], b"".join(part["body"] for part in sent[1:]).decode()


def _asked(member):
    talk = services.open_talk(member=member, now=timezone.now())
    return services.start_turn(
        conversation=talk, manner="words", said="Hello", key=uuid4(), now=timezone.now()
    )


@pytest.fixture
def quick(ada):
    ada.pace = "quick"
    ada.save()
    return ada


def test_a_reply_is_kept_and_then_sent_word_by_word_and_whole(quick):
    turn = _asked(quick)
    status, body = _read(streaming.address_of(turn))
    assert status == 200
    assert body.index("event: word") < body.index("event: whole") < body.index("event: end")
    turn.refresh_from_db()
    assert turn.status == Turn.Status.DONE


def test_cue_keeps_the_clock_of_the_page_that_asked(quick, monkeypatch):
    seen = []
    real = facts.facts_for

    def watched(member, *, now):
        seen.append(timezone.get_current_timezone_name())
        return real(member, now=now)

    turn = _asked(quick)
    monkeypatch.setattr(services, "facts_for", watched)
    with timezone.override(ZoneInfo("Pacific/Auckland")):
        address = streaming.address_of(turn)
    _read(address)
    assert seen == ["Pacific/Auckland"]


@pytest.mark.parametrize("address", ["", "nonsense", "a:b:c"])
def test_an_address_that_nobody_signed_opens_nothing(db, address):
    assert _read(streaming.STREAM_PREFIX + address) == (404, "")


def test_the_address_of_an_erased_turn_opens_nothing(quick):
    address = streaming.address_of(_asked(quick))
    services.erase_talks(member=quick)
    assert _read(address) == (404, "")


def test_line_ends_inside_an_event_stay_inside_it():
    assert streaming.event("word", "one\ntwo") == b"event: word\ndata: one\ndata: two\n\n"
