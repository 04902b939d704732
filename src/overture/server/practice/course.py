"""The course as one member goes through it: what they say, tick and write, and where that leads."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction

from overture.content import course as authored
from overture.content.families import FAMILIES
from overture.content.schema.course import Thing, Week
from overture.planning.course import Choice, Done, Place, Ticked, place, standing
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.practice import selectors
from overture.server.practice.course_kinds import KINDS
from overture.server.practice.models import CourseAnswer, CourseChoice, CourseTick

__all__ = [
    "Answered",
    "Place",
    "Thing",
    "Week",
    "answer",
    "answers_of",
    "is_last",
    "is_over",
    "leaning",
    "offer",
    "open_week",
    "say",
    "tick",
    "way",
    "where",
]

SAID: Final = frozenset(CourseChoice.Said.values) - {CourseChoice.Said.OFFERED}
ABOUT_A_WEEK: Final = frozenset({"on", "stay", "back"})


@dataclass(frozen=True)
class Answered:
    """What a member wrote to the question of a week, the last version of it."""

    week: str
    question: str
    words: str


@cache
def way() -> tuple[Week, ...]:
    """Every week with the things that there are a way to, in order."""
    return tuple(
        week.model_copy(update={"things": tuple(t for t in week.things if t.kind in KINDS)})
        for week in authored.course().values()
    )


def where(member: Member) -> Place:
    """Where the member stands in the course."""
    return place(way(), _choices(member), _done(member))


def _choices(member: Member) -> list[Choice]:
    rows = member.course_choices.values_list("said", "week")
    return [Choice(said, week) for said, week in rows]  # type: ignore[arg-type]


def _done(member: Member) -> Done:
    ticks = member.course_ticks.values_list("week", "thing")
    used = {thing.kind for week in way() for thing in week.things}
    return Done(
        ticked=frozenset(Ticked(*row) for row in ticks),
        kept={kind: KINDS[kind].kept(member) for kind in sorted(used)},
    )


def open_week(member: Member) -> Week | None:
    """The week that is open; None where the member is not in the course, or it is over."""
    choices = _choices(member)
    if standing(choices) != "going":  # most members, and for them no more is read
        return None
    found = place(way(), choices, _done(member))
    return None if found.is_over else found.week


def is_over(member: Member) -> bool:
    """Whether the member went through the course, and only what comes after it is left."""
    choices = _choices(member)
    return standing(choices) == "going" and place(way(), choices, _done(member)).is_over


def is_last(week: Week) -> bool:
    """Whether a week is the last of the course, which ends with it."""
    return week == way()[-2]


def leaning(member: Member) -> frozenset[str]:
    """The kinds of situation that the open week looks at, as the planner calls them."""
    week = open_week(member)
    return frozenset(FAMILIES[family].kinds for family in week.families) if week else frozenset()


@transaction.atomic
def say(*, member: Member, said: str, week: str, key: UUID, now: datetime) -> None:
    """Keep one thing that the member says about the course; the same form key is said once.

    Raises ValueError for any other word, and for a week that there is not.
    """
    if said not in SAID:
        message = f"not a word about the course: {said}"
        raise ValueError(message)
    about = week if said in ABOUT_A_WEEK else ""
    if said in ABOUT_A_WEEK and week not in {one.id for one in way()}:
        message = f"there is no week {week!r}"
        raise ValueError(message)
    same = uuid5(key, f"{said} {about}")  # a page has several buttons and one key
    _, new = CourseChoice.objects.get_or_create(
        member=member, key=same, defaults={"said": said, "week": about, "at": now}
    )
    if new:
        who = pseudonym(member)
        detail = f"{said} {about}".strip()
        audit.record(at=now, actor=who, action="course.said", subject=who, detail=detail)


@transaction.atomic
def tick(*, member: Member, week: str, thing: str, is_met: bool, now: datetime) -> None:
    """Tick a thing of a week by hand, or take the tick away. Raises ValueError for another."""
    if (week, thing) not in {(one.id, each.id) for one in way() for each in one.things}:
        message = f"there is no thing {thing!r} in {week!r}"
        raise ValueError(message)
    if is_met:
        CourseTick.objects.get_or_create(
            member=member, week=week, thing=thing, defaults={"at": now}
        )
    else:
        member.course_ticks.filter(week=week, thing=thing).delete()


@transaction.atomic
def answer(*, member: Member, week: str, words: str, key: UUID, now: datetime) -> None:
    """Keep what the member wrote to the question of a week; the same form key is kept once.

    Raises ValueError without words, and for a week that there is not.
    """
    asked = {one.id: one.question for one in way()}
    if week not in asked or not words.strip():
        raise ValueError("an answer needs a week and a few words")
    CourseAnswer.objects.get_or_create(
        member=member,
        key=key,
        defaults={"week": week, "question": asked[week], "words": words.strip(), "at": now},
    )


def answers_of(member: Member) -> list[Answered]:
    """The last answer to each question that was answered, in the order of the weeks."""
    last = {row.week: row for row in member.course_answers.all()}
    known = [last[week.id] for week in way() if week.id in last]
    return [Answered(row.week, row.question, row.words) for row in known]


@transaction.atomic
def offer(*, member: Member, now: datetime, since: datetime) -> bool:
    """Whether the course is offered now: on one day, after the first good moment, and never again.

    `since` is the member's own midnight. That it was offered is kept.
    """
    said = list(member.course_choices.values_list("said", "at")[:2])
    if said:
        return said[0][0] == CourseChoice.Said.OFFERED and len(said) == 1 and said[0][1] >= since
    if not any(event.went_well for event in selectors.events_of(member)):
        return False
    once = uuid5(member.pk, CourseChoice.Said.OFFERED)  # of two requests at once, one writes it
    offered = {"said": CourseChoice.Said.OFFERED, "at": now}
    CourseChoice.objects.get_or_create(member=member, key=once, defaults=offered)
    return True
