"""The rules of the places that a service is open in: the operator’s choice, the strictest holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import get_args

from overture.content import LIBRARY
from overture.content.errors import ContentError
from overture.content.files import each_by_id, read_toml
from overture.content.schema.region import Age, Care, Kept, Region, ReportField
from overture.content.schema.safety import Topic
from overture.safety.boundaries import Limits
from overture.safety.library import wording

OURS = "overture"
"""What holds everywhere, and what every choice begins with."""

PLANS: Mapping[Topic, str] = {"self_harm": "opening"}
"""What the plan of replies is called where it has not its topic's name."""


class UnknownPlaceError(ValueError):
    """A place was chosen that there are no rules for; the message names those there are."""


@dataclass(frozen=True)
class Rules:
    """What holds here, put together from the rules of every chosen place.

    Attributes:
        places: ids of what was put together, our own first.
        limits: when a member is told again that this is a program.
        covers: topics that the protocol must have words for.
        pause: how long a talk rests after danger was said again; none if zero.
        report_fields: what the report of a year must hold.
        yearly_from: the first day on which a yearly report is owed somewhere, or None.
        referrals_public: whether the number of times help was named stands on the public page.
        age: how strongly age must be known.
        care: what clinicians of members may be shown.
        kept: what data and shared words ask for.
    """

    places: tuple[str, ...]
    limits: Limits
    covers: frozenset[Topic]
    pause: timedelta
    report_fields: tuple[ReportField, ...]
    yearly_from: date | None
    referrals_public: bool
    age: Age
    care: Care
    kept: Kept


DONE: frozenset[str] = frozenset()
"""What this version does of all that `Rules.care` may forbid and cannot leave: nothing.

A clinician's pages leave out what a chosen place forbids; whoever builds what cannot be left out
names it here, and nothing opens where it is forbidden.
"""


@cache
def places(folder: Path = LIBRARY / "regions") -> Mapping[str, Region]:
    """Every place there are rules for, by id. Raises ContentError, naming file and line."""
    found = each_by_id(sorted(folder.glob("*.toml")), lambda path: read_toml(path, Region))
    if OURS not in found:
        raise ContentError(folder / f"{OURS}.toml", 0, "the file is missing")
    return found


def chosen(ids: Iterable[str]) -> tuple[Region, ...]:
    """Our own rules and those of the named places; with none named, every place's.

    Whoever does not say where a service is open is held to all of them. Raises UnknownPlaceError.
    """
    known = places()
    named = list(dict.fromkeys(ids))
    unknown = [one for one in named if one not in known]
    if unknown:
        others = ", ".join(one for one in known if one != OURS)
        message = f"there are no rules for {', '.join(unknown)}; there are some for {others}"
        raise UnknownPlaceError(message)
    wanted = named or [one.id for one in known.values() if not one.by_choice]
    return (known[OURS], *(known[one] for one in wanted if one != OURS))


def strictest(of: Iterable[Region]) -> Rules:
    """Of every rule the one that asks most. The order of places makes no difference."""
    all_ = tuple(of)
    fields = {field for one in all_ for field in one.reporting.fields}
    return Rules(
        places=tuple(one.id for one in all_),
        limits=_limits(all_),
        covers=frozenset(topic for one in all_ for topic in one.crisis.covers),
        pause=timedelta(minutes=max(one.crisis.pause_minutes for one in all_)),
        report_fields=tuple(field for field in get_args(ReportField) if field in fields),
        yearly_from=min((day for one in all_ if (day := one.reporting.yearly_from)), default=None),
        referrals_public=any(one.reporting.referrals_public for one in all_),
        age=max((one.minors.age for one in all_), key=get_args(Age).index),
        care=Care(**{name: all(getattr(one.care, name) for one in all_) for name in _of(Care)}),
        kept=Kept(**{name: any(getattr(one.kept, name) for one in all_) for name in _of(Kept)}),
    )


def forbidden(rules: Rules) -> tuple[str, ...]:
    """What this version works out or lets others do about members, and a chosen place forbids."""
    return tuple(sorted(name for name in DONE if not getattr(rules.care, name)))


def uncovered(rules: Rules) -> tuple[Topic, ...]:
    """Topics that a place asks the protocol to cover and that it has no plan of replies for."""
    plans = wording().plan
    return tuple(sorted(topic for topic in rules.covers if PLANS.get(topic, topic) not in plans))


def _limits(of: Iterable[Region]) -> Limits:
    """The shortest of each, ours where nobody asks for less."""
    found = Limits()
    for one in of:
        adults, minors = one.told.remind_minutes, one.minors.remind_minutes
        found = Limits(
            remind_after=_shorter(found.remind_after, minutes=adults),
            remind_minors_after=_shorter(
                _shorter(found.remind_minors_after, minutes=adults), minutes=minors
            ),
            absence=_shorter(found.absence, days=one.told.absence_days),
        )
    return found


def _shorter(time: timedelta, *, days: int | None = None, minutes: int | None = None) -> timedelta:
    asked = timedelta(days=days or 0, minutes=minutes or 0)
    return min(time, asked) if asked else time


def _of(model: type[Care] | type[Kept]) -> tuple[str, ...]:
    return tuple(model.model_fields)
