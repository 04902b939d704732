"""The frontier as a drawing: how far beliefs move against how many people are kept, as SVG."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from overture.simulation.cohort import Trial
from overture.simulation.outcomes import Interval

_WIDTH, _HEIGHT, _ROOM = 430.0, 320.0, 52.0
_COLOURS: Final = {
    "none": "#6b6b6b",
    "random": "#9a6a00",
    "ladder": "#0b62a8",
    "target-80": "#7a3fa0",
    "gain": "#b3261e",
    "oracle": "#20704a",
}
_OTHER: Final = "#000000"


@dataclass(frozen=True)
class _Axis:
    """A scale from values to places."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self) -> list[float]:
        """Two to seven round values on the scale."""
        wide = (self.high - self.low) / 6.0
        unit = 10.0 ** math.floor(math.log10(wide))
        step = unit * next(times for times in (1, 2, 5, 10) if times * unit >= wide)
        first, last = math.ceil(self.low / step), math.floor(self.high / step)
        return [round(step * n, 6) for n in range(first, last + 1)]


def frontier(trials: Sequence[Trial]) -> str:
    """One panel a world, two beside each other; dots with 95 % intervals over seeds.

    Raises ValueError for no trials.
    """
    if not trials:
        raise ValueError("there is nothing to draw")
    columns = min(2, len(trials))
    rows = -(-len(trials) // columns)
    panels = [
        _moved(_panel(trial), _WIDTH * (place % columns), _HEIGHT * (place // columns))
        for place, trial in enumerate(trials)
    ]
    width, height = _WIDTH * columns, _HEIGHT * rows
    worlds = ", ".join(trial.world for trial in trials)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img" font-size="12" '
        'font-family="DejaVu Sans, Arial, sans-serif">\n'
        f"<title>Beliefs about people against people kept: {escape(worlds)}</title>\n"
        f'<rect width="{width:g}" height="{height:g}" fill="#ffffff"/>\n'
        + "\n".join(panels)
        + "\n</svg>\n"
    )


def _moved(drawn: str, x: float, y: float) -> str:
    return f'<g transform="translate({x:g} {y:g})">{drawn}</g>'


def _panel(trial: Trial) -> str:
    points = {rule: trial.over_seeds(rule) for rule in trial.found}
    kept = {rule: _hundredths(one["kept"]) for rule, one in points.items()}
    moved = {rule: one["belief"] for rule, one in points.items()}
    x = _axis(list(kept.values()), _ROOM, _WIDTH - 24.0)
    y = _axis(list(moved.values()), _HEIGHT - _ROOM, 34.0)
    heights = _label_heights({rule: y.at(one.mean) for rule, one in moved.items()})
    dots = [_dot(rule, kept[rule], moved[rule], x, y) for rule in trial.found]
    names = [_name(rule, x.at(kept[rule].mean), x.end, heights[rule]) for rule in trial.found]
    return "\n".join([_frame(trial.world, x, y), *dots, *names])


def _axis(shown: Sequence[Interval], start: float, end: float) -> _Axis:
    low, high = min(one.low for one in shown), max(one.high for one in shown)
    spare = 0.08 * max(high - low, 1e-3)
    return _Axis(low - spare, high + spare, start, end)


def _frame(world: str, x: _Axis, y: _Axis) -> str:
    across = "".join(
        f'<path d="M{x.at(v):.1f} {y.start:.1f}v4" stroke="#555"/>'
        f'<text x="{x.at(v):.1f}" y="{y.start + 17:.1f}" text-anchor="middle">{v:g}</text>'
        for v in x.ticks()
    )
    up = "".join(
        f'<path d="M{x.start:.1f} {y.at(v):.1f}H{x.end:.1f}" stroke="#e2e2e2"/>'
        f'<text x="{x.start - 6:.1f}" y="{y.at(v) + 4:.1f}" text-anchor="end">{v:g}</text>'
        for v in y.ticks()
    )
    middle = (x.start + x.end) / 2
    return (
        f"{up}{across}"
        f'<path d="M{x.start:.1f} {y.end:.1f}V{y.start:.1f}H{x.end:.1f}" fill="none" '
        'stroke="#555"/>'
        f'<text x="{x.start:.1f}" y="20" font-weight="bold">{escape(world)}</text>'
        f'<text x="{middle:.1f}" y="{y.start + 37:.1f}" text-anchor="middle">'
        "people kept, in 100</text>"
        f'<text transform="translate(14 {(y.start + y.end) / 2:.1f}) rotate(-90)" '
        'text-anchor="middle">beliefs about people, better by</text>'
    )


def _dot(rule: str, kept: Interval, moved: Interval, x: _Axis, y: _Axis) -> str:
    colour = _COLOURS.get(rule, _OTHER)
    left, top = x.at(kept.mean), y.at(moved.mean)
    return (
        f'<g stroke="{colour}" fill="{colour}"><path stroke-width="1.5" d="'
        f"M{x.at(kept.low):.1f} {top:.1f}H{x.at(kept.high):.1f}"
        f'M{left:.1f} {y.at(moved.low):.1f}V{y.at(moved.high):.1f}"/>'
        f'<circle cx="{left:.1f}" cy="{top:.1f}" r="4.5"/></g>'
    )


def _name(rule: str, left: float, edge: float, height: float) -> str:
    """The name of a dot beside it, on a white rim that keeps it apart from the lines."""
    beside = left + 9 if left < edge - 70 else left - 9
    anchor = "start" if beside > left else "end"
    return (
        f'<text fill="{_COLOURS.get(rule, _OTHER)}" stroke="#ffffff" stroke-width="3" '
        f'paint-order="stroke" x="{beside:.1f}" y="{height:.1f}" text-anchor="{anchor}">'
        f"{escape(rule)}</text>"
    )


def _label_heights(wanted: Mapping[str, float]) -> dict[str, float]:
    """A height for each name, near its dot and clear of the others."""
    found: dict[str, float] = {}
    lowest = -1e9
    for rule, height in sorted(wanted.items(), key=lambda item: item[1]):
        lowest = max(height - 5.0, lowest + 13.0)
        found[rule] = lowest
    return found


def _hundredths(one: Interval) -> Interval:
    return Interval(*(100.0 * value for value in one))
