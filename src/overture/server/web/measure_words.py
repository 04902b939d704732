"""What a member answered to an instrument, told in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from overture.content.schema.instrument import Instrument, Scale
from overture.measures import Score, band_of, direction, is_beyond_noise
from overture.server.assessments.instruments import Administration
from overture.server.web.charts import short_day
from overture.server.web.dots import Dot, dots

CAUTION = (
    "More or less than last time is all that this can say. One week differs from the next by "
    "itself, and nobody can tell from two answers why."
)
SKIPPED = "Not answered"
NO_SCORE = "Too little was answered for a score."
BEYOND = "That is more than this scale’s own noise usually makes."
WITHIN = "That may well be the scale’s own noise."


@dataclass(frozen=True)
class Told:
    """One thing over all the times that it was answered."""

    title: str
    words: str
    cells: tuple[str, ...]
    drawing: SafeString
    source: str = ""


def comparable(rows: Sequence[Administration]) -> list[Administration]:
    """Those that answered the same version as the last one did."""
    return [row for row in rows if row.version == rows[-1].version]


def days_of(rows: Sequence[Administration]) -> list[str]:
    """The day of each time, as it heads a column."""
    return [short_day(timezone.localdate(row.at)) for row in rows]


def told(instrument: Instrument | None, rows: Sequence[Administration]) -> list[Told]:
    """All that was answered, in words, numbers and dots. `rows` are of one version, oldest first.

    Where the instrument is not here any more in that version, numbers are all that is left.
    """
    last = rows[-1]
    if instrument and instrument.version != last.version:
        instrument = None
    return [_one(instrument, rows, reading) for reading in last.readings]


def _one(
    instrument: Instrument | None, rows: Sequence[Administration], reading: Mapping[str, Any]
) -> Told:
    found = [_value(row, reading["id"]) for row in rows]
    drawn = [Dot(timezone.localdate(row.at), value) for row, value in zip(rows, found, strict=True)]
    scale = _scale(instrument, reading["id"])
    said = [_said(instrument, scale, reading, value) for value in found]
    return Told(
        title=reading["title"],
        words=_sentence(scale, said, found),
        cells=tuple(said),
        drawing=dots(
            drawn,
            low=reading["low"],
            high=reading["high"],
            ident=f"{rows[-1].instrument}-{reading['id']}-t",
            title=f"{reading['title']}, from {reading['low']:g} to {reading['high']:g}",
        ),
        source=scale.bands_source if scale else "",
    )


def _value(row: Administration, reading: str) -> float | None:
    return next((one["value"] for one in row.readings if one["id"] == reading), None)


def _scale(instrument: Instrument | None, id_: str) -> Scale | None:
    scales = instrument.scales if instrument else ()
    return next((scale for scale in scales if scale.id == id_), None)


def _said(
    instrument: Instrument | None,
    scale: Scale | None,
    reading: Mapping[str, Any],
    value: float | None,
) -> str:
    """One value: the answer's own words, or a number between its ends."""
    if value is None:
        return SKIPPED if scale is None else NO_SCORE.rstrip(".")
    item = instrument.item(reading["id"]) if instrument else None
    if instrument and item and not instrument.scales:
        return next(c.words for c in instrument.choices_of(item) if c.value == value)
    number = f"{round(value, 1):g}, on a scale of {reading['low']:g} to {reading['high']:g}"
    band = band_of(Score(scale, value, 0)) if scale else None
    return f"{number}: {band.words}" if band else number


def _sentence(scale: Scale | None, said: Sequence[str], found: Sequence[float | None]) -> str:
    """The last answer, beside the one before it."""
    now, before = found[-1], found[-2] if len(found) > 1 else None
    if now is None or before is None:
        return f"{said[-1]}."
    way = direction(before, now)
    if way == "same":
        return f"{said[-1]}. The same as last time."
    sentence = f"{said[-1]}. {way.capitalize()} than last time ({said[-2]})."
    if scale is None or scale.reliability is None:
        return sentence
    sure = is_beyond_noise(before, now, scale.reliability)
    return f"{sentence} {BEYOND if sure else WITHIN}"
