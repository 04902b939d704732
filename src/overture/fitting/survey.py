"""Who is there, before a fit: counts and moments that some people and others add up to."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from overture.fitting.columns import People, TableError, varies
from overture.fitting.sums import Added
from overture.learning import Array

LEAST_PEOPLE: Final = 20
"""Sums, means and populations of fewer say too much of each, and too little of people."""

LEAST_MISSING: Final = 5
"""People from whom on those who lack a covariate, or differ by it, are a group; fewer would be told
one by one.
"""

_SAME: Final = 1e-9
"""Spread of a covariate, as a share of its mean, under which all have the same."""


@dataclass(frozen=True, eq=False)
class Survey(Added):
    """How many ratings () there are, of how many people they vary () or are all the same ().

    Of each covariate (K,): how many people have it, its mean, and the squares around that.
    """

    ratings: Array
    varied: Array
    still: Array
    known: Array
    mean: Array
    squares: Array

    def __add__(self, other: Self) -> Self:
        # Moments are joined by their differences, which loses no digits to a mean far from zero.
        known = self.known + other.known
        share, apart = other.known / np.maximum(known, 1.0), other.mean - self.mean
        return type(self)(
            people=self.people + other.people,
            ratings=self.ratings + other.ratings,
            varied=self.varied + other.varied,
            still=self.still + other.still,
            known=known,
            mean=self.mean + share * apart,
            squares=self.squares + other.squares + self.known * share * apart**2,
        )


@dataclass(frozen=True, eq=False)
class Standards:
    """What covariates are measured by: mean and spread (K,), and where who lacks it is a group."""

    names: tuple[str, ...]
    mean: Array
    sd: Array
    grouped: NDArray[np.bool_]

    @property
    def called(self) -> tuple[str, ...]:
        """The names of what people are described by, ones first."""
        pairs = zip(self.names, self.grouped, strict=True)
        after = [(name, f"{name} missing") if group else (name,) for name, group in pairs]
        return ("one", *(name for both in after for name in both))

    def about(self, given: Array) -> Array:
        """Covariates (Q, N), standardised, each followed by who lacks it where several do."""
        rows = [np.ones(given.shape[1])]
        for k, values in enumerate(given):
            missing = np.isnan(values)
            rows.append(np.where(missing, 0.0, (values - self.mean[k]) / self.sd[k]))
            if self.grouped[k]:
                rows.append(missing.astype(np.float64))
        return np.array(rows)


def survey(people: People) -> Survey:
    """Count people and what they gave."""
    known = (~np.isnan(people.given)).sum(axis=1).astype(np.float64)
    mean = np.nansum(people.given, axis=1) / np.maximum(known, 1.0)
    return Survey(
        people=np.array(float(people.count)),
        ratings=np.array(float((~np.isnan(people.ratings)).sum())),
        varied=np.array(float(varies(people.ratings).sum())),
        still=np.array(float(len(people.still))),
        known=known,
        mean=mean,
        squares=np.nansum(np.square(people.given - mean[:, None]), axis=1),
    )


def standards(
    found: Survey, names: tuple[str, ...], *, row: int | None = None, column: str = "rating"
) -> Standards:
    """Standards from everybody's survey.

    Raises TableError, with `row` if given and the `column` of ratings, where there is nothing to
    fit.
    """
    if found.people < 2:
        people = "one person" if found.people else "nobody"
        raise TableError(f"The table holds {people}; a population needs at least two.")
    if not found.varied:
        what = "Everybody’s ratings are constant; there is nothing to learn from them."
        raise TableError(what, row=row, column=column)
    sd = np.sqrt(found.squares / np.maximum(found.known, 1.0))
    same = sd <= _SAME * np.abs(found.mean)
    if same.any():
        name = names[int(np.flatnonzero(same)[0])]
        what = "It is the same for everybody, so it cannot explain anything."
        raise TableError(what if row else f"{name}: {what}", row=row, column=name)
    return Standards(names, found.mean, sd, found.people - found.known >= LEAST_MISSING)
