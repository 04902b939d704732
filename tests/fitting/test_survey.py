import numpy as np
import pytest

from overture.fitting.columns import People, TableError
from overture.fitting.survey import standards, survey


def people(ages, ratings=None):
    ages = np.array([ages], dtype=float)
    count = ages.shape[1]
    rated = np.tile([[1.0], [4.0]], count) if ratings is None else ratings
    return People(rated, rated, ages, ("z_age",), ())


def some(whole, where):
    return people(whole.given[0, where], whole.ratings[:, where])


def test_the_surveys_of_some_and_of_others_are_that_of_all():
    rng = np.random.default_rng(0)
    ages = 1.7e9 + 1e3 * rng.standard_normal(40)
    ages[[3, 30]] = np.nan
    whole = people(ages)
    parts = [survey(some(whole, slice(a, b))) for a, b in ((0, 1), (1, 17), (17, 40))]
    joined, at_once = parts[0] + parts[1] + parts[2], survey(whole)
    for name in ("people", "ratings", "varied", "known", "mean", "squares"):
        assert getattr(joined, name) == pytest.approx(getattr(at_once, name), rel=1e-9)
    by = standards(joined, ("z_age",))
    assert by.about(whole.given)[1].std() == pytest.approx(1.0, abs=0.05)


def test_who_lacks_a_covariate_is_a_group_by_the_number_of_all_people():
    few, more = people([1.0, 2.0, np.nan, np.nan]), people([3.0, np.nan, np.nan, np.nan])
    assert standards(survey(few), ("z_age",)).called == ("one", "z_age")
    both = standards(survey(few) + survey(more), ("z_age",))
    assert both.called == ("one", "z_age", "z_age missing")
    assert both.about(few.given)[2].tolist() == [0.0, 0.0, 1.0, 1.0]


def test_a_covariate_that_is_the_same_for_all_is_named():
    with pytest.raises(TableError, match="z_age: It is the same for everybody"):
        standards(survey(people([0.1] * 7)) + survey(people([0.1] * 3)), ("z_age",))
