"""Regular appointments: the days on which one is due, and how a calendar is told of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal, TypeAlias

Every: TypeAlias = Literal["week", "fortnight", "month"]

_STEP: Final = {"week": 7, "fortnight": 14}
_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST: Final = 5
_OCTETS: Final = 75
_LASTS: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Regular:
    """Due on `first` and then every week, fortnight or month.

    Each month means the same weekday in the same place of the month, as in "the second Tuesday";
    a fifth one is taken for the last. `at` is by the person's own clock, None for no set time.
    """

    first: date
    every: Every
    at: time | None = None

    def due(self, since: date, until: date) -> Iterator[date]:
        """The days from `since` to `until`, both included, on which it is due."""
        day = self.first
        while day <= until:
            if day >= since:
                yield day
            day = self._after(day)

    @property
    def place(self) -> int:
        """Which of its weekdays in the month it is: 1 to 4, or -1 for the last."""
        number = (self.first.day - 1) // 7 + 1
        return -1 if number == _LAST else number

    def _after(self, day: date) -> date:
        if self.every in _STEP:
            return day + timedelta(days=_STEP[self.every])
        year, month = divmod(day.year * 12 + day.month, 12)
        return self._in_month(date(year, month + 1, 1))

    def _in_month(self, begins: date) -> date:
        ahead = (self.first.weekday() - begins.weekday()) % 7
        day = begins + timedelta(days=ahead)
        if self.place > 0:
            return day + timedelta(weeks=self.place - 1)
        while (day + timedelta(weeks=1)).month == begins.month:
            day += timedelta(weeks=1)
        return day


@dataclass(frozen=True, slots=True)
class Entry:
    """One regular appointment for a calendar: a key that never changes, its words, its rhythm."""

    key: str
    title: str
    regular: Regular
    changed: datetime


def calendar(entries: Iterable[Entry]) -> str:
    """All of them as an iCalendar object (RFC 5545), in the clock of wherever it is read."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Overture//Anchors//EN",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Overture",
        *(line for entry in entries for line in _event(entry)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(entry: Entry) -> Iterator[str]:
    regular = entry.regular
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.key}@overture"
    yield f"DTSTAMP:{entry.changed.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    if regular.at is None:
        yield f"DTSTART;VALUE=DATE:{regular.first:%Y%m%d}"
    else:
        begins = datetime.combine(regular.first, regular.at)
        yield f"DTSTART:{begins:%Y%m%dT%H%M%S}"
        yield f"DTEND:{begins + _LASTS:%Y%m%dT%H%M%S}"
    yield f"RRULE:{_rule(regular)}"
    yield f"SUMMARY:{_escaped(entry.title)}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT" if regular.at is None else "TRANSP:OPAQUE"
    yield "END:VEVENT"


def _rule(regular: Regular) -> str:
    if regular.every == "month":
        return f"FREQ=MONTHLY;BYDAY={regular.place}{_DAYS[regular.first.weekday()]}"
    return f"FREQ=WEEKLY;INTERVAL={_STEP[regular.every] // 7}"


def _escaped(text: str) -> str:
    for character in ("\\", ";", ","):
        text = text.replace(character, f"\\{character}")
    return " ".join(text.splitlines())


def _folded(line: str) -> str:
    """At most 75 octets a line, the rest on lines that begin with a space; no character is cut."""
    parts: list[str] = []
    part = ""
    for character in line:
        room = _OCTETS - (1 if parts else 0)
        if len((part + character).encode()) > room:
            parts.append(part)
            part = ""
        part += character
    return "\r\n ".join((*parts, part))
