"""The social-reward profile redrawn from a member's own record, and what it steers."""

from collections.abc import Iterable
from datetime import datetime

from overture import learning, planning
from overture.measures.redrawn import LATELY, Redrawn, Steering, redraw, steering
from overture.server.accounts.models import Member
from overture.server.assessments.kinds import kinds_of, set_aside
from overture.server.practice.models import Day
from overture.server.practice.moments import moments_of

__all__ = ["redrawn", "steering_now", "steering_of"]


def redrawn(member: Member, now: datetime) -> Redrawn:
    """What the record says now, by kind of contact. `now` is by the member's own clock."""
    since = (now - LATELY).date()
    rooms = Day.objects.filter(member=member, day__gt=since).values_list("room", flat=True)
    return _drawn(member, moments_of(member), list(rooms), now)


def steering_now(member: Member, now: datetime) -> Steering:
    """What it changes in what is offered, from the whole record."""
    return steering_of(member, moments_of(member), now)


def steering_of(member: Member, moments: Iterable[planning.Moment], now: datetime) -> Steering:
    """What it changes in what is offered; rooms of the day count by themselves."""
    return steering(kinds_of(member), _drawn(member, moments, [], now))


def _drawn(
    member: Member, moments: Iterable[planning.Moment], rooms: list[str], now: datetime
) -> Redrawn:
    met: list[learning.Event] = []
    left: list[learning.Event] = []
    for moment in moments:
        (left if moment.turned_back else met).append(moment.event)
    return redraw(met, rooms, now, turned_back=left, aside=set_aside(member))
