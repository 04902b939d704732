"""One made-up person's attempts as plain values, and as the planner's record of them."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from overture.learning import Array, Event, Outcome, Prediction, Rerating
from overture.planning import Candidate, Moment
from overture.simulation.steps import Steps

if TYPE_CHECKING:
    from overture.simulation.course import Course

FIRST_OFFER: Final = datetime(2026, 1, 5, 18, tzinfo=UTC)
"""The hour of the first day's offer, where nobody says otherwise."""


def attempts_of(
    course: "Course", person: int, start: datetime = FIRST_OFFER
) -> list[dict[str, Any]]:
    """What one person (0 to P - 1) did, in order of time, as JSON values.

    `start` is the hour of the first day's offer. Each attempt has `at` (ISO), `step_id`, `family`,
    `title`, `kind`, `minutes`, `situation`, and `prediction`, `outcome` and `rerating` in whole
    points 0-10; the outcome's feared event is "no" or "yes". Raises ValueError when `start` has no
    time zone.
    """
    if start.tzinfo is None:
        raise ValueError("the start of a course must carry a time zone")
    return [_attempt(course, day, person, start) for day in _days(course, person)]


def moments_of(course: "Course", person: int, start: datetime = FIRST_OFFER) -> list[Moment]:
    """The same attempts as the planner reads them."""
    found = []
    for day in _days(course, person):
        item = _item(course, day, person)
        event = event_of(course.steps, vars(course), day, person, start)
        found.append(Moment(item.step_id, item.family, event))
    return found


def event_of(
    steps: Steps, log: Mapping[str, Any], day: int, person: int, start: datetime = FIRST_OFFER
) -> Event:
    """One attempt as learning reads it; `log` holds the arrays of a course by name."""
    predicted, met, rerated = (
        log[name][day, person].tolist() for name in ("predicted", "met", "rerated")
    )
    return Event(
        situation=steps.candidates[int(log["taken"][day, person])].situation,
        at=start + timedelta(days=day),
        prediction=Prediction(*predicted),
        outcome=Outcome(met[0], met[1], "yes" if met[2] else "no"),
        rerating=Rerating(*rerated),
        key=f"{person}-{day}",
    )


def _attempt(course: "Course", day: int, person: int, start: datetime) -> dict[str, Any]:
    item, met = _item(course, day, person), _told(course.met[day, person])
    return {
        "at": (start + timedelta(days=day)).isoformat(),
        "step_id": item.step_id,
        "family": item.family,
        "title": item.title,
        "kind": item.kind,
        "minutes": item.minutes,
        "situation": asdict(item.situation),
        "prediction": _told(course.predicted[day, person]),
        "outcome": {**met, "feared": "yes" if met["feared"] else "no"},
        "rerating": _told(course.rerated[day, person]),
    }


def _days(course: "Course", person: int) -> list[int]:
    found: list[int] = np.flatnonzero(course.taken[:, person] >= 0).tolist()
    return found


def _item(course: "Course", day: int, person: int) -> Candidate:
    return course.steps.candidates[int(course.taken[day, person])]


def _told(channels: Array) -> dict[str, int]:
    names = ("anxiety", "enjoyment", "feared")
    return {name: int(value) for name, value in zip(names, channels.tolist(), strict=True)}
