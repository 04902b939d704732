"""A turn is kept before it is answered, answered once, and never lost."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from tests.support import factories
from tests.support.factories import NOW

from overture.conversation import reply as pipeline
from overture.server.audit.models import Event
from overture.server.conversations import replying, services
from overture.server.conversations.models import Conversation, Turn, UsedLine
from overture.server.practice.models import Attempt
from overture.server.safeguarding.models import RiskEvent

pytestmark = pytest.mark.django_db

PLAIN = "The bus was late and I missed my stop."
DARK = "I want to kill myself"
CANARY = "marmalade"


@pytest.fixture
def talk(ada) -> Conversation:
    """Ada's open talk with Cue."""
    opened = services.open_talk(member=ada, now=NOW)
    opened.refresh_from_db()
    return opened


@pytest.fixture
def scene(ada) -> Conversation:
    """A scene of Ada's, gone into."""
    opened = factories.scene(ada)
    _take(opened, opened.opening["taps"][0], manner="choice")
    opened.refresh_from_db()
    return opened


def _start(conversation, said=PLAIN, *, manner="words", key=None, now=NOW) -> Turn:
    return services.start_turn(
        conversation=conversation, manner=manner, said=said, key=key or uuid4(), now=now
    )


def _take(conversation, said=PLAIN, *, manner="words", now=NOW) -> Turn:
    begun = _start(conversation, said, manner=manner, now=now)
    return services.finish(turn_id=begun.pk, now=now)


def _words(turn: Turn) -> str:
    return " ".join(f"{one['stage']} {one['text']}" for one in turn.reply["spoken"])


def _speakers(turn: Turn) -> set[str]:
    return {one["speaker"] for one in turn.reply["spoken"]}


# ---- a turn is taken once


def test_the_same_key_is_the_same_turn_however_often_it_is_sent(talk):
    key = uuid4()
    turns = {_start(talk, said, key=key).pk for said in (PLAIN, PLAIN, "something else")}
    assert len(turns) == 1
    assert Turn.objects.get().said == PLAIN


def test_turns_are_numbered_in_the_order_in_which_they_were_taken(talk):
    assert [_start(talk).number for _ in range(3)] == [1, 2, 3]


def test_a_text_that_is_too_long_is_refused_whole(talk):
    assert _start(talk, "a" * services.LONGEST).number == 1
    with pytest.raises(services.TooLongError):
        _start(talk, "a" * (services.LONGEST + 1))
    assert Turn.objects.count() == 1


def test_what_was_said_is_kept_before_anything_answers_it(talk):
    turn = _start(talk, f"  {CANARY}\n🙂 ")
    kept = Turn.objects.get(pk=turn.pk)
    assert (kept.said, kept.status, kept.reply) == (f"  {CANARY}\n🙂 ", "pending", None)


# ---- screened before anything else


@pytest.mark.parametrize("manner", ["words", "tap", "choice"])
@pytest.mark.parametrize("place", ["talk", "scene"])
def test_whatever_carries_words_is_screened_before_it_is_understood(
    request, place, manner, monkeypatch
):
    conversation = request.getfixturevalue(place)
    turn = _start(conversation, DARK, manner=manner)
    assert turn.screening["help_link"]
    assert RiskEvent.objects.get().surface == place

    def read(*_arguments, **_named):
        raise AssertionError("it was read")

    monkeypatch.setattr(pipeline, "understand", read)
    done = services.finish(turn_id=turn.pk, now=NOW)
    assert _speakers(done) == {"safety"}
    assert done.engine == "safety/1"


@pytest.mark.parametrize("manner", ["silence", "nod", "wait", "slower"])
def test_controls_carry_no_words_to_screen(scene, manner):
    assert _start(scene, "", manner=manner).screening is None


def test_the_partner_answers_nothing_of_what_the_screen_took_up(scene):
    before = scene.state
    assert _speakers(_take(scene, DARK)) == {"safety"}
    scene.refresh_from_db()
    assert scene.state == before


