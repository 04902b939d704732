"""The door for models: what the population fit asks of anything that is to be fitted.

A model is bound to its data and to N people. Its parameters are real numbers without bounds
(rates as logits, scales as logs), since people are drawn from a normal distribution of them.
Arrays have people in the last axis throughout.
"""

from typing import NamedTuple, Protocol

from overture.learning import Array


class Curve(NamedTuple):
    """Log likelihood (N,) at a point, its gradient (D, N) and its information (D, D, N).

    The information may be expected (always positive) or observed (less the Hessian).
    """

    value: Array
    gradient: Array
    information: Array


class Start(NamedTuple):
    """Where a fit begins: mean (D,) and sd (D,) of each parameter over people."""

    mean: Array
    sd: Array


class Model(Protocol):
    """What can be fitted: N people, each with D parameters and a likelihood of their own."""

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the D parameters."""
        ...

    @property
    def people(self) -> int:
        """How many people the data are of."""
        ...

    @property
    def observations(self) -> Array:
        """How many observations each person gave, (N,)."""
        ...

    @property
    def longest_step(self) -> Array:
        """How far one step may move each parameter (D,)."""
        ...

    def start(self) -> Start:
        """A rough guess from the data; wide rather than narrow.

        The mean is one over people of what each would guess and the sd comes from settings alone,
        so that the guesses of some people and of others make the guess of all.
        """
        ...

    def curve(self, theta: Array) -> Curve:
        """Log likelihood of each person at `theta` (D, N), with its slopes."""
        ...

    def log_likelihood(self, theta: Array, people: slice) -> Array:
        """Log likelihood (M, n) of some people at M points each, `theta` (D, M, n)."""
        ...
