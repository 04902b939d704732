import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.planning import NOW, PRACTICE, candidate

from overture.planning import Grounds, Neighbour, Tally, reason
from overture.planning.words import every_time, number

SEEDS = range(40)
tallies = st.integers(0, 14).flatmap(
    lambda times: st.integers(0, times).flatmap(
        lambda rated: st.integers(0, rated).flatmap(
            lambda better: st.builds(
                Tally,
                st.just(times),
                st.just(rated),
                st.just(better),
                st.integers(0, rated - better),
            )
        )
    )
)


def said(**grounds: Any) -> set[str]:
    grounds.setdefault("candidate", candidate())
    grounds.setdefault("rule", "gain")
    return {reason(Grounds(seed=seed, **grounds)) for seed in SEEDS}


@given(
    tallies,
    tallies,
    st.sampled_from(["gain", "pair", "ladder", "smallest", "smaller"]),
    st.booleans(),
    st.none() | st.builds(Neighbour, st.just("good morning"), st.floats(-5, 5)),
    st.integers(0, 5),
    st.integers(0, 2**40),
)
def test_every_reason_is_one_plain_sentence_without_grades(
    family: Tally,
    everything: Tally,
    rule: str,
    hard: bool,
    nearest: Neighbour | None,
    done: int,
    seed: int,
) -> None:
    step = candidate(times_done=done, last_done=NOW - timedelta(days=11) if done else None)
    text = reason(Grounds(step, rule, seed, family, everything, hard, nearest, NOW))
    assert text[0].isupper() or text[0].isdigit()
    assert text.endswith(".")
    assert not re.search(r"[!%{}]|score|grade|level|streak|per cent|proud|  ", text)
    assert len(text) < 160
    assert not re.search(r"\b\d\b|\b10\b", text)


def test_the_record_is_quoted_with_the_nearest_step_that_was_done() -> None:
    texts = said(
        family=Tally(2, 2, 2, 0),
        everything=Tally(5, 5, 3, 1),
        nearest=Neighbour("good morning", 0.4),
    )
    assert (
        "Chosen because neighbours went better than you expected both times so far, "
        "and this is only a little further than good morning." in texts
    )


def test_an_empty_record_is_not_dressed_up() -> None:
    assert "A small first one: nobody has to answer for it to count." in said()
    scene = said(candidate=candidate(situation=PRACTICE, kind="scene"))
    assert not any("nobody has to answer" in text for text in scene)


def test_a_record_that_went_badly_is_not_hidden() -> None:
    texts = said(family=Tally(3, 3, 0, 2), everything=Tally(3, 3, 0, 2))
    assert all("harder than you expected two of the three times" in text for text in texts)


def test_a_family_that_is_new_is_called_new() -> None:
    texts = said(everything=Tally(4, 4, 3, 0))
    assert (
        "You have not tried neighbours yet, and three of your four moments so far went "
        in "".join(texts)
    )


def test_after_a_hard_one_the_reason_says_so() -> None:
    assert all("hard" in text and "small" in text.lower() for text in said(after_hard=True))


def test_a_repeat_says_when_it_was() -> None:
    step = candidate(times_done=1, times_well=1, last_done=NOW - timedelta(days=4))
    texts = said(candidate=step, everything=Tally(1, 1, 1, 0), now=NOW)
    assert all("four days ago" in text for text in texts)


def test_there_are_several_phrasings_and_the_seed_decides() -> None:
    assert len(said()) >= 3
    assert len(said(everything=Tally(2, 2, 2, 0), family=Tally(2, 2, 2, 0))) >= 3


@pytest.mark.parametrize(
    ("count", "word"), [(0, "no"), (1, "one"), (10, "ten"), (11, "11"), (500, "500")]
)
def test_numbers_are_words_up_to_ten(count: int, word: str) -> None:
    assert number(count) == word


def test_every_time_has_its_own_words_for_one_and_two() -> None:
    assert every_time(1) == "the one time so far"
    assert every_time(2) == "both times so far"
    assert every_time(3) == "all three times so far"
