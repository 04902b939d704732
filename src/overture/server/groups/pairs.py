"""Two for a week: by what they are working on, with a script to lean on, and out in one press."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from overture.content.groups import PairScript, pair_scripts
from overture.planning.groups.pairing import Two, matched
from overture.server.accounts import people
from overture.server.accounts.services import pseudonym
from overture.server.groups.changes import changed, log
from overture.server.groups.hosting import members_of
from overture.server.groups.models import Block, Group, Membership, Pair

__all__ = ["Paired", "end", "make", "pair_of", "paired", "pairs_of", "script_of", "wish"]

A_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True)
class Paired:
    """A pair as one of the two sees it."""

    pair: Pair
    with_whom: Membership
    script: PairScript


def wish(*, membership: Membership, wants: bool, works_on: str = "") -> None:
    """Say whether one would like to be in a pair, and what one is working on (a kind of moment)."""
    words = works_on[:20] if wants else ""
    Membership.objects.filter(pk=membership.pk).update(wants_pair=wants, works_on=words)


@transaction.atomic
def make(*, group: Group, seed: int, now: datetime) -> list[Pair]:
    """Match those who wish for a pair and are in none, for a week. Returns the pairs.

    Two of whom one blocked the other are never one, and two who were one before only at the last.
    """
    Group.objects.select_for_update().get(pk=group.pk)
    taken = _in_a_pair(group, now)
    free = [one for one in members_of(group).filter(wants_pair=True) if one.pk not in taken]
    by_id = {str(one.pk): one for one in free if not one.is_out(now)}
    wishes = {key: one.works_on for key, one in by_id.items()}
    found = matched(wishes, apart=_apart(group), before=_before(group), seed=seed)
    made = [_made(group, by_id[one], by_id[other], seed, now) for one, other in found.pairs]
    if made:
        changed(group)
    return made


@transaction.atomic
def end(*, pair: Pair, by: Membership, now: datetime) -> None:
    """Leave a pair before the week is over, without a reason."""
    if Pair.objects.filter(pk=pair.pk, ended_at=None).update(ended_at=now):
        changed(pair.group)
        log(pair.group, "pair.ended", who=pseudonym(by.member), about=pair.pk, now=now)


def paired(me: Membership, now: datetime) -> Paired | None:
    """The pair that somebody is in this week."""
    found = _open(now).filter(Q(one=me) | Q(other=me)).select_related("one", "other", "group")
    pair = found.first()
    script = script_of(pair) if pair else None
    if pair is None or script is None:
        return None
    with_whom = pair.other if pair.one_id == me.pk else pair.one
    return Paired(pair, with_whom, script)


def pair_of(me: Membership, pair_id: UUID) -> Pair | None:
    """A pair that somebody is or was in, by its id."""
    return Pair.objects.filter(Q(one=me) | Q(other=me), pk=pair_id).first()


def pairs_of(group: Group, now: datetime) -> list[Pair]:
    """The pairs of this week, for the host; what they write to each other is theirs."""
    return list(_open(now).filter(group=group).select_related("one", "other"))


def script_of(pair: Pair) -> PairScript | None:
    """The week that a pair leans on, while it is in the library."""
    return pair_scripts().get(pair.script_id)


def _open(now: datetime) -> QuerySet[Pair]:
    return Pair.objects.filter(ended_at=None, until__gt=now)


def _in_a_pair(group: Group, now: datetime) -> set[UUID]:
    rows = _open(now).filter(group=group).values_list("one_id", "other_id")
    return {key for row in rows for key in row}


def _apart(group: Group) -> set[Two]:
    found = Block.objects.filter(by__group=group, ended_at=None)
    return _twos(found.values_list("by_id", "of_id"))


def _before(group: Group) -> set[Two]:
    return _twos(group.pairs.values_list("one_id", "other_id"))


def _twos(rows: Iterable[tuple[UUID, UUID]]) -> set[Two]:
    return {frozenset((str(one), str(other))) for one, other in rows}


def _made(group: Group, one: Membership, other: Membership, seed: int, now: datetime) -> Pair:
    """A pair with the first week that neither of the two has had."""
    had = set(
        group.pairs.filter(Q(one__in=[one, other]) | Q(other__in=[one, other])).values_list(
            "script_id", flat=True
        )
    )
    scripts = list(pair_scripts())
    script = next((key for key in scripts if key not in had), scripts[seed % len(scripts)])
    both = one.works_on if one.works_on == other.works_on else ""
    made = Pair.objects.create(
        group=group,
        one=one,
        other=other,
        script_id=script,
        works_on=both,
        seed=seed,
        begun_at=now,
        until=now + A_WEEK,
    )
    log(group, "paired", who=people.pseudonym_of(group.host), about=made.pk, now=now)
    return made
