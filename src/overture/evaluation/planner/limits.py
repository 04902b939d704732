"""Limits: no offer breaks one, and the program steps back where people come closer.

Offers are judged here by the functions of `learning` for one person, from the record alone, and
not by the planner's own arithmetic.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt
from typing import Final

import numpy as np

from overture.evaluation.results import Figure
from overture.learning import (
    Person,
    Situation,
    State,
    empty_state,
    expectation,
    new_person,
    standing,
    step,
    weak_prior,
)
from overture.learning.experience import NOISE_VARIANCE
from overture.planning import Moment, Settings, break_even, minutes_offered
from overture.simulation import Course, moments_of
from overture.simulation.attempts import FIRST_OFFER

SETTINGS: Final = Settings()
_GAPS: Final = (0, 1, 4, 10)
_SMALLER: Final = 0.5
_ROUNDING: Final = 1e-6
_EIGHTY: Final = 0.8416212335729143


@dataclass(frozen=True)
class Judged:
    """Offers that were judged, of these those made for their gain, and what each one broke."""

    offers: int
    for_gain: int
    broken: tuple[str, ...]


def judge(course: Course, people: int) -> Judged:
    """Judge every offer that the first so many people of a course were made."""
    found = [_judged(course, person) for person in range(people)]
    return Judged(
        sum(one.offers for one in found),
        sum(one.for_gain for one in found),
        tuple(broken for one in found for broken in one.broken),
    )


def contact(course: Course) -> tuple[int, int]:
    """Days on which people had come closer and yet as much of the program or more might be offered
    in a week; and offers that took more of it than was left.
    """
    allowed = np.array([[minutes_offered(x) for x in day] for day in course.contact.tolist()])
    rose = np.diff(course.contact, axis=0) > 0.0
    against = rose & (np.diff(allowed, axis=0) >= 0.0)
    offered = course.offered >= 0
    minutes = np.where(offered, course.steps.ai_minutes[course.offered], 0.0)
    return int(against.sum()), int((minutes > np.minimum(course.left, allowed) + _ROUNDING).sum())


def by_contact(courses: list[Course]) -> tuple[float, float]:
    """Minutes with the program in a day's offer, with no more people than usual and with more."""
    found = []
    for course in courses:
        offered = course.offered >= 0
        minutes = course.steps.ai_minutes[course.offered[offered]]
        people = course.contact[offered]
        more = people > np.median(people)
        found.append((minutes[~more].mean(), minutes[more].mean()))
    fewer, more_people = np.mean(found, axis=0).tolist()
    return fewer, more_people


def figures(courses: list[Course], people: int) -> tuple[Figure, ...]:
    """Against their aims, over some courses of our rule."""
    judged = [judge(course, people) for course in courses]
    offers = sum(one.offers for one in judged)
    against, over = np.sum([contact(course) for course in courses], axis=0).tolist()
    broken = sum(len(one.broken) for one in judged)
    return (
        Figure("offers judged one by one", offers, 1_000),
        Figure("offers that break a limit", broken, 0, at_most=True),
        Figure("days with more people and more of the program", against, 0, at_most=True),
        Figure("offers of more of the program than was left", over, 0, at_most=True),
    )


def _judged(course: Course, person: int) -> Judged:
    knows = new_person(weak_prior(float(course.people.score[person])))
    history = {one.event.at: one for one in moments_of(course, person)}
    state, past, broken, for_gain = empty_state(), list[Moment](), list[str](), 0
    days = np.flatnonzero(course.offered[:, person] >= 0).tolist()
    for day in days:
        step_id = course.steps.candidates[int(course.offered[day, person])].step_id
        wrong = _Offer(course, person, day, state, knows, tuple(past)).broken()
        likely = _Offer(course, person, day, state, knows, tuple(past)).is_likely()
        for_gain += likely
        broken += [f"{step_id}: {one}" for one in wrong]
        now = FIRST_OFFER + timedelta(days=day)
        if now in history:
            past.append(history[now])
            state, _ = step(state, history[now].event, knows)
    return Judged(len(days), for_gain, tuple(broken))


@dataclass(frozen=True)
class _Offer:
    """One offer, with all that was known at that hour."""

    course: Course
    person: int
    day: int
    state: State
    knows: Person
    past: tuple[Moment, ...]

    def broken(self) -> list[str]:
        """Each limit that it breaks.

        Where nothing at all is open the smallest steps may still be offered, and where nothing open
        is likely enough the next rung; so a limit counts only where some step would have kept it.
        """
        found = [] if self._rested() else ["offered again too soon"]
        if not self._short():
            found.append("more of the program than is left")
        if not self._small():
            found.append("no smaller after a hard one")
        if not self.is_likely() and self._some_likely():
            found.append("unlikely to go well, or hard to bear")
        return found if found and self._some_open() else []

    def is_likely(self) -> bool:
        """Whether it keeps the floor, the break-even chance and the ceiling."""
        return self._keeps_floor(self._situation(int(self.course.offered[self.day, self.person])))

    def _some_likely(self) -> bool:
        return any(
            self._is_open(place) and self._keeps_floor(self._situation(place))
            for place in range(len(self.course.steps))
        )

    def _some_open(self) -> bool:
        return any(self._is_open(place) for place in range(len(self.course.steps)))

    def _is_open(self, place: int) -> bool:
        return self._rested(place) and self._short(place) and self._small(place)

    def _situation(self, place: int) -> Situation:
        return self.course.steps.candidates[place].situation

    def _place(self, place: int | None) -> int:
        return int(self.course.offered[self.day, self.person]) if place is None else place

    def _rested(self, place: int | None = None) -> bool:
        item = self.course.steps.candidates[self._place(place)]
        times = [one.event.at for one in self.past if one.step_id == item.step_id]
        if not times:
            return True
        gap = timedelta(days=_GAPS[min(len(times), 3)])
        return self._now() - times[-1] >= gap

    def _short(self, place: int | None = None) -> bool:
        minutes = float(self.course.steps.ai_minutes[self._place(place)])
        return minutes <= float(self.course.left[self.day, self.person]) + _ROUNDING

    def _small(self, place: int | None = None) -> bool:
        last = self.past[-1] if self.past else None
        size = self._size(self._situation(self._place(place)))
        calm = standing(self.state.experience, self._situation(self._place(place))).mean[1]
        if calm > SETTINGS.ceiling + _ROUNDING:
            return False
        if last is None or not last.was_hard or self._now() - last.event.at > timedelta(days=3):
            return True
        return size < self._size(last.event.situation) - _SMALLER + _ROUNDING

    def _size(self, situation: Situation) -> float:
        dread = expectation(self.state.belief, situation, self.knows, self._now()).anxiety or 0.0
        met = standing(self.state.experience, situation).mean[1]
        return 0.5 * (dread + max(0.0, min(10.0, met)))

    def _keeps_floor(self, situation: Situation) -> bool:
        stands = standing(self.state.experience, situation)
        feared = expectation(self.state.belief, situation, self.knows, self._now()).feared or 0.0
        even = float(break_even(np.array(1.0 - feared / 10.0), self.knows))
        high = stands.mean[1] + _EIGHTY * sqrt(stands.variance[1] + NOISE_VARIANCE[1])
        low_enough = high <= SETTINGS.ceiling + _ROUNDING
        return low_enough and stands.goes_well_low >= max(even, SETTINGS.floor) - _ROUNDING

    def _now(self) -> datetime:
        return FIRST_OFFER + timedelta(days=self.day)
