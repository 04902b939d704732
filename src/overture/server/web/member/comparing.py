"""What was expected beside what happened, first in words. Harder is said as plainly as easier."""

from dataclasses import dataclass

from overture.server.practice.selectors import Attempt


@dataclass(frozen=True)
class Row:
    """One measure, expected and met, 0 to 10, and whether it was worse than expected."""

    name: str
    expected: int
    was: int
    worse: bool


@dataclass(frozen=True)
class Compared:
    """A heading, the measures that were given both times, and the feared event in one sentence."""

    heading: str
    rows: tuple[Row, ...]
    feared_event: str
    feared_words: str
    was_hard: bool


def compared(attempt: Attempt) -> Compared:
    """The comparison for an attempt with an outcome."""
    prediction = getattr(attempt, "prediction", None)
    outcome = attempt.outcome
    pairs = (
        ("Anxiety", prediction and prediction.anxiety, outcome.anxiety),
        ("Enjoyment", prediction and prediction.enjoyment, outcome.enjoyment),
    )
    rows = tuple(
        Row(name, before, was, worse=was > before if name == "Anxiety" else was < before)
        for name, before, was in pairs
        if before is not None and was is not None
    )
    feared = prediction.feared_event if prediction else ""
    in_ten = prediction.feared_in_ten if prediction else None
    return Compared(
        heading=_heading(rows),
        rows=rows,
        feared_event=feared if outcome.feared else "",
        feared_words=_feared(in_ten, outcome.feared) if feared else "",
        was_hard=any(row.worse for row in rows if row.name == "Anxiety"),
    )


def _heading(rows: tuple[Row, ...]) -> str:
    change = {row.name: row.was - row.expected for row in rows}
    anxiety, enjoyment = change.get("Anxiety"), change.get("Enjoyment", 0)
    if anxiety is None:
        return "It’s in your record"
    if anxiety > 0:
        return "That was harder than you expected"
    if anxiety < 0:
        return f"Calmer than you expected{', and more enjoyable' if enjoyment > 0 else ''}"
    return "As tense as expected, and more enjoyable" if enjoyment > 0 else "About as you expected"


def _feared(in_ten: int | None, feared: str) -> str:
    said = {
        "no": "It did not happen.",
        "partly": "It happened in part.",
        "yes": "It happened.",
    }.get(feared, "")
    if in_ten is None or not said:
        return said
    times = "once" if in_ten == 1 else f"{in_ten} times"
    if in_ten == 0:
        return f"You expected this never. {said}"
    return f"You expected this {times} in 10. {said}"
