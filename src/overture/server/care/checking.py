"""Once a month at most, both sides are asked how it is. What they answer is kept nowhere.

An answer changes nothing by itself: what it leads to is offered, with a button of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from overture.content.schema.harm_check import Answer
from overture.content.supporters import Leads, Side
from overture.planning.close import check_due
from overture.server.accounts import sharing
from overture.server.accounts.models import Link, Member
from overture.server.care.models import LookingAway, MemberCheck, SupporterCheck

__all__ = [
    "Said",
    "due_for_member",
    "is_due",
    "look_again",
    "look_away",
    "looks_away",
    "over_for_member",
    "over_for_person",
    "said_to",
]

ORDER: tuple[Leads, ...] = ("change", "pause", "end")


@dataclass(frozen=True)
class Said:
    """What is said to the answers of one sitting, and what they lead to.

    Where one answer leads to people who help, nothing is offered beside it that the other would
    notice.
    """

    answers: tuple[Answer, ...]
    leads: tuple[Leads, ...]

    @property
    def lessons(self) -> tuple[str, ...]:
        """What may be read about it."""
        return tuple(dict.fromkeys(one.lesson for one in self.answers if one.lesson))


def said_to(side: Side, tapped: Mapping[str, str]) -> Said:
    """What is said to what was tapped, by question; anything else was left out."""
    found: Sequence[Answer] = [
        answer
        for question in side.question
        for answer in question.answer
        if tapped.get(question.id) == answer.id
    ]
    led = {answer.leads for answer in found}
    leads: tuple[Leads, ...] = ("help",) if "help" in led else tuple(x for x in ORDER if x in led)
    return Said(tuple(found), leads)


def due_for_member(member: Member, now: datetime) -> Link | None:
    """The one link about which a member is asked now, if any: one at a time."""
    links = sharing.links_of(member).filter(kind=Link.Kind.SUPPORTER, paused_at=None)
    return next((one for one in links if _due(one, one.member_checks.last(), now)), None)


def is_due(link: Link, now: datetime) -> bool:
    """Whether somebody close is asked now how it is for them."""
    return _due(link, link.supporter_checks.last(), now)


def over_for_member(*, link: Link, now: datetime) -> None:
    """The member answered, or put it away: the same trace."""
    MemberCheck.objects.create(link=link, at=now)


def over_for_person(*, link: Link, now: datetime) -> None:
    """Somebody close answered, or put it away: the same trace."""
    SupporterCheck.objects.create(link=link, at=now)


def look_away(*, link: Link, now: datetime) -> None:
    """Show somebody close nothing until they take it up again. The member is not told."""
    LookingAway.objects.get_or_create(link=link, defaults={"since": now})


def look_again(*, link: Link) -> None:
    """Take it up again."""
    LookingAway.objects.filter(link=link).delete()


def looks_away(link: Link) -> bool:
    """Whether somebody close wants to see nothing for a while."""
    return LookingAway.objects.filter(link=link).exists()


def _due(link: Link, last: MemberCheck | SupporterCheck | None, now: datetime) -> bool:
    return check_due(since=link.since, last=last.at if last else None, now=now)
