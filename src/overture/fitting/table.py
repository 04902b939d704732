"""A table of ratings as a fit takes it; what is wrong is told by row and column.

One row is one encounter of one person: `person`, `time`, `rating` (before), `outcome` (after) and
any number of covariates, whose names begin with `z_`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from overture.fitting.columns import TableError, columns_of, constant_notes, people_of
from overture.fitting.survey import Standards, standards, survey
from overture.learning import Array

__all__ = ["Table", "TableError", "read_table"]


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


def read_table(rows: Iterable[Mapping[str, str | None]], *, low: float, high: float) -> Table:
    """Check rows of text against a scale and make a table of them; raises TableError."""
    columns = columns_of(rows)
    people = people_of(columns, low=low, high=high)
    counted = survey(people)
    by: Standards = standards(counted, people.names, row=columns.first_row)
    return Table(
        people.ratings,
        people.outcomes,
        by.about(people.given),
        by.called,
        constant_notes(people.still, people.count),
    )
