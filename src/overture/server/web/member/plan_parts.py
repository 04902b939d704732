"""A plan that a member writes part by part: what a part is, as it is read and as it is written."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django import forms
from django.utils import timezone

from overture.server.web.member.forms import problems, typed
from overture.server.web.words import long_date


@dataclass(frozen=True)
class Part:
    """One part of a plan: its heading, what may be written there, and what was."""

    name: str
    heading: str
    hint: str
    words: str = ""
    problem: str = ""


def filled(parts: Iterable[Part], plan: object) -> list[Part]:
    """The parts with the words of a plan, or empty where there is none."""
    return [replace(part, words=getattr(plan, part.name, "")) for part in parts]


def refused(parts: Iterable[Part], form: forms.Form) -> list[Part]:
    """The parts with every word that was typed, and what is wrong with which."""
    wrong = problems(form)
    return [
        replace(part, words=typed(form, part.name), problem=wrong.get(part.name, ""))
        for part in parts
    ]


def day_of(at: datetime) -> str:
    """The day on which a version was kept: Thursday 22 May 2026."""
    day = timezone.localdate(at)
    return f"{long_date(day)} {day.year}"
