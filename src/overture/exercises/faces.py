"""A face drawn from eleven numbers, so that any reading, and any point between two, can be shown.

One tint for everyone: a printed face, not flesh. The drawing is an SVG string coloured by the
`--face-*` tokens of the style sheet.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from html import escape
from typing import Final


@dataclass(frozen=True)
class Reading:
    """The features of a face.

    All run from -1 to 1 (brow down/up, inner brow ends down/up, lids narrowed/widened, gaze
    left/right, mouth corners down/up, mouth narrow/wide) except `open_` and `press` (0 to 1) and
    `tilt` (degrees, about -8 to 8).
    """

    brow: float = 0
    inner: float = 0
    lid: float = 0
    gaze: float = 0
    smile: float = 0
    wide: float = 0
    open_: float = 0
    press: float = 0
    tilt: float = 0


READINGS: Mapping[str, Reading] = {
    "at ease": Reading(),
    "warm": Reading(smile=0.6, lid=-0.15, brow=0.1),
    "curious": Reading(brow=0.8, inner=0.4, lid=0.45, smile=0.45, tilt=5),
    "surprised": Reading(brow=1, lid=0.9, open_=0.7, wide=-0.6),
    "unsure": Reading(brow=0.2, inner=0.8, smile=-0.25, press=0.6, gaze=-0.7, tilt=-4),
    "annoyed": Reading(brow=-0.6, inner=-1, lid=-0.45, smile=-0.35, press=0.7),
    "bored": Reading(brow=-0.1, lid=-0.75, smile=-0.2, gaze=0.8, tilt=6),
    "sad": Reading(inner=1, brow=0.1, lid=-0.3, smile=-0.7),
    "delighted": Reading(brow=0.5, smile=1, open_=0.6, lid=-0.25, wide=0.5),
    "embarrassed": Reading(inner=0.6, smile=0.5, gaze=-1, lid=-0.35, press=0.4, tilt=-6),
}

DESCRIPTIONS: Mapping[str, str] = {
    "at ease": "a level look, mouth at rest",
    "warm": "a small smile, eyes slightly narrowed by it",
    "curious": "brows raised, head a little to one side",
    "surprised": "brows high, eyes wide, mouth open",
    "unsure": "inner brows raised, lips pressed, eyes to one side",
    "annoyed": "brows drawn down and together, lips pressed",
    "bored": "lids half down, eyes to one side",
    "sad": "inner brows raised, corners of the mouth down",
    "delighted": "a wide open smile, brows up",
    "embarrassed": "a small smile, eyes turned away, head down a little",
}

_SAID: Final = (
    ("brow", ((-9, -0.45, "brows low"), (-0.45, -0.2, "brows a little low"),
              (0.3, 0.55, "brows a little up"), (0.55, 9, "brows high"))),
    ("inner", ((-9, -0.55, "brows drawn together"), (-0.55, -0.25, "brows a little drawn together"),
               (0.25, 0.5, "inner ends of the brows a little up"),
               (0.5, 9, "inner ends of the brows up"))),
    ("lid", ((-9, -0.6, "lids half down"), (-0.6, -0.25, "lids a little down"),
             (0.25, 0.5, "eyes open"), (0.5, 9, "eyes wide"))),
    ("gaze", ((-9, -0.55, "eyes to one side"), (-0.55, -0.25, "eyes a little to one side"),
              (0.25, 0.55, "eyes a little to one side"), (0.55, 9, "eyes to one side"))),
)  # fmt: skip
"""What a feature is called from one value to another; between them it is not worth a word."""


def between(one: str, other: str = "", mix: float = 0.0, strength: float = 1.0) -> Reading:
    """A face that is `mix` (0-1) of the way from one reading to another, as strong as `strength`.

    At strength 0 it is at ease. Raises KeyError for a reading that there is not.
    """
    start, end = asdict(READINGS[one]), asdict(READINGS[other or one])
    return Reading(
        **{name: strength * ((1 - mix) * start[name] + mix * end[name]) for name in start}
    )


def features(reading: Reading) -> str:
    """A face in words, for whoever cannot see it: what moves, never what is felt."""
    values = asdict(reading)
    said = [
        words for name, steps in _SAID for low, high, words in steps if low <= values[name] < high
    ]
    said += [_mouth_in_words(reading), "head to one side" if abs(reading.tilt) >= 2.5 else ""]
    return ", ".join(filter(None, said))


def _mouth_in_words(reading: Reading) -> str:
    if reading.open_ > 0.05:
        size = "a little open" if reading.open_ < 0.4 else "open"
        if reading.wide < 0:
            return f"mouth round and {size}"
        return f"mouth {size}, corners up" if reading.smile > 0.2 else f"mouth {size}"
    corners = _corners(reading.smile)
    return f"{corners}, lips pressed" if reading.press >= 0.3 else corners


def _corners(smile: float) -> str:
    if abs(smile) < 0.08:
        return "mouth level"
    much = "" if abs(smile) >= 0.4 else " a little"
    return f"corners of the mouth{much} {'up' if smile > 0 else 'down'}"


_SKIN, _SHADE, _HAIR, _LINE, _WHITE = (
    f"var(--face-{name})" for name in ("skin", "shade", "hair", "line", "white")
)
_FRONT = {
    "short": "M27 108C16 44 52 4 104 6c54 2 82 46 70 104-4-24-10-38-22-50-30 8-62 4-82-10-8 18-32 24-43 58Z",
    "bun": "M26 112C14 46 50 8 100 8s86 38 74 104c-5-30-20-54-40-62-22-8-46-8-68 0-20 8-35 32-40 62Z",
    "long": "M30 104C26 50 56 12 100 12s74 38 70 92c-6-22-14-34-26-42-26 10-62 8-88-2-12 8-20 22-26 44Z",
}
_BACK = "M20 190C4 60 40 4 100 4s96 56 78 186c-6 12-22 14-28 6 16-50 14-104-8-132-26 10-58 10-84 0-22 28-24 82-8 132-6 8-22 6-28-6Z"
_HEAD = "M100 16c44 0 70 34 69 84-1 56-31 98-69 98s-68-42-69-98C30 50 56 16 100 16Z"
_EARS = "M31 104c-11-4-17 4-14 16 2 10 9 17 17 16zM169 104c11-4 17 4 14 16-2 10-9 17-17 16z"


def _stroke(path: str, colour: str = _LINE, width: float = 5) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}" '
        'stroke-linecap="round"/>'
    )


def _fill(path: str, colour: str) -> str:
    return f'<path d="{path}" fill="{colour}"/>'


def _brow(centre: int, side: int, reading: Reading) -> str:
    top = 84 - reading.brow * 9
    path = (
        f"M{centre - side * 19} {top + 4 + reading.inner * 2.5:.1f}"
        f"Q{centre - side * 2} {top - 4 - reading.inner * 2:.1f} "
        f"{centre + side * 15} {top + 3 - reading.inner * 9:.1f}"
    )
    return _stroke(path, width=5.5)


def _eye(centre: int, ident: str, reading: Reading) -> str:
    half = max(2.2, 9.5 + reading.lid * 5)
    lower = half * 1.5 - max(0.0, reading.smile) * 4.2
    shape = (
        f"M{centre - 17} 106Q{centre} {106 - half * 2:.1f} {centre + 17} 106"
        f"Q{centre} {106 + lower:.1f} {centre - 17} 106Z"
    )
    pupil = (
        f'<circle cx="{centre + reading.gaze * 5:.1f}" cy="104.5" r="8.6" fill="{_LINE}" '
        f'clip-path="url(#{ident})"/>'
    )
    lid = _stroke(
        f"M{centre - 18} 106.5Q{centre} {106 - half * 2:.1f} {centre + 18} 106.5", width=3
    )
    return (
        f'<clipPath id="{ident}"><path d="{shape}"/></clipPath>{_fill(shape, _WHITE)}{pupil}{lid}'
    )


def _mouth(reading: Reading) -> str:
    smile, open_, press = reading.smile, reading.open_, reading.press
    half, y = 24 + reading.wide * 8 + max(0.0, smile) * 4, 162
    left, right, corner = 100 - half, 100 + half, y - smile * 9
    if open_ > 0.05 and reading.wide < 0:
        size = f'rx="{half - 8:.1f}" ry="{6 + open_ * 13:.1f}"'
        return f'<ellipse cx="100" cy="{y + 2}" {size} fill="{_LINE}"/>'
    if open_ > 0.05:
        top = y - 3 - open_ * 4 + smile * 11
        low = y + 6 + open_ * 24 + max(0.0, smile) * 5 + smile * 9
        upper = f"M{left:.1f} {corner:.1f}Q100 {top:.1f} {right:.1f} {corner:.1f}"
        return _fill(f"{upper}Q100 {low:.1f} {left:.1f} {corner:.1f}Z", _LINE)
    path = (
        f"M{left + press * 5:.1f} {corner:.1f}Q100 {y + smile * 14:.1f} "
        f"{right - press * 5:.1f} {corner:.1f}"
    )
    line = _stroke(path, width=6.5 if press >= 0.5 else 5)
    return line + (_stroke(f"M88 {y + 12}q12 4 24 0", _SHADE, 4) if press > 0.3 else "")


def _hair_and_head(hair: str) -> list[str]:
    parts = [_fill(_BACK, _HAIR)] if hair == "long" else []
    if hair == "bun":
        parts.append(f'<circle cx="100" cy="6" r="24" fill="{_HAIR}"/>')
    if hair != "long":
        parts.append(_fill(_EARS, _SKIN))
    return [*parts, _fill(_HEAD, _SKIN), _fill(_FRONT[hair], _HAIR)]


def face(reading: Reading, *, hair: str = "short", label: str = "", ident: str = "f") -> str:
    """One face as an `<svg>` string.

    `ident` must be unique on the page. Without a label the drawing is hidden from assistive
    technology; a label describes features ("brows raised"), never the feeling to be read.
    Raises KeyError for a kind of hair that does not exist.
    """
    name = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    parts = [
        *_hair_and_head(hair),
        _brow(68, 1, reading),
        _brow(132, -1, reading),
        _eye(68, f"{ident}-l", reading),
        _eye(132, f"{ident}-r", reading),
        _stroke("M97 112c-3 10-7 17-6 21 1 4 6 5 11 4", _SHADE, 4),
        _mouth(reading),
    ]
    if reading.smile > 0.35:
        parts.append(_stroke("M50 138q-3 8 2 15M150 138q3 8-2 15", _SHADE, 4))
    neck = _fill("M74 178h52v34c0 12-52 12-52 0z", _SHADE)
    turned = f'<g transform="rotate({reading.tilt:g} 100 190)">{"".join(parts)}</g>'
    return f'<svg class="face" viewBox="0 -22 200 236" {name}>{neck}{turned}</svg>'
