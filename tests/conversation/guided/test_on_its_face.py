"""What is met alike whatever it was read as: truly read turns, several seeds."""

import pytest
from tests.conversation.guided.test_fresh_eyes import SEEDS, lines, said


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("My name is Walter and I am 83.", "as.own."),
        ("it's called change ringing", "as.called."),
        ("we moved to Leominster in June", "new"),
        ("what's the capital of Mongolia", "gi.fact."),
        ("so you're a decision tree", "as.tree."),
        ("please don't tell me it'll be fine", "de.comfort."),
        ("got to do the 5 o'clock round", "sd.away."),
        ("😂😂", ".em."),
        ("Priyanka", ".alone."),
        ("are you recording this", "gi."),
        ("no dont give me ideas", "de.advice."),
        ("everyone laughed", "laugh"),
        ("who won the cup? any news?", "gi.fact."),
    ],
)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_turn_of_phrase_gets_its_own_line(text: str, line: str, seed: int) -> None:
    assert line in lines(said(text, seed=seed)[0])


@pytest.mark.parametrize("seed", SEEDS)
def test_advice_comes_only_after_it_was_asked_for(seed: int) -> None:
    told = ("my sister cried", "I do not know what to say to her", "we talk about the weather")
    for reply in said(*told, seed=seed):
        assert reply.move.name not in {"give_information", "invite_step", "ask_permission"}


@pytest.mark.parametrize("seed", SEEDS)
def test_no_step_is_offered_that_nobody_has_worded(seed: int) -> None:
    told = ("I got the job", "I start on the 14th", "they were kind", "I'm nervous though", "yes")
    assert not [r for r in said(*told, seed=seed) if r.move.name == "invite_step"]
