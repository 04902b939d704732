"""Reading steps, attempts and the record. Every read is of one member's own rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from overture.learning import Event, Situation
from overture.learning import Outcome as MetOutcome
from overture.learning import Prediction as MadePrediction
from overture.learning import Rerating as MadeRerating
from overture.server.accounts.models import Member
from overture.server.practice.models import Attempt, Day, Outcome, Plan, Step

# Faces know rows by these names only; they never import models.
__all__ = [
    "PARTS",
    "Attempt",
    "Plan",
    "Step",
    "Week",
    "attempt_of",
    "attempts_of",
    "checklist",
    "coming_up",
    "counts",
    "event_of",
    "events_of",
    "feared_before",
    "last_met",
    "last_moments",
    "met_attempts",
    "numbers",
    "open_plan",
    "room_on",
    "situation_of",
    "step_of",
    "steps_of",
    "unfinished",
    "week_of",
    "with_people",
    "with_people_by_family",
    "with_people_since",
]

PARTS = ("prediction", "outcome", "rerating", "review")


@dataclass(frozen=True)
class Week:
    """One day of the week strip: its letter, how its steps stand, and whether it is today."""

    letter: str
    state: str
    label: str
    is_today: bool


def attempts_of(member: Member) -> QuerySet[Attempt]:
    """The member's attempts that count, oldest first, with everything said about them."""
    return member.attempts.filter(retracted_at=None).select_related(*PARTS, "step")


def attempt_of(member: Member, attempt_id: UUID) -> Attempt | None:
    """One of the member's own attempts, or None: somebody else's does not exist."""
    return member.attempts.select_related(*PARTS, "step").filter(pk=attempt_id).first()


def step_of(member: Member, step_id: UUID) -> Step | None:
    """One of the member's own steps, or None."""
    return member.steps.filter(pk=step_id).first()


def steps_of(member: Member) -> QuerySet[Step]:
    """All of the member's steps."""
    return member.steps.all()


def situation_of(features: dict[str, object]) -> Situation:
    """The situation that stored features describe."""
    return Situation(**features)  # type: ignore[arg-type]


def event_of(attempt: Attempt) -> Event | None:
    """An attempt as the model sees it, or None while nothing has happened yet."""
    outcome: Outcome | None = getattr(attempt, "outcome", None)
    if outcome is None:
        return None
    before = getattr(attempt, "prediction", None)
    again = getattr(attempt, "rerating", None)
    return Event(
        situation=situation_of(attempt.features),
        at=outcome.at,
        prediction=before
        and MadePrediction(before.anxiety, before.enjoyment, before.feared_in_ten),
        outcome=MetOutcome(
            anxiety=outcome.anxiety,
            enjoyment=outcome.enjoyment,
            feared=outcome.feared or None,  # type: ignore[arg-type]
            understood=outcome.understood,
        ),
        rerating=again and MadeRerating(again.anxiety, again.enjoyment, again.feared_in_ten),
        tested=attempt.tested,
        key=str(attempt.pk),
    )


def events_of(member: Member, *, since: datetime | None = None) -> tuple[Event, ...]:
    """Everything the model learns from, or what came `since`, in the order in which it happened."""
    rows = attempts_of(member)
    lately = rows.filter(outcome__at__gte=since) if since else rows
    known = (event_of(attempt) for attempt in lately)
    return tuple(sorted((event for event in known if event), key=lambda event: event.at))


def met_attempts(member: Member) -> list[Attempt]:
    """Attempts with an outcome, in the order in which they happened: the record's moments."""
    found = attempts_of(member).filter(outcome__isnull=False)
    return sorted(found, key=lambda attempt: attempt.outcome.at)


@dataclass(frozen=True)
class Met:
    """One moment of the record as plain values: what was expected, and what happened.

    Ratings are 0-10, None where not answered.
    """

    attempt_id: UUID
    kind: str
    title: str
    family: str
    at: datetime
    expected_anxiety: int | None
    expected_enjoyment: int | None
    feared_event: str | None
    feared_in_ten: int | None
    anxiety: int | None
    enjoyment: int | None
    feared: str
    reach: str


_MET = (
    *("pk", "kind", "title", "family", "outcome__at"),
    *("prediction__anxiety", "prediction__enjoyment"),
    *("prediction__feared_event", "prediction__feared_in_ten"),
    *("outcome__anxiety", "outcome__enjoyment", "outcome__feared", "outcome__reach"),
)


def met_moments(member: Member) -> list[Met]:
    """The record's moments in the order in which they happened, without building a row for each."""
    rows = _met(member).order_by("outcome__at", "begun_at").values_list(*_MET)
    return [Met(*row) for row in rows]


def last_moments(member: Member, most: int) -> list[Met]:
    """At most so many of the record's last moments, the newest first."""
    rows = _met(member).order_by("-outcome__at", "-begun_at").values_list(*_MET)
    return [Met(*row) for row in rows[:most]]


def _met(member: Member) -> QuerySet[Attempt]:
    return member.attempts.filter(retracted_at=None, outcome__isnull=False)


def checklist(member: Member) -> list[Step]:
    """The member's steps, planned first, then started, done and resting, newest first.

    Where an order was agreed, open steps stand in it, before those without a place.
    """
    order = {"planned": 0, "started": 1, "done": 2, "resting": 3}
    return sorted(
        member.steps.all()[:200],
        key=lambda step: (order[step.status], step.place is None, step.place or 0),
    )


