"""Two weeks of a log as a small drawing: pure functions from words and moments to SVG.

A dot is a word: higher is more pleasant, solid holds much energy, hollow little. Below stands a
square for each moment with somebody. No line joins them: days are not a course to be kept.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from django.utils.safestring import SafeString, mark_safe

from overture.planning.logged import DAYS, Felt, Met
from overture.server.web.charts import short_day

LEFT, RIGHT = 86.0, 344.0
TOP, BOTTOM = 14.0, 94.0
PEOPLE, DATES, HEIGHT = 117.0, 141.0, 146.0
COLUMN = (RIGHT - LEFT) / DAYS
MOST_SQUARES = 3
"""A fourth moment of one day has no room, and stands in the table."""


def log_chart(felt: Sequence[Felt], met: Sequence[Met], today: date, words: str) -> SafeString:
    """The drawing; `words` are read aloud instead of it."""
    first = today - timedelta(days=DAYS - 1)
    parts = [*_ground(), *_dots(felt, first), *_squares(met, first), *_dates(first, today)]
    drawn = "\n".join(parts)
    return mark_safe(  # noqa: S308 - numbers are ours and the text is escaped
        f'<svg class="chart" viewBox="0 0 350 {HEIGHT:g}" role="img" '
        f'aria-labelledby="log-t log-d"><title id="log-t">Your last two weeks</title>'
        f'<desc id="log-d">{escape(words)}</desc>\n{drawn}\n</svg>'
    )


def _ground() -> list[str]:
    middle = (TOP + BOTTOM) / 2
    return [
        f'<path class="c-grid" d="M{LEFT:g} {y:g}H{RIGHT:g}"/>' for y in (TOP, middle, BOTTOM)
    ] + [
        f'<text x="78" y="{y:g}" text-anchor="end">{name}</text>'
        for name, y in (
            ("pleasant", TOP + 4),
            ("unpleasant", BOTTOM + 4),
            ("somebody", PEOPLE + 4),
        )
    ]


def _dots(felt: Sequence[Felt], first: date) -> list[str]:
    """Words of one day stand side by side, as far as the column reaches."""
    of_day = Counter(one.day for one in felt)
    placed = Counter[date]()
    drawn = []
    for one in felt:
        apart = min(5.0, (COLUMN - 6) / of_day[one.day])
        x = _column(one.day, first) + apart * (placed[one.day] - (of_day[one.day] - 1) / 2)
        placed[one.day] += 1
        y = BOTTOM - (one.pleasant + 5) * (BOTTOM - TOP) / 10
        css = "p-h" if one.energy > 0 else "p-quiet"
        drawn.append(f'<circle class="{css}" cx="{x:.1f}" cy="{y:.1f}" r="4.4"/>')
    return drawn


def _squares(met: Sequence[Met], first: date) -> list[str]:
    drawn = []
    for day, count in Counter(one.day for one in met).items():
        shown = min(count, MOST_SQUARES)
        for place in range(shown):
            x = _column(day, first) + 5.4 * (place - (shown - 1) / 2) - 2.2
            drawn.append(
                f'<rect class="p-met" x="{x:.1f}" y="{PEOPLE - 4.5:.1f}" width="4.4" height="9"/>'
            )
    return drawn


def _dates(first: date, today: date) -> list[str]:
    places = ((LEFT, "start", first), (RIGHT, "end", today))
    return [
        f'<text x="{x:g}" y="{DATES:g}" text-anchor="{anchor}">{short_day(day)}</text>'
        for x, anchor, day in places
    ]


def _column(day: date, first: date) -> float:
    return LEFT + COLUMN * ((day - first).days + 0.5)
