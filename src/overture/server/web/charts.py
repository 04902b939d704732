"""Expected against happened as a drawing: pure functions from pairs of ratings to SVG.

Nothing here is smoothed, fitted or left out: every dot is a rating as given. Where it was harder
than expected the fill changes exactly where the lines cross, and the day is ringed and named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from overture.server.web.moments import Pair

FEWEST_FOR_LINES = 5
MOST_DRAWN = 40
LEFT, FIRST = 24.0, 32.0
LABEL_WIDTH = 104.0


class Corner(NamedTuple):
    """A place where both lines are known: x, and the y of expected and of felt."""

    x: float
    expected: float
    felt: float


@dataclass(frozen=True)
class Frame:
    """Where 10 and 0 lie in a drawing, and how wide it is, in its own units."""

    top: float
    bottom: float
    width: float = 350.0

    @property
    def height(self) -> float:
        """Height of the whole drawing with room for the dates."""
        return self.bottom + 26

    @property
    def right(self) -> float:
        """Where the lines of the grid end."""
        return self.width - 8

    @property
    def last(self) -> float:
        """Where the last moment stands."""
        return self.width - 14

    def y(self, rating: float) -> float:
        """Height at which a rating of 0-10 is drawn."""
        return self.bottom - rating * (self.bottom - self.top) / 10


TALL, LOW, SMALL = Frame(12, 178), Frame(16, 164), Frame(12, 116)
WIDE = Frame(12, 186, 690.0)
"""For a desk."""


def chart(
    pairs: Sequence[Pair], *, ident: str, title: str, words: str, frame: Frame = TALL
) -> SafeString:
    """Draw the last forty pairs; under five there are dots only, without lines.

    `title` and `words` are what is read aloud instead of the drawing. Raises ValueError for no
    pairs at all: that is `empty_chart`.
    """
    if not pairs:
        raise ValueError("there is nothing to draw yet")
    shown = pairs[-MOST_DRAWN:]
    few = len(shown) < FEWEST_FOR_LINES
    frame = SMALL if few else frame
    corners = _corners(shown, frame)
    body = _sticks(shown, corners) if few else _fills(shown, corners) + _lines(corners)
    parts = [
        _grid(frame),
        *body,
        *_dots(corners),
        *_rings(shown, corners, frame, named=frame is not LOW and not few),
        *_dates(shown, corners, frame),
    ]
    return _svg(ident, title, words, frame, parts)


def empty_chart() -> SafeString:
    """The shape of what will come: an axis, a hollow dot, and a place for a solid one."""
    parts = [
        _grid(SMALL),
        '<circle class="p-e" cx="44" cy="46" r="5" style="stroke-dasharray:3 2.4"/>',
        '<circle class="c-later" cx="44" cy="82" r="5"/>',
        '<text x="60" y="50.5">what you expect</text>',
        '<text x="60" y="86.5">what happens</text>',
    ]
    drawn = "\n".join(parts)
    return mark_safe(  # noqa: S308 - nothing in it comes from anybody
        f'<svg class="chart" viewBox="0 0 350 130" role="img" aria-label="An empty chart, ready">'
        f"{drawn}</svg>"
    )


def with_crossings(corners: Sequence[Corner]) -> list[Corner]:
    """The corners, and the places between them where the two lines meet."""
    found = list(corners[:1])
    for before, after in pairwise(corners):
        gap, next_gap = before.felt - before.expected, after.felt - after.expected
        if gap * next_gap < 0:
            part = gap / (gap - next_gap)
            x = before.x + part * (after.x - before.x)
            y = before.expected + part * (after.expected - before.expected)
            found.append(Corner(x, y, y))
        found.append(after)
    return found


def stretches(corners: Sequence[Corner]) -> list[list[Corner]]:
    """The outlines between the lines, each on one side only, from meeting to meeting."""
    found: list[list[Corner]] = []
    run: list[Corner] = []
    for corner in with_crossings(corners):
        run.append(corner)
        if corner.expected == corner.felt:
            found.append(run)
            run = [corner]
    found.append(run)
    return [run for run in found if any(corner.expected != corner.felt for corner in run)]


def _corners(shown: Sequence[Pair], frame: Frame) -> list[Corner]:
    if len(shown) < FEWEST_FOR_LINES:
        xs = [70.0 + 80 * place for place in range(len(shown))]
    else:
        apart = (frame.last - FIRST) / (len(shown) - 1)
        xs = [FIRST + apart * place for place in range(len(shown))]
    return [
        Corner(x, frame.y(pair.expected), frame.y(pair.felt))
        for x, pair in zip(xs, shown, strict=True)
    ]


def _svg(ident: str, title: str, words: str, frame: Frame, parts: Sequence[str]) -> SafeString:
    drawn = "\n".join(parts)
    return mark_safe(  # noqa: S308 - numbers are ours and the two texts are escaped
        f'<svg class="chart" viewBox="0 0 {frame.width:g} {frame.height:g}" role="img" '
        f'aria-labelledby="{ident}-t {ident}-d">'
        f'<title id="{ident}-t">{escape(title)}</title>'
        f'<desc id="{ident}-d">{escape(words)}</desc>\n'
        f"{drawn}\n</svg>"
    )


def _grid(frame: Frame) -> str:
    return "\n".join(
        f'<path class="c-grid" d="M{LEFT:g} {frame.y(rating):.1f}H{frame.right:g}"/>'
        f'<text x="18" y="{frame.y(rating) + 4.5:.1f}" text-anchor="end">{rating}</text>'
        for rating in (0, 5, 10)
    )


def _path(places: Sequence[tuple[float, float]]) -> str:
    return "M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in places)


def _fills(shown: Sequence[Pair], corners: Sequence[Corner]) -> list[str]:
    """One filled outline a stretch. Which side is harder depends on the measure, so ask a pair."""
    harder_at = {corner.x: pair.lead < 0 for corner, pair in zip(corners, shown, strict=True)}
    drawn: list[str] = []
    for run in stretches(corners):
        open_ = [corner for corner in run if corner.expected != corner.felt]
        css = "c-worse" if harder_at[open_[0].x] else "c-gap"
        there = [(corner.x, corner.expected) for corner in run]
        back = [(corner.x, corner.felt) for corner in reversed(run)]
        drawn.append(f'<path class="{css}" d="{_path(there + back)}Z"/>')
    return drawn


def _lines(corners: Sequence[Corner]) -> list[str]:
    return [
        f'<path class="c-e" d="{_path([(c.x, c.expected) for c in corners])}"/>',
        f'<path class="c-h" d="{_path([(c.x, c.felt) for c in corners])}"/>',
    ]


def _sticks(shown: Sequence[Pair], corners: Sequence[Corner]) -> list[str]:
    return [
        f'<path class="c-stick{" is-harder" if pair.lead < 0 else ""}" '
        f'd="M{corner.x:.1f} {corner.expected:.1f}V{corner.felt:.1f}"/>'
        for pair, corner in zip(shown, corners, strict=True)
        if pair.lead
    ]


def _dots(corners: Sequence[Corner]) -> list[str]:
    """Hollow dots first, so that a solid one is never hidden. Smaller when there are many."""
    size = 1.0 if len(corners) <= 24 else 0.75
    if len(corners) < FEWEST_FOR_LINES:
        size = 1.28
    hollow = [
        f'<circle class="p-e" cx="{c.x:.1f}" cy="{c.expected:.1f}" r="{3.8 * size:.1f}"/>'
        for c in corners
    ]
    solid = [
        f'<circle class="p-h" cx="{c.x:.1f}" cy="{c.felt:.1f}" r="{4.4 * size:.1f}"/>'
        for c in corners
    ]
    return hollow + solid


def _rings(
    shown: Sequence[Pair], corners: Sequence[Corner], frame: Frame, *, named: bool
) -> list[str]:
    """Every harder day is ringed, and named from the hardest down while there is room.

    Only anxiety has the room: low enjoyment lies where the dates are, and is named in the words.
    """
    harder = [(p, c) for p, c in zip(shown, corners, strict=True) if p.lead < 0]
    drawn = [
        f'<circle class="c-ring" cx="{c.x:.1f}" cy="{c.felt:.1f}" r="8.5"/>' for _, c in harder
    ]
    taken: list[tuple[float, float]] = []
    for pair, corner in sorted(harder, key=lambda item: item[0].lead) if named else ():
        leftwards = corner.x > frame.last - LABEL_WIDTH
        start = corner.x - LABEL_WIDTH - 14 if leftwards else corner.x
        if any(start < end and begin < start + LABEL_WIDTH + 14 for begin, end in taken):
            continue
        taken.append((start, start + LABEL_WIDTH + 14))
        drawn.append(_name(pair, corner, leftwards=leftwards))
    return drawn


def _name(pair: Pair, corner: Corner, *, leftwards: bool) -> str:
    x, anchor = (-14, "end") if leftwards else (14, "start")
    y = -9 if corner.felt > 24 else 4
    return (
        f'<text transform="translate({corner.x:.1f} {corner.felt:.1f})" x="{x}" y="{y}" '
        f'text-anchor="{anchor}" class="c-strong">harder, {short_day(pair.day)}</text>'
    )


def _dates(shown: Sequence[Pair], corners: Sequence[Corner], frame: Frame) -> list[str]:
    """First, middle and last day; under each dot while there are few."""
    y = frame.bottom + 21
    if len(shown) < FEWEST_FOR_LINES:
        places = [(c.x, "middle", p.day) for p, c in zip(shown, corners, strict=True)]
    else:
        middle = len(shown) // 2
        places = [
            (26.0, "start", shown[0].day),
            (frame.right, "end", shown[-1].day),
            (corners[middle].x, "middle", shown[middle].day),
        ]
    drawn: list[str] = []
    said: set[date] = set()
    for x, anchor, day in places:
        if day not in said:
            drawn.append(
                f'<text x="{x:.1f}" y="{y:g}" text-anchor="{anchor}">{short_day(day)}</text>'
            )
        said.add(day)
    return drawn


def short_day(day: date) -> str:
    """A day as it stands under a drawing: 8 May."""
    return f"{day.day} {day:%b}"
