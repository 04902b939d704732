from datetime import UTC, datetime, timedelta

import numpy as np

from overture.simulation.records import Life, dreading, record

BEGINS = datetime(2026, 1, 5, tzinfo=UTC)


def test_who_learns_expects_less_in_the_end_and_who_does_not_expects_the_same():
    falls = {}
    for name, life in (("learns", Life(4.0)), ("still", Life(4.0, stops=0.0))):
        rng = np.random.default_rng(2)
        drops = []
        for _ in range(20):
            lived = record(dreading(rng), life, BEGINS, rng)
            drops.append(lived[0].level - lived[-1].level)
        falls[name] = np.mean(drops)
    assert falls["learns"] > 1.5
    assert abs(falls["still"]) < 0.3


def test_moments_are_in_order_with_people_and_within_the_weeks():
    rng = np.random.default_rng(4)
    events = [one.event for one in record(dreading(rng), Life(3.0, weeks=6), BEGINS, rng)]
    assert events == sorted(events, key=lambda one: one.at)
    assert all(one.situation.is_human for one in events)
    assert all(BEGINS <= one.at <= BEGINS + timedelta(weeks=6) for one in events)


def test_ratings_are_whole_and_on_the_scale():
    rng = np.random.default_rng(6)
    for one in record(dreading(rng), Life(), BEGINS, rng):
        for rating in one.event.prediction.channels:
            assert rating in range(11)