def week_of(member: Member, today: date) -> list[Week]:
    """Monday to Sunday around `today`, with what was planned, started and done."""
    monday = today - timedelta(days=today.weekday())
    days = [monday + timedelta(days=offset) for offset in range(7)]
    steps = list(member.steps.filter(planned_for__range=(days[0], days[-1])))
    met: dict[date, list[_Held]] = {}
    around = datetime.combine(monday, time.min, UTC) - timedelta(days=1)  # any zone's Monday
    lately = attempts_of(member).filter(kind=Attempt.Kind.REAL, outcome__at__gte=around)
    for attempt in lately:
        if attempt.step:
            done = attempt.outcome.reach == Outcome.Reach.DONE
            held = _Held(attempt.step.title, Step.Status.DONE if done else Step.Status.STARTED)
            met.setdefault(timezone.localdate(attempt.outcome.at), []).append(held)
    planned = [(step.planned_for, _Held(step.title, step.status)) for step in steps]
    return [
        _day_of_week(day, met.get(day) or [held for on, held in planned if on == day], today)
        for day in days
    ]


class _Held(NamedTuple):
    """What a day of the week held: a step, and how far it came on that very day."""

    title: str
    status: str


def _day_of_week(day: date, held: Sequence[_Held], today: date) -> Week:
    order = ["done", "started", "planned", "resting"]
    shown = min(held, key=lambda one: order.index(one.status), default=None)
    called = f"{shown.title}, {Step.Status(shown.status).label.lower()}" if shown else ""
    words = called or "nothing planned"
    name = f"{day:%A}"
    return Week(
        letter=name[0],
        state=shown.status if shown else "nothing",
        label=f"{name}: {words}",
        is_today=day == today,
    )


def coming_up(member: Member, today: date) -> list[Step]:
    """At most two planned steps from today on."""
    ahead = Q(planned_for__gte=today) | Q(planned_for=None)
    return list(
        member.steps.filter(ahead, status=Step.Status.PLANNED).order_by(
            F("planned_for").asc(nulls_last=True), "touched_at"
        )[:2]
    )


def open_plan(member: Member, since: datetime) -> Plan | None:
    """The last plan made since a time, if there is one."""
    return member.plans.filter(made_at__gte=since).first()


def room_on(member: Member, day: date) -> str:
    """How much room for people the member said there is on a day; empty if not said."""
    rooms = Day.objects.filter(member=member, day=day).values_list("room", flat=True)
    return rooms.first() or ""


def counts(member: Member) -> dict[str, int]:
    """How much is kept of the member's steps and moments."""
    moments = member.attempts.filter(outcome__isnull=False).aggregate(n=Count("id"))["n"]
    return {"moments": moments, "steps": member.steps.count()}


def with_people(member: Member) -> QuerySet[Attempt]:
    """The member's moments with people: not what was stopped before anybody was met, and not what
    is done alone.
    """
    met = member.attempts.filter(retracted_at=None, kind=Attempt.Kind.REAL, outcome__isnull=False)
    return met.exclude(outcome__reach=Outcome.Reach.STOPPED).exclude(features__channel="none")


def with_people_since(member: Member, since: datetime) -> int:
    """How many moments with people there were since a time."""
    return with_people(member).filter(outcome__at__gte=since).count()


class Numbers(NamedTuple):
    """How many moments the record holds, and how many of them lately were with people."""

    moments: int
    with_people: int


def numbers(member: Member, since: datetime) -> Numbers:
    """The record in two numbers, by one query: a talk asks for them at every turn."""
    standing = member.attempts.filter(retracted_at=None, outcome__isnull=False)
    alone = Q(outcome__reach=Outcome.Reach.STOPPED) | Q(features__channel="none")
    met = Q(kind=Attempt.Kind.REAL, outcome__at__gte=since) & ~alone
    return Numbers(**standing.aggregate(moments=Count("id"), with_people=Count("id", filter=met)))


def with_people_by_family(member: Member) -> dict[str, int]:
    """How many moments with people there were of each kind, the most frequent first."""
    counted = with_people(member).order_by().values("family").annotate(n=Count("id"))
    return {row["family"]: row["n"] for row in counted.order_by("-n", "family")}


def unfinished(step: Step) -> Attempt | None:
    """The attempt at a step in life that was begun and has no outcome yet, if there is one.

    A practice for the same step that was left half way is none: what happens for real is no scene.
    """
    open_ones = step.attempts.filter(kind=Attempt.Kind.REAL, outcome=None, retracted_at=None)
    return open_ones.last()


def last_met(member: Member, steps: Sequence[Step]) -> dict[UUID, Attempt]:
    """The last attempt in life that has an outcome, by step."""
    shown = attempts_of(member).filter(step__in=steps, kind=Attempt.Kind.REAL)
    return {
        attempt.step_id: attempt
        for attempt in shown.filter(outcome__isnull=False).order_by("begun_at")
        if attempt.step_id
    }


def feared_before(member: Member, *, scene_id: str = "", step: Step | None = None) -> str:
    """The feared event last named for this scene or step, in the member's own words; else empty."""
    same = Q(scene_id=scene_id) if scene_id else Q(step=step, kind=Attempt.Kind.REAL)
    named = attempts_of(member).filter(same).exclude(prediction=None)
    last = named.exclude(prediction__feared_event="").last()
    return last.prediction.feared_event if last else ""
