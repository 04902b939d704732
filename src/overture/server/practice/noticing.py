"""What the monitor sees in a member's own record, told to that member alone, one thing at most.

It looks only when the member opens their day. Of what it sees nothing is stored but what the member
answers, and nothing is sent to anybody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Final, NamedTuple

from django.db import transaction

from overture.content import scenes
from overture.learning import monitor
from overture.learning.monitor import Pause, Practised, Sign, Week
from overture.learning.monitor.stagnation import MOMENTS, WINDOW
from overture.learning.monitor.withdrawal import WARM_UP
from overture.planning.noticed import Noticed, in_words
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.practice import anchors, logs, selectors
from overture.server.practice.models import Answer, Attempt, Away
from overture.server.practice.services import state_of

__all__ = ["LOOKED_BACK", "Practised", "Told", "answer", "notice"]

LOOKED_BACK: Final = timedelta(weeks=52)
QUIET: Final = timedelta(days=14)
"""After any answer nothing is told for so long."""

NOT_IT_QUIET: Final = timedelta(weeks=6)
"""After "that's not it", the same is not told for so long."""

NOT_IT_LASTS: Final = timedelta(weeks=26)
"""For so long, "that's not it" asks for more before the same is told again."""

LATELY: Final = timedelta(weeks=5)
"""An anchor that was missed longer ago is not brought up any more."""

FRESH_WEEKS: Final = 2
"""Weeks for which a crossing is still worth telling: not everybody looks in every week."""


@dataclass(frozen=True)
class Told:
    """What is told: which sign, its words, and whether days away could explain it."""

    sign: str
    words: Noticed
    by_weeks: bool


class _Answered(NamedTuple):
    sign: str
    said: str
    at: datetime


def notice(*, member: Member, now: datetime, talks: Sequence[Practised]) -> Told | None:
    """The one thing to tell the member, or None. `talks` is their time with Cue; `now` is local."""
    looked = _Looked(member, now, talks)
    return _told(looked.sign) if looked.sign else None


@transaction.atomic
def answer(*, member: Member, said: str, now: datetime, talks: Sequence[Practised]) -> bool:
    """Keep what the member said to the card that stands there; whether one stood there.

    "Away or ill" keeps the weeks in question as days away, which count for nothing. A second tap
    finds no card any more. Raises ValueError for any other word.
    """
    if said not in Answer.Said.values:
        message = f"not an answer: {said}"
        raise ValueError(message)
    Member.objects.select_for_update().get(pk=member.pk)
    looked = _Looked(member, now, talks)
    if looked.sign is None:
        return False
    if said == Answer.Said.AWAY:
        first = _since(looked.sign, looked.weeks)
        Away.objects.create(member=member, first=first, last=now.date(), said_at=now)
    seen = {name: _plain(value) for name, value in asdict(looked.sign).items()}
    Answer.objects.create(member=member, sign=_name(looked.sign), said=said, seen=seen, at=now)
    who = pseudonym(member)
    audit.record(at=now, actor=who, action="noticed.answered", subject=who, detail=said)
    return True


@dataclass(frozen=True)
class _Looked:
    """A member's record as the monitor reads it; each part is read when it is first needed."""

    member: Member
    now: datetime
    talks: Sequence[Practised]

    @cached_property
    def answers(self) -> list[_Answered]:
        rows = self.member.answers.values_list("sign", "said", "at")
        return [_Answered(*row) for row in rows]

    @cached_property
    def people(self) -> list[datetime]:
        """Times of moments with people: of steps, and of days on which the log says so."""
        times = selectors.with_people(self.member).filter(outcome__at__gte=self._since)
        noted = logs.days_with_people(self.member, self._since, self.now)
        return sorted([*times.order_by().values_list("outcome__at", flat=True), *noted])

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        """Whole weeks, from what was declared and from the days on which Today was opened."""
        plans = self.member.plans.filter(made_at__gte=self._since).order_by()
        return monitor.weeks_of(
            people=self.people,
            practice=[*self.talks, *self._practised()],
            seen=plans.values_list("made_at", flat=True),
            pauses=[Pause(*days) for days in self.member.aways.values_list("first", "last")],
            now=self.now,
        )

    @cached_property
    def sign(self) -> Sign | None:
        """The first sign there is, in the order in which they matter."""
        if any(self.now - one.at < QUIET for one in self.answers):
            return None
        return next(self._signs(), None)

    def _signs(self) -> Iterator[Sign]:
        for kind, look in (
            (Answer.Sign.WITHDRAWAL, self._withdrawal),
            (Answer.Sign.ANCHOR, self._anchor),
            (Answer.Sign.SUBSTITUTION, self._substitution),
            (Answer.Sign.STAGNATION, self._stagnation),
        ):
            refused = [
                self.now - one.at
                for one in self.answers
                if one.sign == kind and one.said == Answer.Said.NOT_IT
            ]
            if any(ago < NOT_IT_QUIET for ago in refused):
                continue
            found = look(sum(ago < NOT_IT_LASTS for ago in refused))
            if found:
                yield found

    def _anchor(self, doubts: int) -> Sign | None:
        pauses = [Pause(*days) for days in self.member.aways.values_list("first", "last")]
        said = anchors.occasions_of(self.member)
        found = monitor.anchors_missed(said, self.now.date(), pauses=pauses, doubts=doubts)
        lately = next((one for one in found if self.now.date() - one.last <= LATELY), None)
        if lately is None:
            return None
        return replace(lately, anchor=self.member.anchors.get(pk=lately.anchor).title)

    def _withdrawal(self, doubts: int) -> Sign | None:
        if len(self.people) < WARM_UP:  # who has hardly begun is left alone
            return None
        ends = (self.weeks[: len(self.weeks) - late] for late in range(FRESH_WEEKS))
        found = (monitor.withdrawal(weeks, doubts=doubts) for weeks in ends)
        return next((sign for sign in found if sign), None)

    def _substitution(self, doubts: int) -> Sign | None:
        if not self.people:
            return None
        return monitor.substitution(self.weeks, doubts=doubts)

    def _stagnation(self, doubts: int) -> Sign | None:
        if len(self.people) < MOMENTS:
            return None
        events = selectors.events_of(self.member, since=self.now - WINDOW)
        lately = [one for one in events if one.situation.channel != "none"]
        return monitor.stagnation(lately, state_of(self.member)[1], self.now, doubts=doubts)

    def _practised(self) -> Iterator[Practised]:
        met = self.member.attempts.filter(
            retracted_at=None, kind=Attempt.Kind.SCENE, outcome__at__gte=self._since
        )
        for at, scene_id in met.values_list("outcome__at", "scene_id"):
            scene = scenes().get(scene_id)
            yield Practised(at, float(scene.minutes) if scene else 0.0)

    @property
    def _since(self) -> datetime:
        return self.now - LOOKED_BACK


def _told(sign: Sign) -> Told:
    by_weeks = isinstance(sign, monitor.Withdrawal | monitor.Substitution)
    return Told(_name(sign), in_words(sign), by_weeks)


def _name(sign: Sign) -> str:
    return "anchor" if isinstance(sign, monitor.AnchorMissed) else type(sign).__name__.lower()


def _since(sign: Sign, weeks: Sequence[Week]) -> date:
    """The first day of what was seen."""
    if isinstance(sign, monitor.Withdrawal):
        return sign.since
    if isinstance(sign, monitor.Substitution):
        return weeks[-sign.running].monday
    raise ValueError("days away explain nothing here")


def _plain(value: Any) -> Any:  # noqa: ANN401 - a number, a day or a row of numbers
    return value.isoformat() if isinstance(value, date) else value
