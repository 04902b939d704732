"""What became of an alert, as it is, for the member who raised it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from overture.server.accounts.models import Member
from overture.server.safeguarding.contacts import team_of
from overture.server.safeguarding.models import Alert, Delivery

__all__ = ["Alert", "Told", "alert_of", "latest_open", "list_for_operator", "told"]

SHOWN_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class Told:
    """One contact of an alert.

    `state` is the delivery's; `at` when it came into it, or for one that waits, when it is due.
    `tried` is how often it was tried. `next_on_call` is for a team with nobody there.
    """

    name: str
    state: str
    at: datetime | None
    tried: int = 0
    problem: str = ""
    next_on_call: datetime | None = None


def alert_of(member: Member, alert_id: UUID) -> Alert | None:
    """One of the member's own alerts, or None."""
    return member.alerts.filter(pk=alert_id).first()


def latest_open(member: Member, now: datetime) -> Alert | None:
    """The member's latest alert, tests left out, as long as it is worth showing."""
    recent = member.alerts.exclude(why=Alert.Why.TEST).filter(at__gt=now - SHOWN_FOR, ended_at=None)
    return recent.first()


def told(alert: Alert, now: datetime) -> list[Told]:
    """Everybody who was to be told, in order, with what became of it."""
    return [_told(one, now) for one in alert.deliveries.select_related("contact")]


def _told(one: Delivery, now: datetime) -> Told:
    team = team_of(one.contact)
    off_call = one.status == Delivery.Status.OFF_CALL
    return Told(
        name=one.contact.name,
        state=one.status,
        at=one.seen_at or one.sent_at or one.due_at,
        tried=one.tries,
        problem=one.problem,
        next_on_call=team.next_on_call(now) if team and off_call else None,
    )


def list_for_operator(*, since: datetime) -> list[dict[str, object]]:
    """Deliveries as the operator may see them: codes and times, no name, address or word."""
    rows = Delivery.objects.select_related("alert", "contact").filter(alert__at__gte=since)
    return [
        {
            "id": str(one.pk)[:8],
            "event": one.alert.why,
            "place": one.place + 1,
            "to": "team" if one.contact.team else "person",
            "status": one.status,
            "tries": one.tries,
            "problem": one.problem,
            "due_at": one.due_at,
            "sent_at": one.sent_at,
            "seen_at": one.seen_at,
        }
        for one in rows.order_by("alert__at", "place")
    ]
