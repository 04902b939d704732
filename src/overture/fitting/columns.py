"""Rows of ratings, whoever wrote them, as people: checked as a whole, told by row and column."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from overture.learning import Array

COLUMNS: Final = ("person", "time", "rating", "outcome")
COVARIATE: Final = "z_"


class TableError(ValueError):
    """Something in the table that cannot be fitted; `row` counts from 1 with the heading as 1."""

    def __init__(self, what: str, *, row: int | None = None, column: str = "") -> None:
        self.row, self.column = row, column
        where = f"Row {row}, column {column}: " if row and column else ""
        super().__init__(f"{where}{what}")


class Rows(Protocol):
    """M rows of people: whose each is, when it was, and covariates (K, M) called `names`."""

    @property
    def keys(self) -> Sequence[str]:
        """What people are called in the table."""
        ...

    @property
    def person(self) -> NDArray[np.intp]:
        """Whose each row is, a number into `keys`."""
        ...

    @property
    def time(self) -> Array:
        """When each row was."""
        ...

    @property
    def covariates(self) -> Array:
        """What is known of the row’s person."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the covariates."""
        ...

    def row(self, at: NDArray[np.intp]) -> int:
        """What the first of these rows is called."""
        ...


@dataclass(frozen=True, eq=False)
class Columns:
    """M rows: whose each is, as a number into `keys`, and what it holds; NaN where it is empty.

    `covariates` (K, M) are called `names`; `first_row` is what the first row is called.
    """

    keys: Sequence[str]
    person: NDArray[np.intp]
    time: Array
    rating: Array
    outcome: Array
    covariates: Array
    names: tuple[str, ...]
    first_row: int

    def row(self, at: NDArray[np.intp]) -> int:
        """What the first of these rows is called."""
        return int(at.min()) + self.first_row


