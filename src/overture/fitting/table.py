"""A table of ratings as a fit takes it, read row by row; what is wrong is told by row and column.

One row is one encounter of one person: `person`, `time`, `rating` (before), `outcome` (after) and
any number of covariates, whose names begin with `z_`.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from overture.learning import Array

COLUMNS: Final = ("person", "time", "rating", "outcome")
COVARIATE: Final = "z_"
_LEAST_MISSING: Final = 5
"""People from whom on those who lack a covariate are a group; fewer would be told one by one."""


class TableError(ValueError):
    """Something in the table that cannot be fitted; `row` counts from 1 with the heading as 1."""

    def __init__(self, what: str, *, row: int | None = None, column: str = "") -> None:
        self.row, self.column = row, column
        where = f"Row {row}, column {column}: " if row and column else ""
        super().__init__(f"{where}{what}")


@dataclass(frozen=True, eq=False)
class Table:
    """Ratings and outcomes (T, N), NaN where there is none, and covariates (Q, N), ones first.

    Covariates are standardised; a missing value is the mean, and where five people or more lack
    it, a column of its own says who.
    """

    ratings: Array
    outcomes: Array
    covariates: Array
    covariate_names: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass
class _Record:
    """One person's rows as they are read."""

    first_row: int
    about: tuple[float, ...]
    times: list[float] = field(default_factory=list)
    ratings: list[float] = field(default_factory=list)
    outcomes: list[float] = field(default_factory=list)


def read_table(rows: Iterable[Mapping[str, str | None]], *, low: float, high: float) -> Table:
    """Check rows of text against a scale and make a table of them; raises TableError."""
    records: dict[str, _Record] = {}
    names: tuple[str, ...] = ()
    for number, row in enumerate(rows, start=2):
        if not records:
            names = _covariates(row)
        _take(records, row, number, names, (low, high))
    _enough(records)
    covariates, covariate_names = _about(list(records.values()), names)
    ratings, outcomes = (
        _padded([getattr(record, kind) for record in records.values()])
        for kind in ("ratings", "outcomes")
    )
    return Table(ratings, outcomes, covariates, covariate_names, tuple(_notes(records)))


def _covariates(row: Mapping[str, str | None]) -> tuple[str, ...]:
    for column in COLUMNS:
        if column not in row:
            raise TableError(f"There is no column “{column}”.", row=1, column=column)
    return tuple(name for name in row if name and name.startswith(COVARIATE))


def _take(
    records: dict[str, _Record],
    row: Mapping[str, str | None],
    number: int,
    names: tuple[str, ...],
    scale: tuple[float, float],
) -> None:
    person = (row["person"] or "").strip()
    if not person:
        raise TableError("Whose row is it? The cell is empty.", row=number, column="person")
    about = tuple(_number(row[name], number, name) for name in names)
    time = _number(row["time"], number, "time")
    if math.isnan(time):
        raise TableError("When was it? The cell is empty.", row=number, column="time")
    record = records.setdefault(person, _Record(number, about))
    _in_order(record, person, time, number)
    _the_same(record, about, names, number)
    record.times.append(time)
    record.ratings.append(_on_scale(row, number, "rating", scale))
    record.outcomes.append(_on_scale(row, number, "outcome", scale))


def _number(cell: str | None, row: int, column: str) -> float:
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


def _on_scale(
    row: Mapping[str, str | None], number: int, column: str, scale: tuple[float, float]
) -> float:
    value = _number(row[column], number, column)
    if not math.isnan(value) and not scale[0] <= value <= scale[1]:
        raise TableError(
            f"{value:g} is outside the scale of {scale[0]:g} to {scale[1]:g}.",
            row=number,
            column=column,
        )
    return value


def _in_order(record: _Record, person: str, time: float, row: int) -> None:
    if record.times and time == record.times[-1]:
        raise TableError(f"“{person}” has this time twice.", row=row, column="time")
    if record.times and time < record.times[-1]:
        what = f"Time goes backwards for “{person}”: {record.times[-1]:g}, then {time:g}."
        raise TableError(what, row=row, column="time")


def _the_same(record: _Record, about: tuple[float, ...], names: tuple[str, ...], row: int) -> None:
    for name, now, before in zip(names, about, record.about, strict=True):
        if now != before and not (math.isnan(now) and math.isnan(before)):
            what = f"It differs from row {record.first_row} of the same person."
            raise TableError(what, row=row, column=name)


def _enough(records: Mapping[str, _Record]) -> None:
    if len(records) < 2:
        people = "one person" if records else "nobody"
        raise TableError(f"The table holds {people}; a population needs at least two.")
    for person, record in records.items():
        if all(map(math.isnan, record.ratings)):
            what = f"“{person}” gave no rating at all."
            raise TableError(what, row=record.first_row, column="rating")
    if not any(_varies(record) for record in records.values()):
        first = next(iter(records.values())).first_row
        what = "Everybody’s ratings are constant; there is nothing to learn from them."
        raise TableError(what, row=first, column="rating")


def _varies(record: _Record) -> bool:
    return len({rating for rating in record.ratings if not math.isnan(rating)}) > 1


def _notes(records: Mapping[str, _Record]) -> list[str]:
    still = [r for r in records.values() if len(r.ratings) > 1 and not _varies(r)]
    if not still:
        return []
    rows = ", ".join(str(record.first_row) for record in still[:5])
    more = " and more" if len(still) > 5 else ""
    return [f"Ratings are constant for {len(still)} of {len(records)} people (rows {rows}{more})."]


def _padded(series: list[list[float]]) -> Array:
    """Rows of different length as one array (T, N), NaN below the end of each."""
    found = np.full((max(map(len, series)), len(series)), np.nan)
    for person, values in enumerate(series):
        found[: len(values), person] = values
    return found


def _about(records: list[_Record], names: tuple[str, ...]) -> tuple[Array, tuple[str, ...]]:
    """Covariates (Q, N), standardised, each followed by who lacks it where several do."""
    rows, called = [np.ones(len(records))], ["one"]
    for k, name in enumerate(names):
        values = np.array([record.about[k] for record in records])
        missing = np.isnan(values)
        if missing.all() or np.nanstd(values) == 0.0:
            what = "It is the same for everybody, so it cannot explain anything."
            raise TableError(what, row=records[0].first_row, column=name)
        rows.append(np.where(missing, 0.0, (values - np.nanmean(values)) / np.nanstd(values)))
        called.append(name)
        if missing.sum() >= _LEAST_MISSING:
            rows.append(missing.astype(np.float64))
            called.append(f"{name} missing")
    return np.array(rows), tuple(called)
