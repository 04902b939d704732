"""What a turn is within its talk."""

import pytest
from tests.support.talks import facts, read

from overture.conversation.policy import TalkState, in_talk, leading_act
from overture.conversation.understanding.types import ActReading, KeyPhrase, Person, Understanding


def acts(*named: tuple[str, float], text: str = "x", **parts: object) -> Understanding:
    readings = tuple(ActReading(name, chance) for name, chance in named)  # type: ignore[arg-type]
    return Understanding(text, readings, confidence=0.8, words=len(text.split()), **parts)  # type: ignore[arg-type]


def test_a_greeting_that_tells_something_is_answered_for_what_it_tells() -> None:
    text = "Good evening. The evenings are long since Jean died, but one manages."
    turn = acts(
        ("greet", 0.6), text=text, keys=(KeyPhrase("coping", "one manages"),), topic="grief"
    )
    assert leading_act(turn) == "share_bad_event"


def test_a_bare_greeting_stays_one() -> None:
    assert leading_act(acts(("greet", 0.9), text="hello there")) == "greet"


def test_stopping_goes_before_everything_that_is_surely_heard() -> None:
    turn = acts(("share_bad_event", 0.8), ("stop_here", 0.7), text="no more of this please now")
    assert leading_act(turn) == "stop_here"


def test_a_leaving_hardly_heard_in_a_long_turn_ends_nothing() -> None:
    turn = acts(("stop_here", 0.3), text="leave it you are the only one i can talk to anyway")
    assert leading_act(turn) == "refuse_suggestion"


@pytest.mark.parametrize(
    "said",
    [
        "i cant stop seeing it",
        "I can’t stop crying",
        "it won't stop",
        "make it stop",
        "stop drinking",
    ],
)
def test_what_does_not_stop_or_should_is_no_wish_to_stop_the_talk(said: str) -> None:
    assert leading_act(acts(("stop_here", 0.99), text=said)) == "share_neutral"


@pytest.mark.parametrize(
    "said", ["can't stop crying. please stop", "stop asking me", "please stop"]
)
def test_a_wish_to_stop_the_talk_is_heard_beside_something_that_does_not(said: str) -> None:
    assert leading_act(acts(("stop_here", 0.99), text=said)) == "stop_here"


def test_a_bad_event_goes_before_a_good_one() -> None:
    assert leading_act(acts(("share_good_event", 0.8), ("share_bad_event", 0.6))) == (
        "share_bad_event"
    )


def test_a_third_insult_is_passed_over_for_the_rest_and_is_never_a_farewell() -> None:
    state = TalkState(insults=2)
    assert leading_act(acts(("insult_companion", 0.9), ("boredom", 0.5)), state) == "boredom"
    rude = acts(("insult_companion", 0.9), ("stop_here", 0.45), text="go away now ok")
    assert leading_act(rude, state) == "insult_companion"


@pytest.mark.parametrize("said", ["I suppose I did.", "ouch. bit of both", "that's exactly it"])
def test_a_short_yes_takes_up_a_reflection_in_any_words(said: str) -> None:
    state = TalkState(reflected_last=True)
    assert in_talk(read(said, "share_good_event", 0.5), state, facts()).act == "agree"


def test_a_plan_needs_something_that_it_is_a_plan_for() -> None:
    turn = read("ok i could try staying ten minutes", "share_neutral")
    worried = TalkState(fear="they will stare", acts=("worry_upcoming",))
    assert "worded_plan" in in_talk(turn, worried, facts()).patterns
    assert "worded_plan" not in in_talk(turn, TalkState(), facts()).patterns


@pytest.mark.parametrize(
    "said", ["i could never do that", "i could have died there", "i can't say a word to her"]
)
def test_what_cannot_be_done_is_no_plan(said: str) -> None:
    worried = TalkState(fear="they will stare")
    assert "worded_plan" not in in_talk(read(said, "self_criticism"), worried, facts()).patterns


def test_the_same_person_a_third_time_with_nothing_new_goes_round() -> None:
    kate = (Person("kate", "kate", "name"),)
    key = (KeyPhrase("quote", "kate hasnt replied"),)
    turn = acts(("share_bad_event", 0.8), text="kate hasnt replied", people=kate, keys=key)
    twice = TalkState(events=(("kate", 2),), keys=(key,), people=(kate,))
    assert "same_event_three_times" in in_talk(turn, twice, facts()).patterns
    once = TalkState(events=(("kate", 1),), keys=(key,), people=(kate,))
    assert "same_event_three_times" not in in_talk(turn, once, facts()).patterns


@pytest.mark.parametrize(
    ("said", "foreign"),
    [
        ("no se que hacer estoy muy triste hoy", True),
        ("я не знаю что делать", True),
        ("ich bin heute nicht gut", True),
        ("i am in los angeles with the kids", False),
        ("une crepe", False),
        ("", False),
    ],
)
def test_other_languages_are_noticed(said: str, foreign: bool) -> None:
    found = in_talk(read(said, "share_neutral"), TalkState(), facts()).patterns
    assert ("other_language" in found) is foreign


def test_much_talk_and_no_people_is_known_only_from_the_record() -> None:
    turn = read("it is quiet", "loneliness")
    alone = facts(talks_this_week=5, people_this_week=0)
    assert "substitute" in in_talk(turn, TalkState(), alone).patterns
    assert "substitute" not in in_talk(turn, TalkState(), facts()).patterns


@pytest.mark.parametrize(
    "said", ["maybe I'll skip it", "i could just stay at home", "maybe i cancel"]
)
def test_staying_away_is_no_plan(said: str) -> None:
    worried = TalkState(fear="they will stare", acts=("worry_upcoming",))
    assert "worded_plan" not in in_talk(read(said, "share_neutral"), worried, facts()).patterns
