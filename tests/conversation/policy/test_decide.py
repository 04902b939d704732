"""The order of decision, seen in whole turns."""

import pytest
from tests.support.talks import Turn, facts, play, read

from overture.conversation.messages import StepInFocus
from overture.conversation.policy import TalkState, decide
from overture.conversation.policy.rules import may_ask
from overture.conversation.policy.tables import Choice
from overture.conversation.understanding.types import Asked, KeyPhrase

WORRY = Turn(
    read(
        "she will ask how I am",
        "worry_upcoming",
        keys=(KeyPhrase("clause", "she will ask how I am", "she will ask how you are"),),
        time="upcoming",
    )
)
YES = Turn(read("yes exactly", "agree"))
PLAN = Turn(read("I could take it on Thursday", "share_neutral", day="Thursday"))
SAY_YES = Turn(read("yes", "agree"))
SAY_NO = Turn(read("no", "refuse_suggestion"))


def test_stop_is_obeyed_whatever_else_is_there() -> None:
    turn = read("stop", "stop_here", patterns=frozenset({"diagnosis"}))
    assert decide(TalkState(), turn, facts()).choices == (Choice("close"),)


def test_a_question_about_the_program_comes_first() -> None:
    turn = read("are you a robot", "ask_if_human", patterns=frozenset({"said_it_at_last"}))
    assert decide(TalkState(), turn, facts()).choices[0].lead == "about_self"


def test_a_worded_plan_is_affirmed_then_offered_for_writing_down_then_written() -> None:
    _, played = play([WORRY, PLAN, SAY_YES])
    assert (played[1].reply.move.name, played[1].reply.move.tail) == (
        "affirm_act",
        "ask_permission",
    )
    assert played[2].reply.offer is not None
    assert played[2].reply.offer.kind == "write_down"
    assert played[2].reply.offer.words == "take it on Thursday"


def test_a_plan_that_is_not_to_be_written_is_left() -> None:
    _, played = play([WORRY, PLAN, SAY_NO])
    assert played[2].reply.move.name == "decline"
    assert played[2].reply.offer is None


def test_a_fear_is_reflected_before_it_is_measured() -> None:
    _, played = play([WORRY, YES])
    assert played[0].reply.move.name in {"simple_reflection", "complex_reflection"}
    if not played[0].asks:
        assert played[1].reply.move.name == "elicit_prediction"


@pytest.mark.parametrize("asked", ["number", "choice"])
def test_the_last_number_is_noted_as_a_guess(asked: Asked) -> None:
    state = TalkState(
        turn=4, fear="she will ask", moves=("elicit_prediction",), asked=asked, reflections=2
    )
    decision = decide(state, read("like 8. ok 7", "agree", number=7.0), facts())
    assert any(choice.needs == "number given" for choice in decision.choices)


def test_something_new_under_the_same_act_is_not_a_repetition() -> None:
    again = read("and he will be there too", "worry_upcoming")
    state = TalkState(turn=3, acts=("worry_upcoming",), fresh=True)
    assert decide(state, again, facts()).use != "repeat"


def test_a_step_due_is_mentioned_once() -> None:
    known = facts(room="hardly any", step=StepInFocus("due", "text Leo", "today"))
    long = Turn(read("toast again and the butter has run out", "share_neutral"))
    _, played = play([long] * 6, known=known)
    mentioned = [turn for turn in played if "step_due" in turn.after.once]
    assert mentioned
    assert sum(turn.reply.move.use == "before_step" for turn in played) == 1


def test_questions_wait_for_reflections() -> None:
    asked = TalkState(turn=5, questions=2, reflections=2)
    assert not may_ask(asked, Choice("open_question"), "mid")
    assert may_ask(asked, Choice("simple_reflection", "open_question"), "mid")
    assert not may_ask(TalkState(asked_running=2), Choice("open_question"), "mid")
    assert not may_ask(TalkState(questions_off=1), Choice("open_question"), "mid")
