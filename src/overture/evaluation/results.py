"""What a suite finds: figures against their aims, and every case that fell short."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Report = Callable[[str, float], None]
"""Told what is being done and how far it is, 0-1."""


class Evaluation(Protocol):
    """What every suite gives back, whatever else it has found."""

    @property
    def holds(self) -> bool:
        """Whether every figure meets its aim."""
        ...

    def as_json(self) -> dict[str, Any]:
        """Everything found, as plain JSON values."""
        ...

    def words(self) -> str:
        """The figures, and what fell short, as lines of text."""
        ...


Suite = Callable[[Report], Evaluation]
"""A suite: it measures, says how far it is, and gives back what it found."""


@dataclass(frozen=True)
class Figure:
    """One number against its aim: the least it may be, or the most where `at_most`."""

    name: str
    value: float
    aim: float
    at_most: bool = False

    @property
    def holds(self) -> bool:
        """Whether the aim is met."""
        return self.value <= self.aim if self.at_most else self.value >= self.aim

    def words(self) -> str:
        """The figure beside its aim, on one line."""
        bound = "at most" if self.at_most else "at least"
        mark = "" if self.holds else "  (not met)"
        return f"{self.name}: {self.value:.4g}, {bound} {self.aim:.4g}{mark}"

    def as_json(self) -> dict[str, Any]:
        """The figure as plain JSON values."""
        bound = "at_most" if self.at_most else "at_least"
        return {"value": round(self.value, 4), bound: self.aim, "holds": self.holds}


def met(figures: tuple[Figure, ...]) -> bool:
    """Whether there are figures and each of them meets its aim."""
    return bool(figures) and all(figure.holds for figure in figures)


def in_words(heading: str, figures: tuple[Figure, ...], short: tuple[str, ...]) -> str:
    """A suite's result as text: the heading, each figure, then what fell short."""
    return "\n".join(_lines(heading, figures, short))


def _lines(heading: str, figures: tuple[Figure, ...], short: tuple[str, ...]) -> Iterator[str]:
    yield heading
    yield from (f"  {figure.words()}" for figure in figures)
    if short:
        yield "Fell short:"
        yield from (f"  {case}" for case in short)


def share(part: int, whole: int) -> float:
    """A part of a whole, 0-1; of nothing, 0, so that an empty suite never holds."""
    return part / whole if whole else 0.0


def markdown_table(heading: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of a page, each of its lines ended."""
    lines = [heading, ["---"] * len(heading), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
