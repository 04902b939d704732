"""The last few moments of one person as a drawing of one line's height: expected against felt."""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from overture.server.web.charts import Corner, stretches
from overture.server.web.moments import Pair

MOST = 10
FEWEST = 3
_LEFT, _RIGHT, _TOP, _BOTTOM = 4.0, 132.0, 4.0, 40.0


def spark(rated: Sequence[Pair], *, name: str, what: str = "anxiety") -> SafeString:
    """The last ten pairs without an axis: the table beside it has the numbers.

    Raises ValueError for fewer than three, which would be no line.
    """
    last = rated[-MOST:]
    if len(last) < FEWEST:
        raise ValueError("too few to draw")
    apart = (_RIGHT - _LEFT) / (len(last) - 1)
    corners = [
        Corner(_LEFT + apart * place, _y(pair.expected), _y(pair.felt))
        for place, pair in enumerate(last)
    ]
    end = corners[-1]
    drawn = "".join(
        (
            *(_fill(run) for run in stretches(corners)),
            f'<path class="c-e" d="{_path([(c.x, c.expected) for c in corners])}"/>',
            f'<path class="c-h" d="{_path([(c.x, c.felt) for c in corners])}"/>',
            f'<circle class="p-e" cx="{end.x:.1f}" cy="{end.expected:.1f}" r="3"/>',
            f'<circle class="p-h" cx="{end.x:.1f}" cy="{end.felt:.1f}" r="3.4"/>',
        )
    )
    return mark_safe(  # noqa: S308 - numbers are ours and the words are escaped
        f'<svg class="spark chart" viewBox="0 0 136 44" role="img" '
        f'aria-label="{escape(_aloud(last, name, what))}">{drawn}</svg>'
    )


def _aloud(last: Sequence[Pair], name: str, what: str) -> str:
    first, end = last[0], last[-1]
    return (
        f"{name}: expected {what} went from {first.expected} to {end.expected}, "
        f"felt {what} from {first.felt} to {end.felt}"
    )


def _fill(run: Sequence[Corner]) -> str:
    """What lies between the lines, from meeting to meeting; lower on the page is calmer."""
    css = "c-worse" if any(corner.felt < corner.expected for corner in run) else "c-gap"
    there = [(corner.x, corner.expected) for corner in run]
    back = [(corner.x, corner.felt) for corner in reversed(run)]
    return f'<path class="{css}" d="{_path(there + back)}Z"/>'


def _path(places: Sequence[tuple[float, float]]) -> str:
    return "M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in places)


def _y(rating: float) -> float:
    return _BOTTOM - rating * (_BOTTOM - _TOP) / 10
