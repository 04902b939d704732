"""The record as the planner needs it: what was tried, by family, and what came last."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from overture.learning import Event

HARDER_RUN: Final = 3
OF_LAST: Final = 4
WEEKLY: Final = 7
"""So many new steps are remembered as can be agreed on for a week."""


def is_harder_run(leads: Sequence[float]) -> bool:
    """Whether three of the last four were harder than expected.

    `leads` are expected less felt anxiety of the moments that have both.
    """
    return sum(lead < 0 for lead in leads[-OF_LAST:]) >= HARDER_RUN


@dataclass(frozen=True, slots=True)
class Moment:
    """One attempt with the step it was: ids as in `Candidate`, the event as learning sees it.

    `turned_back` is True when it was stopped before anything was met.
    """

    step_id: str
    family: str
    event: Event
    turned_back: bool = False

    @property
    def was_hard(self) -> bool:
        """It was turned back from, or did not go well, or anxiety was two points or more above what
        was expected.

        Two points is the usual spread of one person's ratings from moment to moment.
        """
        if self.turned_back:
            return True
        worse = self.event.surprise.anxiety
        return self.event.went_well is False or (worse is not None and worse >= 2.0)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was tried, and how often it felt better or worse than expected.

    `rated` counts the times for which both a prediction and an outcome were given.
    """

    times: int = 0
    rated: int = 0
    better: int = 0
    worse: int = 0

    def adding(self, event: Event) -> "Tally":
        """The tally with one event more."""
        verdict = event.verdict
        return Tally(
            self.times + 1,
            self.rated + (verdict is not None),
            self.better + (verdict == "better"),
            self.worse + (verdict == "worse"),
        )


NO_TIMES = Tally()


@dataclass(frozen=True, slots=True)
class Record:
    """What has been done so far, in short.

    `done` holds the steps that were not turned back from. `last_new_human` is when a step with
    people was last done for the first time. `ai_success` is the last practice that went well and
    has not been followed by a human step of its family. `new_humans` are the last seven times of
    such first steps, and `leads` the last four differences of expected less felt anxiety.
    """

    everything: Tally = NO_TIMES
    families: Mapping[str, Tally] = field(default_factory=dict)
    done: frozenset[str] = frozenset()
    last: Moment | None = None
    last_new_human: datetime | None = None
    ai_success: Moment | None = None
    new_humans: tuple[datetime, ...] = ()
    leads: tuple[float, ...] = ()

    def adding(self, moment: Moment) -> "Record":
        """The record with one later moment. Earlier moments need `record_of`."""
        families = {**self.families}
        families[moment.family] = families.get(moment.family, Tally()).adding(moment.event)
        new, worse = self._is_new_human(moment), moment.event.surprise.anxiety
        return Record(
            everything=self.everything.adding(moment.event),
            families=families,
            done=self.done if moment.turned_back else self.done | {moment.step_id},
            last=moment,
            last_new_human=moment.event.at if new else self.last_new_human,
            ai_success=self._ai_success_after(moment),
            new_humans=(*self.new_humans, moment.event.at)[-WEEKLY:] if new else self.new_humans,
            leads=self.leads if worse is None else (*self.leads, -worse)[-OF_LAST:],
        )

    def _is_new_human(self, moment: Moment) -> bool:
        met = moment.event.situation.is_human and not moment.turned_back
        return met and moment.step_id not in self.done

    def _ai_success_after(self, moment: Moment) -> Moment | None:
        if moment.turned_back:
            return self.ai_success
        if not moment.event.situation.is_human:
            return moment if moment.event.went_well else self.ai_success
        paired = self.ai_success is not None and self.ai_success.family == moment.family
        return None if paired else self.ai_success


def record_of(moments: Iterable[Moment]) -> Record:
    """The record of all moments, in order of time."""
    record = Record()
    for moment in sorted(moments, key=lambda one: one.event.at):
        record = record.adding(moment)
    return record
