"""Small instruments for tests, of invented words."""

from overture.content.schema.instrument import Instrument

FIVE = [{"value": value, "words": f"{value} of four"} for value in range(5)]


def items(count: int = 4, **more: object) -> list[dict[str, object]]:
    """That many items on the set `five`; the keyword arguments go to the first one."""
    made: list[dict[str, object]] = [
        {"id": f"q{n}", "asks": f"Question {n}?", "answers": "five"} for n in range(1, count + 1)
    ]
    made[0] |= more
    return made


def scale(**more: object) -> dict[str, object]:
    """A sum over the four items of `items`."""
    return {
        "id": "all",
        "title": "Everything",
        "items": ["q1", "q2", "q3", "q4"],
        "low": 0,
        "high": 16,
    } | more


def raw(**more: object) -> dict[str, object]:
    """An instrument of four items and one scale, as a file would hold it."""
    return {
        "schema": "instrument/1",
        "id": "made-up",
        "version": "1",
        "title": "Made up",
        "about": "",
        "standing": "Made up for a test.",
        "licence": "CC0",
        "source": "Invented for a test",
        "sets": {"five": FIVE},
        "items": items(),
        "scales": [scale()],
    } | more


def instrument(**more: object) -> Instrument:
    """The same, read."""
    return Instrument.model_validate(raw(**more))
