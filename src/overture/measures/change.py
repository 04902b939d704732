"""Change from one time to the next: more or less, and, where noise is known, whether it is more
than noise.
"""

from math import sqrt
from typing import Final, Literal

from overture.content.schema.instrument import Reliability

Direction = Literal["more", "less", "same"]

BEYOND_NOISE: Final = 1.96
"""An index this large comes of noise alone once in twenty times."""


def direction(before: float, after: float) -> Direction:
    """Whether the later value is more than, less than or the same as the earlier one."""
    if after == before:
        return "same"
    return "more" if after > before else "less"


def reliable_change_index(before: float, after: float, known: Reliability) -> float:
    """The change in units of the noise of a difference between two measurements.

        RC = (x2 - x1) / S_diff,   S_diff = sqrt(2 S_E^2),   S_E = s sqrt(1 - r)

    with s the scale's standard deviation and r its retest correlation: Jacobson, N. S. and
    Truax, P. (1991). Clinical significance: a statistical approach to defining meaningful change
    in psychotherapy research. Journal of Consulting and Clinical Psychology, 59(1), 12-19.
    """
    error = known.sd * sqrt(1.0 - known.retest)
    return (after - before) / sqrt(2.0 * error * error)


def is_beyond_noise(before: float, after: float, known: Reliability) -> bool:
    """Whether a change is larger than noise would make it nineteen times in twenty.

    It says nothing about whether the change matters, nor what brought it about.
    """
    return abs(reliable_change_index(before, after, known)) > BEYOND_NOISE
