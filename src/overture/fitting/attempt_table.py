"""A table of attempts as the belief model takes it; what is wrong is told by row and column.

One row is one attempt of one person: who and when, in what situation, what was expected, what was
met, and what would be expected if it were done again. Ratings are brought to 0-10.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from overture.fitting.attempts import Attempts
from overture.fitting.columns import (
    People,
    TableError,
    cells_of,
    constant_notes,
    covariates_in,
    in_order,
    number_in,
    on_scale,
    the_same,
)
from overture.fitting.survey import standards, survey
from overture.learning import CHANNELS, PARTNERS, Array, Situation, Situations
from overture.learning.situation import DEGREES

Row = Mapping[str, str | None]
_THINGS: Final = ("anxiety", "enjoyment", "feared")
RATINGS: Final = tuple(
    f"{when}_{thing}" for when in ("expected", "met", "again") for thing in _THINGS
)
ATTEMPT_COLUMNS: Final = ("person", "time", *RATINGS)
KEY: Final = "situation"
_DEFAULT_CHANNEL: Final = "face"
_TOP: Final = 10.0


@dataclass(frozen=True, eq=False)
class AttemptTable:
    """Attempts, and covariates (Q, N), ones first, standardised as in `Table`.

    People are in the order of how long their records are.
    """

    attempts: Attempts
    covariates: Array
    covariate_names: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass
class _Read:
    """Rows as they are read: whose, in which situation, and numbers."""

    names: tuple[str, ...] = ()
    numbers: dict[str, int] = field(default_factory=dict)
    who: list[int] = field(default_factory=list)
    cells: list[list[float]] = field(default_factory=list)
    situations: dict[Situation, int] = field(default_factory=dict)
    where: list[int] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class _Rows:
    """All rows; see `columns.Rows`. `ratings` (9, M) are in the order of `RATINGS`."""

    keys: list[str]
    person: NDArray[np.intp]
    time: Array
    ratings: Array
    covariates: Array
    names: tuple[str, ...]

    def row(self, at: NDArray[np.intp]) -> int:
        """What the first of these rows is called; the heading is row 1."""
        return int(at.min()) + 2


def read_attempts(
    rows: Iterable[Row],
    *,
    situations: Iterable[Row] | None = None,
    low: float = 0.0,
    high: float = _TOP,
) -> AttemptTable:
    """Check rows of text and make a table of them; raises TableError.

    `situations` are the rows of a second table, by whose keys the first one names its situations.
    """
    known = None if situations is None else read_situations(situations)
    read = _read(rows, known)
    size = len(read.cells)
    table = np.array(read.cells, dtype=np.float64).reshape(size, 1 + len(RATINGS) + len(read.names))
    held = _Rows(
        list(read.numbers),
        np.array(read.who, dtype=np.intp),
        table[:, 0],
        table[:, 1 : 1 + len(RATINGS)].T,
        table[:, 1 + len(RATINGS) :].T,
        read.names,
    )
    _check(held, low, high)
    places = np.array(read.where, dtype=np.intp)
    return _table(held, places, Situations(tuple(read.situations)), low, high)


def read_situations(rows: Iterable[Row]) -> dict[str, Situation]:
    """Situations by their keys; raises TableError, which says that it speaks of this table."""
    known: dict[str, Situation] = {}
    try:
        for number, row in enumerate(rows, start=2):
            known[_new_key(row, number, known)] = _situation(row, number)
    except TableError as error:
        raise TableError(f"In the table of situations: {error}") from error
    return known


def _new_key(row: Row, number: int, known: Mapping[str, Situation]) -> str:
    key = (row.get(KEY) or "").strip()
    if key and key not in known:
        return key
    what = f"“{key}” is there twice." if key else "It has no key."
    raise TableError(what, row=number, column=KEY)


def _read(rows: Iterable[Row], known: Mapping[str, Situation] | None) -> _Read:
    read = _Read()
    for number, row in enumerate(rows, start=2):
        if not read.who:
            read.names = covariates_in(row, (*ATTEMPT_COLUMNS, "partner" if known is None else KEY))
        key, cells = cells_of(row, read.names, number, ATTEMPT_COLUMNS)
        read.who.append(read.numbers.setdefault(key, len(read.numbers)))
        read.cells.append(cells)
        situation = _situation(row, number) if known is None else _named(row, number, known)
        read.where.append(read.situations.setdefault(situation, len(read.situations)))
    return read


def _named(row: Row, number: int, known: Mapping[str, Situation]) -> Situation:
    key = (row[KEY] or "").strip()
    if key not in known:
        what = f"“{key}” is not in the table of situations."
        raise TableError(what, row=number, column=KEY)
    return known[key]


def _situation(row: Row, number: int) -> Situation:
    """The situation that a row describes; a degree that is not there is 0, none."""
    words = {"partner": PARTNERS, "channel": CHANNELS}
    told = {name: (row.get(name) or "").strip() for name in words}
    told["channel"] = told["channel"] or _DEFAULT_CHANNEL
    for name, allowed in words.items():
        if told[name] not in allowed:
            what = f"“{told[name]}” is none of {', '.join(allowed)}."
            raise TableError(what, row=number, column=name)
    degrees = {name: number_in(row.get(name), number, name) for name in DEGREES}
    for name, value in degrees.items():
        if not (math.isnan(value) or 0.0 <= value <= 1.0):
            raise TableError(f"{value:g} is outside 0 to 1.", row=number, column=name)
    return Situation(
        partner=next(one for one in PARTNERS if one == told["partner"]),
        channel=next(one for one in CHANNELS if one == told["channel"]),
        **{name: 0.0 if math.isnan(value) else value for name, value in degrees.items()},
    )


def _check(held: _Rows, low: float, high: float) -> None:
    for name, values in zip(RATINGS, held.ratings, strict=True):
        on_scale(held, name, values, low, high)
    order = np.argsort(held.person, kind="stable")
    in_order(held, order)
    _, firsts = np.unique(held.person, return_index=True)
    the_same(held, firsts)
    given = ~np.isnan(np.concatenate((held.ratings[:3], held.ratings[6:]))).all(axis=0)
    silent = np.bincount(held.person, given, len(firsts)) == 0
    if silent.any():
        at = firsts[silent]
        who = held.keys[held.person[at.min()]]
        what = f"“{who}” gave no rating at all, neither before nor after."
        raise TableError(what, row=held.row(at), column=RATINGS[0])


def _table(
    held: _Rows, place: NDArray[np.intp], situations: Situations, low: float, high: float
) -> AttemptTable:
    """Attempts of people from the shortest record to the longest, so that like stands by like."""
    count = len(held.keys)
    _, firsts = np.unique(held.person, return_index=True)
    lengths = np.bincount(held.person, minlength=count)
    people = np.argsort(lengths, kind="stable")
    turn = np.empty(count, np.intp)
    turn[people] = np.arange(count)
    order = np.argsort(turn[held.person], kind="stable")
    expected, met, again = (held.ratings.reshape(3, 3, -1) - low) * (_TOP / (high - low))
    attempts = Attempts(
        people=count,
        person=turn[held.person][order],
        situations=situations,
        place=place[order],
        days=(held.time - held.time[firsts][held.person])[order],
        met=met.T[order],
        told=np.stack((expected.T[order], again.T[order])),
    )
    still = firsts[~_varied(attempts)[turn] & (lengths > 1)] + 2
    given = People(
        _strewn(attempts), np.zeros((0, count)), held.covariates[:, firsts[people]], held.names, ()
    )
    by = standards(survey(given), held.names, row=2, column=RATINGS[0])
    return AttemptTable(
        attempts, by.about(given.given), by.called, constant_notes(still.tolist(), count)
    )


def _varied(attempts: Attempts) -> NDArray[np.bool_]:
    strewn = _strewn(attempts)
    found: NDArray[np.bool_] = np.nanmax(strewn, axis=0, initial=0.0) > 0.0
    return found


def _strewn(attempts: Attempts) -> Array:
    """How far each rating (6 T, N) lies above the lowest of its person and kind; NaN if none."""
    firsts = attempts.firsts
    at = np.arange(len(attempts)) - firsts[attempts.person]
    found = np.full((int(np.diff(firsts).max(initial=0)), 2, 3, attempts.people), np.nan)
    found[at, :, :, attempts.person] = attempts.told.swapaxes(0, 1)
    lowest = np.fmin.reduce(found, axis=(0, 1), keepdims=True, initial=np.inf)
    return (found - lowest).reshape(6 * len(found), attempts.people)
