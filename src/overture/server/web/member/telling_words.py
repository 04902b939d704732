"""What became of telling people, in words: as it is, and no kinder.

The people of an alert are read once and handed in. Read twice, one line of a page could say that
somebody saw it and the next that nobody has, and such a page would not be asked for again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from overture.server.safeguarding.told import Alert, Told

REACHED = frozenset({"sent", "delivered", "seen"})
UNDERWAY = frozenset({"waiting", "claimed"})
WHY_NOT = {
    "refused": "The mail server refused the address.",
    "no_mail": "This server can’t send e-mail.",
    "no_address": "There is no address for them here any more.",
    "not_allowed": "The team’s system may not be reached from here.",
    "redirected": "The team’s system pointed elsewhere, which is not followed.",
    "timeout": "The mail server did not answer.",
    "unreachable": "The mail server could not be reached.",
}


@dataclass(frozen=True)
class Line:
    """One person and what became of telling them. `mark` is the drawing beside it."""

    name: str
    says: str
    more: str
    mark: str


def lines(alert: Alert, all_told: Sequence[Told], now: datetime) -> list[Line]:
    """Everybody, in order."""
    return [_line(one, alert, now) for one in all_told]


def summary(alert: Alert, all_told: Sequence[Told]) -> str:
    """The one thing to know first: who has seen it, or that nobody has."""
    seen = next((one for one in all_told if one.state == "seen"), None)
    if seen:
        return f"{seen.name} saw it at {_clock(seen.at)}."
    if any(one.state in REACHED for one in all_told):
        return "Sent. Nobody has said yet that they have seen it."
    if alert.ended_at:
        return "You stopped it before anybody was told."
    if any(one.state in UNDERWAY for one in all_told):
        return "Being sent. Nobody has seen it yet."
    if any(one.state == "off_call" for one in all_told):
        return "Nobody was told: nobody is on call right now."
    return "Nobody could be told. The message did not go out."


def reached_nobody(all_told: Sequence[Told]) -> bool:
    """Whether it is over and no message went out."""
    return not any(one.state in REACHED | UNDERWAY for one in all_told)


def is_underway(all_told: Sequence[Told]) -> bool:
    """Whether something may still change by itself."""
    settled = any(one.state == "seen" for one in all_told)
    return not settled and any(one.state in UNDERWAY | REACHED for one in all_told)


def _line(one: Told, alert: Alert, now: datetime) -> Line:
    says, more, mark = {
        "waiting": _waiting,
        "claimed": lambda *_: ("Being sent", "", "started"),
        "sent": _sent,
        "delivered": _delivered,
        "seen": _seen,
        "off_call": _off_call,
        "failed": _failed,
        "withdrawn": _withdrawn,
        "not_needed": _not_needed,
    }[one.state](one, alert, now)
    return Line(one.name, says, more, mark)


Said = tuple[str, str, str]


def _waiting(one: Told, _alert: Alert, now: datetime) -> Said:
    if one.tried:
        more = f"{WHY_NOT.get(one.problem, '')} It is tried again at {_clock(one.at)}.".strip()
        return "Could not be sent yet", more, "started"
    if one.at and one.at > now:
        return f"Told at {_clock(one.at)}, if nobody has seen it by then", "", "planned"
    return "Being sent", "", "started"


def _sent(one: Told, _alert: Alert, _now: datetime) -> Said:
    more = f"Whether it has reached {one.name} can’t be known from here."
    return f"Sent at {_clock(one.at)}, not seen yet", more, "started"


def _delivered(one: Told, _alert: Alert, _now: datetime) -> Said:
    return f"Delivered at {_clock(one.at)}, not seen yet", "", "started"


def _seen(one: Told, _alert: Alert, _now: datetime) -> Said:
    return f"Seen by {one.name} at {_clock(one.at)}", "", "done"


def _off_call(one: Told, _alert: Alert, _now: datetime) -> Said:
    there = timezone.localtime(one.next_on_call) if one.next_on_call else None
    more = f"Somebody is there again on {there:%A} at {there:%H:%M}." if there else ""
    return "Nobody is on call right now", more, "nothing"


def _failed(one: Told, _alert: Alert, _now: datetime) -> Said:
    return "Could not be sent", WHY_NOT.get(one.problem, "It’s a fault on our side."), "nothing"


def _withdrawn(one: Told, _alert: Alert, _now: datetime) -> Said:
    return "Not told", f"You had taken your yes back, or {one.name} asked not to be.", "nothing"


def _not_needed(_one: Told, alert: Alert, _now: datetime) -> Said:
    more = "You stopped it first." if alert.ended_at else "Somebody had seen it already."
    return "Not told", more, "resting"


def _clock(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%H:%M}" if at else "–"
