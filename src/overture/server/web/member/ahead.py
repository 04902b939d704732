"""What is coming up on Today: at most two dates, of planned steps and of what comes round."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.urls import reverse

from overture.server.practice.anchors import Standing
from overture.server.practice.selectors import Step
from overture.server.web.words import capital, day_words

SHOWN = 2
WITHIN = timedelta(days=7)


class Ahead(NamedTuple):
    """One date: what, when in words, and the page it stands on."""

    title: str
    when: str
    to: str


def coming_up(steps: Sequence[Step], standing: Sequence[Standing], today: date) -> list[Ahead]:
    """The next two; what comes round only within a week, and a step without a day last."""
    dated = [(step.planned_for or date.max, _of_step(step, today)) for step in steps]
    dated += [
        (one.next, _of_anchor(one, one.next, today))
        for one in standing
        if one.next and one.next - today <= WITHIN
    ]
    return [ahead for _, ahead in sorted(dated, key=lambda pair: pair[0])][:SHOWN]


def _of_step(step: Step, today: date) -> Ahead:
    day = capital(day_words(step.planned_for, today)) if step.planned_for else ""
    when = ", ".join(part for part in (day, step.when_words) if part)
    return Ahead(step.title, when or "No day yet", f"{reverse('steps')}#now")


def _of_anchor(one: Standing, due: date, today: date) -> Ahead:
    at = f" {one.anchor.at:%H:%M}" if one.anchor.at else ""
    when = f"{capital(day_words(due, today))}{at}, {one.anchor.get_every_display().lower()}"
    return Ahead(one.anchor.title, when, reverse("anchors"))
