"""Small drawings as SVG text: bars with a band, dots along a line. No library is needed.

They stand on a page of text that may be light or dark, so everything is drawn in one grey-blue
that can be read on both.
"""

from collections.abc import Sequence
from html import escape
from typing import Final

WIDTH: Final = 200.0
HEIGHT: Final = 150.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 30.0, 192.0, 24.0, 124.0
_INK: Final = "#5b7a9d"
_TEXT: Final = f'fill="{_INK}" font-family="sans-serif" font-size="10"'


def bars(title: str, counts: Sequence[float], band: tuple[float, float]) -> str:
    """A histogram over 0-1, with the band in which bars lie by chance alone."""
    top = 1.1 * max(*counts, band[1])
    wide = (_RIGHT - _LEFT) / len(counts)
    upper, lower = _y(band[1], 0.0, top), _y(band[0], 0.0, top)
    drawn = [_box(_LEFT, upper, _RIGHT - _LEFT, lower, f'fill="{_INK}" fill-opacity=".22"')]
    for place, count in enumerate(counts):
        x, y = _LEFT + place * wide + 0.5, _y(count, 0.0, top)
        drawn.append(_box(x, y, wide - 1, _BOTTOM, f'fill="none" stroke="{_INK}"'))
    return _framed(title, drawn, ("0", "1"), ("0", f"{top / 1.1:.0f}"))


def dots(title: str, xs: Sequence[float], ys: Sequence[float]) -> str:
    """One dot a pair on equal scales, and the line where both are the same."""
    low, high = min(*xs, *ys), max(*xs, *ys)
    same = f"M{_LEFT:g} {_BOTTOM:g}L{_RIGHT:g} {_TOP:g}"
    drawn = [f'<path d="{same}" stroke="{_INK}" stroke-dasharray="3 3" fill="none"/>']
    drawn += [
        f'<circle cx="{_x(x, low, high):.1f}" cy="{_y(y, low, high):.1f}" r="1.3" '
        f'fill="{_INK}" fill-opacity=".55"/>'
        for x, y in zip(xs, ys, strict=True)
    ]
    ends = (f"{low:.3g}", f"{high:.3g}")
    return _framed(title, drawn, ends, ends)


def side_by_side(name: str, words: str, drawings: Sequence[str]) -> str:
    """Several drawings in a row as one SVG document, with words for who cannot see it."""
    placed = [
        f'<g transform="translate({place * WIDTH:g} 0)">{drawing}</g>'
        for place, drawing in enumerate(drawings)
    ]
    wide = WIDTH * len(drawings)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {HEIGHT:g}" '
        f'width="{wide:g}" height="{HEIGHT:g}" role="img" aria-labelledby="{name}">\n'
        f'<title id="{name}">{escape(words)}</title>\n' + "\n".join(placed) + "\n</svg>\n"
    )


def _box(x: float, top: float, wide: float, bottom: float, look: str) -> str:
    size = f'width="{wide:.1f}" height="{bottom - top:.1f}"'
    return f'<rect x="{x:.1f}" y="{top:.1f}" {size} {look}/>'


def _framed(title: str, drawn: Sequence[str], across: tuple[str, str], up: tuple[str, str]) -> str:
    """A drawing with its title, its axes and the ends of both scales."""
    texts = (
        (_LEFT, 14.0, "start", title),
        (_LEFT, _BOTTOM + 14, "start", across[0]),
        (_RIGHT, _BOTTOM + 14, "end", across[1]),
        (_LEFT - 4, _BOTTOM, "end", up[0]),
        (_LEFT - 4, _TOP + 8, "end", up[1]),
    )
    frame = f'<path d="M{_LEFT:g} {_TOP:g}V{_BOTTOM:g}H{_RIGHT:g}" stroke="{_INK}" fill="none"/>'
    labels = [
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" {_TEXT}>{escape(text)}</text>'
        for x, y, anchor, text in texts
    ]
    return "\n".join((*drawn, frame, *labels))


def _x(value: float, low: float, high: float) -> float:
    return _LEFT + (value - low) / ((high - low) or 1.0) * (_RIGHT - _LEFT)


def _y(value: float, low: float, high: float) -> float:
    return _BOTTOM - (value - low) / ((high - low) or 1.0) * (_BOTTOM - _TOP)
