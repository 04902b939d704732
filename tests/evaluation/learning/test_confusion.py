import numpy as np

from overture.evaluation.learning.confusion import RULES, confusion, counts


def test_people_are_told_apart_by_the_rule_they_live_by():
    by_score, by_evidence = counts(times=1, people=12)
    assert by_score.sum() == by_evidence.sum() == len(RULES)
    assert np.trace(by_evidence) == len(RULES)
    assert np.trace(by_score) >= len(RULES) - 1


def test_the_part_names_what_was_taken_for_what(monkeypatch):
    mixed = np.diag([2, 3, 3, 3, 3])
    mixed[0, 1] = 1
    monkeypatch.setattr(
        "overture.evaluation.learning.confusion.counts", lambda *_: (mixed, 3 * np.eye(5))
    )
    found = confusion(3)
    assert found.says == (
        "Taken for another by held-out ratings: two rates for one rate (1 of 3).",
    )
    assert found.figures[0].value == 14 / 15
    assert found.figures[1].value == 1.0
