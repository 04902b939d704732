import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from overture.learning.normal import normal_cdf, normal_cdf_of


@given(st.lists(st.floats(-40.0, 40.0), min_size=1, max_size=30))
def test_the_array_form_agrees_with_the_exact_one(values: list[float]) -> None:
    exact = [normal_cdf(value) for value in values]
    assert np.abs(normal_cdf_of(np.array(values)) - exact).max() < 1e-7
