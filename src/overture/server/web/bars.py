"""Two bars a week: time with people, solid, and with the program, outlined."""

from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe

from overture.measures.minutes import Minutes

_APART, _WIDE, _TALL, _FLOOR = 50.0, 15.0, 88.0, 104.0


def bars(weeks: Sequence[Minutes]) -> SafeString:
    """Every week on one scale, the last one to the right; read aloud with its minutes."""
    most = max([*(max(week) for week in weeks), 1.0])
    drawn = "".join(_week(place, week, most) for place, week in enumerate(weeks))
    people = ", ".join(f"{week.people:.0f}" for week in weeks)
    program = ", ".join(f"{week.program:.0f}" for week in weeks)
    label = f"Minutes by week. With people: {people}. With Cue: {program}."
    width = 16 + _APART * len(weeks)
    return mark_safe(  # noqa: S308 - numbers alone
        f'<svg class="chart" viewBox="0 0 {width:g} 126" role="img" aria-label="{label}">'
        f'<path class="c-grid" d="M4 104.5H{width - 4:g}"/>{drawn}</svg>'
    )


def _week(place: int, week: Minutes, most: float) -> str:
    left = 14 + _APART * place
    tall, outlined = (max(1.0, minutes / most * _TALL) for minutes in week)
    return (
        f'<rect x="{left:g}" y="{_FLOOR - tall:.1f}" width="{_WIDE:g}" height="{tall:.1f}" rx="2" '
        f'fill="var(--act)"/>'
        f'<rect x="{left + 18:g}" y="{_FLOOR - outlined:.1f}" width="14" height="{outlined:.1f}" '
        f'rx="2" fill="var(--surface)" stroke="var(--control)" stroke-width="1.5"/>'
        f'<text x="{left + 16:g}" y="121" text-anchor="middle">w{place + 1}</text>'
    )
