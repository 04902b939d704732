"""A tap that speaks of death opens the protocol without a question first."""

from datetime import UTC, datetime, timedelta

from overture.safety import ScreenState, respond, screen, tapped

NOW = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


def test_the_protocol_opens_at_once_and_asks_whether_it_could_be_now():
    found = tapped(ScreenState(), NOW)
    assert (found.next, found.topic, found.state.path) == ("protocol", "self_harm", "open")
    reply = respond(found, None, "GB")
    assert reply.state.pending == "immediacy"
    assert reply.help_link
    assert reply.taps


def test_the_answer_to_that_question_is_read_as_any_other():
    reply = respond(tapped(ScreenState(), NOW), None, "GB")
    assert screen("Yes, right now", reply.state, now=LATER).state.path == "immediate"


def test_where_it_could_be_now_a_tap_does_not_make_it_less():
    state = ScreenState(path="immediate", topic="self_harm", opened_at=NOW, sign_at=NOW, at=NOW)
    found = tapped(state, LATER)
    assert (found.level, found.state.path, found.state.opened_at) == ("acute", "immediate", NOW)
    assert respond(found, None, "GB").help_link


def test_said_again_after_everything_was_said_it_is_still_answered():
    state = ScreenState()
    for minute in range(6):
        state = respond(tapped(state, NOW + timedelta(minutes=minute)), None, "GB").state
    assert respond(tapped(state, NOW + timedelta(hours=1)), None, "GB").lines
    assert state.watched
