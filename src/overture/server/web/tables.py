"""The record as a table: what a drawing shows, number by number.

Written as text and not as a template, because a long record has hundreds of rows.
"""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from overture.server.web.charts import short_day
from overture.server.web.moments import Moment

_HEADS = "".join(f'<th scope="col">{head}</th>' for head in ("Day", "What", "Anxiety", "Enjoyment"))


def record_table(moments: Sequence[Moment]) -> SafeString:
    """Every moment, the newest first."""
    rows = "\n".join(_row(moment) for moment in reversed(moments))
    return mark_safe(  # noqa: S308 - titles are escaped, the rest is ours
        f'<table class="data"><thead><tr>{_HEADS}</tr></thead><tbody>\n{rows}\n</tbody></table>'
    )


def _row(moment: Moment) -> str:
    what = escape(moment.title) + (" (practice)" if moment.practice else "")
    anxiety = _cell(moment.expected.anxiety, moment.felt.anxiety)
    enjoyment = _cell(moment.expected.enjoyment, moment.felt.enjoyment)
    day = f'<th scope="row">{short_day(moment.day)}</th>'
    return f'<tr>{day}<td dir="auto">{what}</td>{anxiety}{enjoyment}</tr>'


def _cell(expected: int | None, felt: int | None) -> str:
    """An arrow for the eye, words for the ear."""
    if expected is None and felt is None:
        return "<td>–</td>"
    shown = ["–" if rating is None else str(rating) for rating in (expected, felt)]
    said = ["not said" if rating is None else str(rating) for rating in (expected, felt)]
    return (
        f'<td><span aria-hidden="true">{shown[0]} → {shown[1]}</span>'
        f'<span class="visually-hidden">expected {said[0]}, was {said[1]}</span></td>'
    )
