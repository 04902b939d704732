import numpy as np
import pytest

from overture.fitting.complex_step import curve_by_complex_step

DESIGN = np.random.default_rng(0).standard_normal((3, 40))
WENT = np.random.default_rng(1).random((40, 2)) < 0.4


def log_likelihood(theta):
    """Logistic regression of two people, whose slopes are known in closed form."""
    lean = np.einsum("dt,dmn->tmn", DESIGN, theta)
    return (WENT[:, None] * lean - np.log(1.0 + np.exp(lean))).sum(axis=0)


def test_slopes_of_a_logistic_regression_are_those_of_the_closed_form():
    theta = np.array(((0.2, -0.5), (0.1, 0.4), (-0.3, 0.0)))
    chance = 1.0 / (1.0 + np.exp(-DESIGN.T @ theta))
    curve = curve_by_complex_step(log_likelihood, theta)
    assert curve.value == pytest.approx(log_likelihood(theta[:, None])[0])
    assert curve.gradient == pytest.approx(DESIGN @ (WENT - chance), rel=1e-12)
    hessian = np.einsum("it,tn,jt->ijn", DESIGN, chance * (1.0 - chance), DESIGN)
    assert curve.information == pytest.approx(hessian, rel=1e-6)
