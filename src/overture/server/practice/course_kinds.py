"""What a week of the course may hold: where each kind of thing is, and what the record says of it.

The one table that a new kind of thing is added to. A kind that is not in it is not shown, and a
week without it is whole all the same.
"""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from django.db.models import Count, Q

from overture.server.accounts.models import Member
from overture.server.practice import selectors
from overture.server.practice.models import Attempt, Outcome

Counts = Mapping[str, int]


def _nothing(_: Member) -> Counts:
    """No trace in the record: such a thing is ticked by hand."""
    return {}


def _scenes(member: Member) -> Counts:
    """Scenes that were practised, by kind of situation."""
    met = member.attempts.filter(retracted_at=None, outcome__isnull=False)
    return _by_family(met.filter(kind=Attempt.Kind.SCENE))


def _guesses(member: Member) -> Counts:
    """Moments in life that have both a guess and an outcome."""
    both = member.attempts.filter(
        retracted_at=None,
        kind=Attempt.Kind.REAL,
        prediction__isnull=False,
        outcome__isnull=False,
    )
    return {"": both.exclude(outcome__reach=Outcome.Reach.STOPPED).count()}


def _moments(member: Member) -> Counts:
    """Moments with people, by kind of situation."""
    return selectors.with_people_by_family(member)


def _kinds(member: Member) -> Counts:
    """How many kinds of situation there were with people."""
    return {"": len(selectors.with_people_by_family(member))}


def _near_misses(member: Member) -> Counts:
    """Near misses that were looked back at."""
    return {"": member.attempts.filter(retracted_at=None, review__isnull=False).count()}


def _anchors(member: Member) -> Counts:
    """Regular things that have not ended."""
    return {"": member.anchors.filter(closed_at=None).count()}


def _plans(member: Member) -> Counts:
    """Versions of the plan for quieter stretches."""
    return {"": member.quiet_plans.count()}


def _drills(member: Member) -> Counts:
    """Sittings at which something was answered, by drill."""
    answered = member.drill_sittings.filter(answers__isnull=False).order_by()
    counted = answered.values("drill").annotate(n=Count("id", distinct=True))
    return {row["drill"]: row["n"] for row in counted}


def _noted(member: Member) -> Counts:
    """Moments with somebody that were noted in the log and not taken out again."""
    return {"": member.interactions.filter(taken_out_at=None).count()}


def _thoughts(member: Member) -> Counts:
    """Thoughts that a step is to test, or that ended with what one would say to a friend."""
    brought_on = member.thoughts.filter(Q(tests__isnull=False) | Q(friend__isnull=False))
    return {"": brought_on.distinct().count()}


def _values(member: Member) -> Counts:
    """Sortings of what matters that were brought down to a few."""
    return {"": member.value_sorts.exclude(narrowed_at=None).count()}


def _by_family(attempts: object) -> Counts:
    counted = attempts.order_by().values("family").annotate(n=Count("id"))  # type: ignore[attr-defined]
    return {row["family"]: row["n"] for row in counted}


class Way(NamedTuple):
    """Where a kind of thing is found, and how the record counts it, by target.

    `address` is the name of an address, which takes the target where `takes_target`, and `query`
    what is asked there; `words` stand on the way there.
    """

    address: str
    words: str
    kept: Callable[[Member], Counts] = _nothing
    takes_target: bool = False
    query: str = ""


KINDS: Final[Mapping[str, Way]] = {
    "read": Way("lesson", "Read it", takes_target=True),
    "settle": Way("exercise", "Begin", takes_target=True),
    "drill": Way("drill", "Begin", _drills, takes_target=True),
    "log": Way("log", "Your log", _noted),
    "thought": Way("thoughts", "Your thoughts", _thoughts),
    "values": Way("values", "What matters to you", _values),
    "scene": Way("practise", "See the scenes", _scenes, query="?all=1"),
    "guess": Way("steps", "Your steps", _guesses),
    "moment": Way("steps", "Your steps", _moments),
    "kinds": Way("people", "Your moments with people", _kinds),
    "near_miss": Way("steps", "Your steps", _near_misses),
    "anchor": Way("anchors", "Regular things", _anchors),
    "record": Way("record", "Your record"),
    "plan": Way("quiet_plan", "The plan", _plans),
}