@dataclass(frozen=True, eq=False)
class People:
    """Ratings and outcomes (T, N), and covariates (K, N) as they were given; NaN where none is.

    `still` are the rows where people begin whose ratings are all the same.
    """

    ratings: Array
    outcomes: Array
    given: Array
    names: tuple[str, ...]
    still: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many people there are."""
        return int(self.ratings.shape[1])


def covariates_in(names: Iterable[str], columns: tuple[str, ...] = COLUMNS) -> tuple[str, ...]:
    """The covariates among the names of columns; a TableError where a column is missing."""
    there = tuple(names)
    for column in columns:
        if column not in there:
            raise TableError(f"There is no column “{column}”.", row=1, column=column)
    return tuple(name for name in there if name and name.startswith(COVARIATE))


def columns_of(rows: Iterable[Mapping[str, str | None]], *, first_row: int = 2) -> Columns:
    """Rows of text as columns of numbers; a TableError where a cell is none."""
    keys: dict[str, int] = {}
    person: list[int] = []
    cells: list[list[float]] = []
    names: tuple[str, ...] = ()
    for number, row in enumerate(rows, start=first_row):
        if not person:
            names = covariates_in(row)
        key, held = cells_of(row, names, number)
        person.append(keys.setdefault(key, len(keys)))
        cells.append(held)
    table = np.array(cells).reshape(len(cells), 3 + len(names)).T
    return Columns(
        list(keys),
        np.array(person, dtype=np.intp),
        table[0],
        table[1],
        table[2],
        table[3:],
        names,
        first_row,
    )


def cells_of(
    row: Mapping[str, str | None],
    names: tuple[str, ...],
    number: int,
    columns: tuple[str, ...] = COLUMNS,
) -> tuple[str, list[float]]:
    """Whose a row is, and its time, rating, outcome and covariates; a TableError names the row.

    Other `columns` may be asked for, of which the first two are whose it is and when it was.
    """
    key = (row["person"] or "").strip()
    if not key:
        raise TableError("Whose row is it? The cell is empty.", row=number, column="person")
    held = [number_in(row[name], number, name) for name in (*columns[1:], *names)]
    if math.isnan(held[0]):
        raise TableError("When was it? The cell is empty.", row=number, column="time")
    return key, held


def number_in(cell: str | None, row: int, column: str) -> float:
    """A finite number, or NaN where the cell is empty."""
    text = (cell or "").strip()
    if not text:
        return math.nan
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise TableError(
            f"“{text}” is not a number. What is missing is left empty.", row=row, column=column
        )
    return value


def people_of(columns: Columns, *, low: float, high: float) -> People:
    """The people behind the rows, in the order in which they appear; raises TableError."""
    for name in ("rating", "outcome"):
        on_scale(columns, name, getattr(columns, name), low, high)
    order = np.argsort(columns.person, kind="stable")
    in_order(columns, order)
    _, firsts = np.unique(columns.person, return_index=True)
    the_same(columns, firsts)
    ratings, outcomes = _padded(columns, order)
    silent = np.isnan(ratings).all(axis=0)
    if silent.any():
        at = firsts[silent]
        who = columns.keys[columns.person[at.min()]]
        raise TableError(f"“{who}” gave no rating at all.", row=columns.row(at), column="rating")
    rows = np.bincount(columns.person, minlength=len(firsts))
    still = firsts[(rows > 1) & ~varies(ratings)] + columns.first_row
    given = columns.covariates[:, firsts]
    return People(ratings, outcomes, given, columns.names, tuple(still.tolist()))


def varies(ratings: Array) -> NDArray[np.bool_]:
    """Whose ratings (T, N) are not all the same, (N,)."""
    if not ratings.size:
        return np.zeros(ratings.shape[1], np.bool_)
    found: NDArray[np.bool_] = np.nanmax(ratings, axis=0) > np.nanmin(ratings, axis=0)
    return found


def constant_notes(still: Sequence[int], people: int) -> tuple[str, ...]:
    """What is said where ratings of some people are all the same; `still` are their first rows."""
    if not still:
        return ()
    rows = ", ".join(map(str, still[:5])) + (" and more" if len(still) > 5 else "")
    return (f"Ratings are constant for {len(still)} of {people} people (rows {rows}).",)


def on_scale(columns: Rows, name: str, values: Array, low: float, high: float) -> None:
    """Refuse, by row and column, what is outside a scale."""
    off = np.flatnonzero((values < low) | (values > high))
    if off.size:
        what = f"{values[off[0]]:g} is outside the scale of {low:g} to {high:g}."
        raise TableError(what, row=columns.row(off), column=name)


def in_order(columns: Rows, order: NDArray[np.intp]) -> None:
    """Refuse times that are there twice or go backwards; `order` puts a person's rows together."""
    time, person = columns.time[order], columns.person[order]
    wrong = np.flatnonzero((person[1:] == person[:-1]) & (np.diff(time) <= 0.0))
    if not wrong.size:
        return
    at = wrong[np.argmin(order[wrong + 1])]
    who, before, now = columns.keys[person[at]], time[at], time[at + 1]
    backwards = f"Time goes backwards for “{who}”: {before:g}, then {now:g}."
    what = f"“{who}” has this time twice." if now == before else backwards
    raise TableError(what, row=columns.row(order[at + 1 : at + 2]), column="time")


def the_same(columns: Rows, firsts: NDArray[np.intp]) -> None:
    """Refuse covariates that differ between rows of a person, of whom `firsts` (N,) are first."""
    for name, values in zip(columns.names, columns.covariates, strict=True):
        first = firsts[columns.person]
        same = (values == values[first]) | (np.isnan(values) & np.isnan(values[first]))
        if not same.all():
            at = np.flatnonzero(~same)[:1]
            row = columns.row(first[at])
            what = f"It differs from row {row} of the same person."
            raise TableError(what, row=columns.row(at), column=name)


def _padded(columns: Columns, order: NDArray[np.intp]) -> tuple[Array, Array]:
    """Ratings and outcomes (T, N): records of different length, NaN below the end of each."""
    person = columns.person[order]
    lengths = np.bincount(person)
    at = np.arange(len(person)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    found = np.full((2, lengths.max(initial=0), len(lengths)), np.nan)
    found[:, at, person] = columns.rating[order], columns.outcome[order]
    return found[0], found[1]
