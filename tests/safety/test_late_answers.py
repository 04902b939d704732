"""A question that was passed over: a no turns later is heard, and what is asked meanwhile too."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from overture.safety import ScreenState, screen
from overture.safety.protocol import SafetyReply, respond

NOW = datetime(2026, 5, 22, 18, tzinfo=UTC)
ASKED = "sometimes i just don't see the point of being here"
WORRY = "last night my son said he doesn't want to be here any more"


def _told(messages: Sequence[str]) -> tuple[list[SafetyReply | None], ScreenState]:
    """What the protocol says to each message, and the state after the last."""
    state, replies = ScreenState(), []
    for message in messages:
        found = screen(message, state, now=NOW)
        reply = respond(found, None, "GB", message=message)
        state = reply.state if reply else found.state
        replies.append(reply)
    return replies, state


def _last(*messages: str) -> SafetyReply | None:
    return _told(messages)[0][-1]


@pytest.mark.parametrize(
    "no",
    [
        "no i don't want to die",
        "I'm not suicidal, by the way.",
        "I don't have thoughts like that",
        "nope, no thoughts of that kind or of suicide",
    ],
)
def test_a_plain_no_turns_later_is_heard_as_the_answer(no: str) -> None:
    replies, state = _told([ASKED, "anyway work's been mad", "my manager moved my desk", no])
    assert replies[1] is replies[2] is None
    late = replies[3]
    assert late is not None
    assert late.act == "safety_release"
    assert "sooner ask than guess" in late.text
    assert late.help_link
    assert (state.denials, state.left_open) == (1, None)


@pytest.mark.parametrize(
    "unsure",
    [
        "no",
        "no i don't want to go to the canteen",
        "i don't want to die but i don't want to be here",
        "i don't want to die today",
    ],
)
def test_what_is_no_plain_no_to_it_does_not_count_as_one(unsure: str) -> None:
    _, state = _told([ASKED, "anyway work's been mad", unsure])
    assert state.denials == 0


def test_a_no_that_nothing_was_asked_before_gets_no_thanks() -> None:
    assert _last("the bus was late", "no i don't want to die of boredom") is None
    assert _last(ASKED, "no", "i don't want to die lol") is None


def test_a_no_long_after_the_question_is_left_to_the_talk() -> None:
    passing = [f"the {thing} is on the shelf" for thing in ("jug", "cup", "pan", "lid", "jar")] * 2
    assert _last(ASKED, *passing, "no i don't want to die") is None


@pytest.mark.requirement(24)
def test_a_parent_who_passes_over_the_question_is_told_what_to_say() -> None:
    advice = _last(WORRY, "what do i say to him")
    assert advice is not None
    assert advice.act == "helper_advice"
    assert "Are you thinking of ending your life?" in advice.text


@pytest.mark.requirement(24)
@pytest.mark.parametrize("between", [(), ("what do i say to him",)])
def test_a_parent_who_cannot_cope_is_asked_once_more_and_heard(between: tuple[str, ...]) -> None:
    told = (WORRY, *between, "i can't cope with it either")
    again = _last(*told)
    assert again is not None
    assert again.act == "check_on_speaker"
    assert again.taps == ("No, only them", "Sometimes", "Yes")
    denied = _last(*told, "no i don't want to die, i just want it to stop")
    assert denied is not None
    assert denied.act == "safety_release"
    opened = _last(*told, "sometimes")
    assert opened is not None
    assert opened.card


@pytest.mark.requirement(24)
def test_a_parent_who_answers_late_is_still_told_of_the_line() -> None:
    late = _last(WORRY, "he used to swim", "no i don't want to die, only him")
    assert late is not None
    assert late.acts[:2] == ("safety_release", "line")


def test_the_state_keeps_what_was_passed_over_between_visits() -> None:
    _, state = _told([ASKED, "anyway work's been mad"])
    assert state.left_open == "safety"
    assert ScreenState.from_json(state.to_json()) == state
    assert ScreenState.from_json("{}").left_open is None
