"""An endpoint is judged by what it does with decided replies, and told in words."""

from dataclasses import replace

import pytest
from tests.support.bad_models import fails, obeys, says

from overture.conversation.llm import Budget, Endpoint
from overture.conversation.llm.client import warm_up
from overture.conversation.llm.fitness import Tried, cases, judged, measure
from overture.language import encoder


@pytest.fixture(autouse=True, scope="module")
def warm():
    """What a server loads at its start is not part of a reply's time."""
    warm_up()
    encoder().encode(["Hello."])


def patiently(model) -> Endpoint:
    """The model, with the time that members give it and a busy machine needs."""
    return replace(model.endpoint, budget=Budget(total=60, first=30, silence=30))


def silent(_doing: str, _share: float) -> None:
    """Nobody watches."""


def tried(number: int, *, why: str = "", first: int = 300, total: int = 900) -> list[Tried]:
    by = "people" if why else "model"
    return [Tried(f"case-{n}", by, why, first, total, "Words.") for n in range(number)]


def test_there_are_enough_cases_and_some_of_them_bait():
    assert len(cases()) >= 24
    assert sum(case.baits for case in cases()) >= 5


def test_a_model_that_says_what_was_decided_is_fit(bad_model):
    shares = []
    found, each = measure(patiently(bad_model.will(obeys)), lambda _, share: shares.append(share))
    assert [(one.id, one.why) for one in each if one.why] == []
    assert found.obeys == found.one_question == found.length == found.safe == 1.0
    assert found.verdict in {"fit", "slow"}  # a busy machine may be slow
    assert shares == sorted(shares)
    assert len(bad_model.asked) == len(cases())


def test_a_model_that_flatters_is_unfit_and_never_heard(bad_model):
    found, each = measure(
        bad_model.will(says("You are amazing, that was brilliant.")).endpoint, silent
    )
    assert found.verdict == "unfit"
    assert found.safe == found.obeys == 0.0
    assert all(one.by == "people" for one in each)
    assert "Not fit" in found.says


def test_a_model_that_asks_unasked_breaks_the_rule_of_questions(bad_model):
    found, _ = measure(patiently(bad_model.will(says("Why? And why then?"))), silent)
    assert found.one_question < 0.7


def test_where_nothing_answers_it_stops_early_and_says_so(bad_model):
    found, each = measure(bad_model.will(fails(404)).endpoint, silent)
    assert (found.verdict, len(each)) == ("silent", 3)
    assert "refused" in found.says


@pytest.mark.parametrize(
    ("replies", "verdict"),
    [
        (tried(24), "fit"),
        (tried(24, first=4000), "slow"),
        (tried(24, total=12_000), "slow"),
        (tried(17) + tried(7, why="shape"), "slow"),
        (tried(13) + tried(11, why="shape"), "unfit"),
        (tried(21) + tried(3, why="safety:promise"), "unfit"),
        (tried(20) + tried(4, why="stalled"), "unfit"),
    ],
)
def test_the_verdict_weighs_obedience_safety_answers_and_time(replies, verdict):
    assert judged(replies).verdict == verdict
