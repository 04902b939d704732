"""What every part of the suite gives back: a question, figures against aims, tables, drawings."""

from dataclasses import dataclass, field
from typing import Any

from overture.evaluation.results import Figure


@dataclass(frozen=True)
class Table:
    """A heading and rows of cells, and what the table is of."""

    title: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_json(self) -> dict[str, Any]:
        """The table as plain JSON values."""
        rows = [list(row) for row in self.rows]
        return {"title": self.title, "heading": list(self.heading), "rows": rows}


@dataclass(frozen=True)
class Drawing:
    """A drawing as SVG, the name of its file without ending, and what it shows, in words."""

    name: str
    svg: str
    words: str


@dataclass(frozen=True)
class Part:
    """One question put to the model.

    `says` is what was found, in sentences, and above all where something falls short; `left_out`
    why the question could not be put, if it could not.
    """

    name: str
    asks: str
    figures: tuple[Figure, ...] = ()
    says: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    drawings: tuple[Drawing, ...] = field(default=(), repr=False)
    left_out: str = ""
