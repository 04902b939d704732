"""A few values over time as dots: pure functions from numbers to SVG.

Nothing is joined, smoothed or fitted: a dot is an answer as it was given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe

from overture.server.web.charts import short_day

MOST_DOTS = 12
_LEFT, _RIGHT = 30.0, 342.0
_FIRST, _LAST = 44.0, 330.0
_TOP, _BOTTOM = 10.0, 58.0


@dataclass(frozen=True)
class Dot:
    """A value on a day, None where there was none."""

    day: date
    value: float | None


def dots(shown: Sequence[Dot], *, low: float, high: float, ident: str, title: str) -> SafeString:
    """The last twelve values between the ends of their scale.

    What is read aloud is the title; the values stand in a table beside it.
    """
    last = shown[-MOST_DOTS:]
    marks = [
        f'<circle class="p-h" cx="{x:.1f}" cy="{_y(dot.value, low, high):.1f}" r="5"/>'
        for x, dot in zip(_places(len(last)), last, strict=True)
        if dot.value is not None
    ]
    parts = [*_grid(low, high), *marks, *_days(last)]
    drawn = "\n".join(parts)
    return mark_safe(  # noqa: S308 - numbers are ours and the title is escaped
        f'<svg class="chart" viewBox="0 0 350 82" role="img" aria-labelledby="{escape(ident)}">'
        f'<title id="{escape(ident)}">{escape(title)}</title>\n{drawn}\n</svg>'
    )


def _places(count: int) -> list[float]:
    if count == 1:
        return [(_FIRST + _LAST) / 2]
    apart = (_LAST - _FIRST) / (count - 1)
    return [_FIRST + apart * place for place in range(count)]


def _y(value: float, low: float, high: float) -> float:
    return _BOTTOM - (value - low) / (high - low) * (_BOTTOM - _TOP)


def _grid(low: float, high: float) -> list[str]:
    return [
        f'<path class="c-grid" d="M{_LEFT:g} {_y(at, low, high):.1f}H{_RIGHT:g}"/>'
        f'<text x="24" y="{_y(at, low, high) + 4.5:.1f}" text-anchor="end">{at:g}</text>'
        for at in (low, (low + high) / 2, high)
    ]


def _days(shown: Sequence[Dot]) -> list[str]:
    """The first day and the last one."""
    xs = _places(len(shown))
    ends = [(xs[0], "start", shown[0].day)] if len(shown) > 1 else []
    ends.append((xs[-1], "end" if len(shown) > 1 else "middle", shown[-1].day))
    return [
        f'<text x="{x:.1f}" y="78" text-anchor="{anchor}">{short_day(day)}</text>'
        for x, anchor, day in ends
    ]