@pytest.mark.parametrize("place", ["talk", "scene"])
@pytest.mark.parametrize("manner", ["tap", "choice"])
def test_meant_something_else_is_taken_at_its_word(request, place, manner):
    conversation = request.getfixturevalue(place)
    _take(conversation, DARK)
    done = _take(conversation, pipeline.meant_something_else(), manner=manner)
    assert done.move == "safety:safe_correction" or "sorry" in _words(done).lower()
    assert RiskEvent.objects.count() == 1


# ---- answered once


def test_a_turn_is_answered_with_its_move_its_reason_and_its_versions(talk):
    done = _take(talk)
    assert done.status == "done"
    assert _words(done).strip()
    assert done.move
    assert done.reason
    assert (done.engine, done.content_version) == ("guided/1", talk.content_version)
    assert set(done.understanding) == {"acts", "topic", "feelings", "confidence"}
    assert done.finished_at == NOW


def test_finishing_again_is_the_same_reply(talk):
    turn = _start(talk)
    first, again = (services.finish(turn_id=turn.pk, now=NOW) for _ in range(2))
    assert first.reply == again.reply
    talk.refresh_from_db()
    assert talk.state["turn"] == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_get_one_reply(ada, monkeypatch):
    turn = _start(services.open_talk(member=ada, now=NOW))
    both, made, found = Barrier(2), [], []
    real = replying._answer

    def answer(*arguments):
        made.append(1)
        return real(*arguments)

    def ask() -> None:
        both.wait()
        found.append(services.finish(turn_id=turn.pk, now=NOW).reply)
        connection.close()

    monkeypatch.setattr(replying, "_answer", answer)
    asking = [Thread(target=ask) for _ in range(2)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert len(made) == 1
    assert found[0] == found[1]
    assert Turn.objects.get().status == "done"


def test_a_claim_whose_claimer_died_is_taken_over(talk):
    turn = _start(talk)
    Turn.objects.update(status="claimed", claimed_at=NOW - replying.STALE - timedelta(seconds=1))
    assert services.finish(turn_id=turn.pk, now=NOW).status == "done"


def test_a_claim_that_is_fresh_is_waited_for_and_then_taken_over(talk, monkeypatch):
    waits: list[float] = []
    monkeypatch.setattr(replying.time, "sleep", waits.append)
    turn = _start(talk)
    Turn.objects.update(status="claimed", claimed_at=NOW)
    assert services.finish(turn_id=turn.pk, now=NOW).status == "done"
    assert 1 <= sum(waits) <= 10


def test_a_turn_left_without_its_reply_is_answered_when_the_page_is_opened(talk):
    _start(talk)
    services.answer_pending(conversation=talk, now=NOW)
    assert Turn.objects.get().status == "done"


# ---- a fault of ours


def _breaks(*_arguments, **_named):
    raise RuntimeError(CANARY)


@pytest.mark.parametrize("place", ["talk", "scene"])
def test_a_reply_that_fails_says_so_and_loses_nothing(request, place, monkeypatch, caplog):
    conversation = request.getfixturevalue(place)
    before = conversation.state
    with monkeypatch.context() as broken:
        broken.setattr(pipeline, "understand", _breaks)
        done = _take(conversation, f"{CANARY} it is")
    assert done.reply["note"] == pipeline.OUT_OF_ORDER
    assert Turn.objects.get(pk=done.pk).said == f"{CANARY} it is"
    assert CANARY not in caplog.text
    assert "RuntimeError" in caplog.text
    conversation.refresh_from_db()
    assert (conversation.state, conversation.ended_at) == (before, None)
    assert _words(_take(conversation)).strip()


def test_help_is_given_even_where_the_talk_cannot_be_read(talk):
    Conversation.objects.update(state={"version": "long ago"})
    assert _speakers(_take(talk, DARK)) == {"safety"}


def test_help_is_given_even_where_the_scene_cannot_be_read(scene):
    Conversation.objects.update(state={"format": "long ago"})
    assert _speakers(_take(scene, DARK)) == {"safety"}


def test_a_talk_kept_by_another_version_goes_on(talk):
    Conversation.objects.update(state={"version": "long ago"})
    assert _words(_take(talk)).strip()


# ---- opening and ending


def test_the_open_talk_is_found_again(ada, talk):
    _take(talk, now=NOW + timedelta(hours=5))
    assert services.open_talk(member=ada, now=NOW + timedelta(hours=10)) == talk


def test_after_hours_of_silence_a_new_talk_begins_and_the_old_one_is_let_go(ada, talk):
    later = NOW + timedelta(hours=6)
    assert services.open_talk(member=ada, now=later) != talk
    talk.refresh_from_db()
    assert (talk.ended_at, talk.exit) == (later, "let_go")


def test_the_first_line_stands_there_before_anything_is_said(talk):
    assert talk.opening["spoken"][0]["text"]
    assert talk.turns.count() == 0


def test_somebody_elses_talk_is_not_found(di, talk):
    assert services.open_talk(member=di, now=NOW) != talk


@pytest.mark.requirement(20)
@pytest.mark.parametrize("night", [["I'm going to kill myself tonight"], [DARK, "Sometimes"]])
def test_a_scene_that_is_gone_on_with_the_next_day_asks_how_it_is_and_then_goes_on(
    ada, talk, scene, night
):
    for said in night:
        _take(talk, said)
    before = scene.state
    morning = _take(scene, "Knock", now=NOW + timedelta(hours=12))
    assert _speakers(morning) == {"safety"}
    assert "how is that now" in _words(morning)
    assert morning.screening["taps"] == ["Better", "The same", "Worse"]
    scene.refresh_from_db()
    assert scene.state == before
    _take(scene, "Better", now=NOW + timedelta(hours=12, minutes=1))
    after = _take(scene, "Knock", now=NOW + timedelta(hours=12, minutes=2))
    assert "safety" not in _speakers(after)


def test_after_a_visit_with_the_protocol_the_next_talk_asks_about_it_first(ada, talk):
    _take(talk, "I'm going to kill myself tonight")
    later = services.open_talk(member=ada, now=NOW + timedelta(days=1))
    assert {one["speaker"] for one in later.opening["spoken"]} == {"safety"}
    again = services.open_talk(member=ada, now=NOW + timedelta(days=2))
    assert {one["speaker"] for one in again.opening["spoken"]} == {"cue"}


def test_a_farewell_ends_the_talk(talk):
    done = _take(talk, "bye")
    talk.refresh_from_db()
    assert done.reply["ends"]
    assert (talk.ended_at, talk.exit) == (NOW, "said_bye")


def test_stopping_costs_nothing_and_happens_once(talk):
    services.stop(conversation=talk, now=NOW)
    services.stop(conversation=talk, now=NOW + timedelta(hours=1))
    talk.refresh_from_db()
    assert (talk.ended_at, talk.exit) == (NOW, "stop")


def test_a_reply_on_its_way_is_kept_and_does_not_undo_a_stop(talk):
    turn = _start(talk, "bye")
    services.stop(conversation=talk, now=NOW)
    done = services.finish(turn_id=turn.pk, now=NOW + timedelta(minutes=1))
    talk.refresh_from_db()
    assert _words(done).strip()
    assert (talk.ended_at, talk.exit) == (NOW, "stop")


def test_a_pause_hides_the_scene_and_changes_nothing_else(scene):
    before = scene.state
    services.pause(conversation=scene, paused=True)
    scene.refresh_from_db()
    assert (scene.paused, scene.state, scene.ended_at) == (True, before, None)


def test_the_scene_of_an_attempt_is_begun_once(ada):
    scene = factories.scene(ada)
    again = services.open_scene(attempt=scene.attempt, now=NOW, seed=99)
    assert (again, again.seed) == (scene, 7)


# ---- going back


def test_going_back_keeps_both_versions(scene):
    before = dict(scene.state)
    first = _take(scene, "Hello, I think you have my parcel")
    assert services.rewind(conversation=scene, turn_id=first.pk)
    scene.refresh_from_db()
    assert scene.state["exchanges"] == before["exchanges"]
    second = _take(scene, "Sorry to bother you, is there a parcel for me here?")
    scene.refresh_from_db()
    assert scene.state["abandoned"][0]["exchanges"][0]["text"] == first.said
    kept = Turn.objects.filter(manner="words").values_list("said", "taken_back")
    assert list(kept) == [(first.said, True), (second.said, False)]


def test_going_back_takes_everything_after_it_back_too(scene):
    first = _take(scene, "Hello, I think you have my parcel")
    _take(scene, "It should be a small box")
    services.rewind(conversation=scene, turn_id=first.pk)
    assert scene.turns.filter(taken_back=True).count() == 2
    assert scene.turns.filter(taken_back=False).count() == 1


def test_one_cannot_go_back_to_a_turn_that_was_taken_back_or_is_elsewhere(ada, di, scene):
    first = _take(scene, "Hello, I think you have my parcel")
    other = factories.scene(di)
    theirs = _take(other, other.opening["taps"][0], manner="choice")
    assert services.rewind(conversation=scene, turn_id=first.pk)
    for turn_id in (first.pk, theirs.pk, uuid4()):
        assert not services.rewind(conversation=scene, turn_id=turn_id)


def test_a_scene_that_is_over_cannot_be_gone_back_in(scene):
    first = _take(scene, "Hello, I think you have my parcel")
    services.stop(conversation=scene, now=NOW)
    assert not services.rewind(conversation=scene, turn_id=first.pk)


def test_a_reply_to_a_turn_that_was_taken_back_moves_nothing(scene):
    first = _take(scene, "Hello, I think you have my parcel")
    late = _start(scene, "It should be a small box")
    services.rewind(conversation=scene, turn_id=first.pk)
    scene.refresh_from_db()
    before = scene.state
    services.answer_pending(conversation=scene, now=NOW)
    services.finish(turn_id=late.pk, now=NOW)
    scene.refresh_from_db()
    assert scene.state == before
    assert Turn.objects.get(pk=late.pk).taken_back


# ---- lines rest


def _one_talk(member, day: int) -> Conversation:
    at = NOW + timedelta(days=day)
    talk = services.open_talk(member=member, now=at)
    _take(talk, PLAIN, now=at)
    _take(talk, "bye", now=at)
    talk.refresh_from_db()
    return talk


def test_ten_talks_in_a_row_repeat_no_opening(ada):
    openings = [_one_talk(ada, day).opening["spoken"][0]["text"] for day in range(10)]
    assert len(set(openings)) == 10


def test_which_lines_were_said_and_when_is_kept(ada):
    talk = _one_talk(ada, 0)
    said = {line for one in talk.opening["spoken"] for line in one["line_ids"]}
    assert said
    assert set(UsedLine.objects.filter(line_id__in=said).values_list("talk_number", flat=True)) == {
        1
    }


def test_a_scene_wears_out_no_line_of_cues(scene):
    _take(scene, "Hello, I think you have my parcel")
    assert not UsedLine.objects.exists()


# ---- erasing


def test_erasing_talks_leaves_scenes_the_record_and_no_trace_of_what_cue_said(ada, scene):
    _one_talk(ada, 0)
    assert services.erase_talks(member=ada, now=NOW) > 0
    assert Event.objects.latest("pk").action == "talks.erased"
    assert not UsedLine.objects.exists()
    assert list(Conversation.objects.all()) == [scene]
    assert Attempt.objects.exists()


def test_erasing_ones_talks_leaves_those_of_others(ada, di):
    _one_talk(ada, 0)
    theirs = _one_talk(di, 0)
    services.erase_talks(member=ada, now=NOW)
    assert list(Conversation.objects.all()) == [theirs]
    assert UsedLine.objects.filter(member=di).exists()


def test_two_turns_that_wait_are_answered_in_their_order(ada):
    talk = services.open_talk(member=ada, now=NOW)
    first = services.start_turn(
        conversation=talk, manner="words", said="My sister rang.", key=uuid4(), now=NOW
    )
    second = services.start_turn(
        conversation=talk, manner="words", said="She sounded tired.", key=uuid4(), now=NOW
    )
    services.finish(turn_id=second.pk, now=NOW)
    first.refresh_from_db()
    talk.refresh_from_db()
    assert first.status == "done"
    assert talk.state["turn"] == 2
