import numpy as np
import pytest
from tests.support.challengers import challenger, features

from overture.fitting.delta import DeltaRule
from overture.fitting.generalising import Generalising


def test_it_moves_what_is_like_the_situation_as_the_rule_says():
    model, theta = challenger("kernel", gaps=0.2)
    found = model.foretold(theta).mean
    apart = features()[1]
    for person in range(model.people):
        up, down = 1 / (1 + np.exp(-theta[:2, person]))
        alike = np.exp(-0.5 * apart / np.exp(theta[3, person]) ** 2)
        level = np.full(5, theta[2, person])
        for t, outcome in enumerate(model.outcomes[:, person]):
            here = model.places[t, person]
            assert found[t, person] == pytest.approx(level[here])
            if not np.isnan(outcome):
                error = outcome - level[here]
                level += (up if error > 0 else down) * alike[here] * error


def test_in_a_single_situation_it_is_the_delta_rule():
    model, theta = challenger("kernel")
    model.places[:] = 0
    alone = Generalising(model.ratings, model.outcomes, model.places, np.zeros((1, 1)))
    rule = DeltaRule(model.ratings, model.outcomes, precision=np.float64)
    same = theta[[0, 1, 2, 4]]
    assert alone.curve(theta).value == pytest.approx(rule.curve(same).value)
    assert alone.curve(theta).gradient[[0, 1, 2, 4]] == pytest.approx(rule.curve(same).gradient)
