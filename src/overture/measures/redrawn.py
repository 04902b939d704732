"""The social-reward profile as the record draws it now: by kind of contact, with its doubts.

Only what was declared counts: moments with people, ratings of them, and how much room there was.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import fmean
from typing import Final, Literal, TypeAlias

from overture.learning import Event
from overture.measures.contact import CONTACTS, Contact, Kinds, contact_of

Facet: TypeAlias = Literal[
    "frequent", "predictable", "trustworthy", "wanting", "enjoying", "dread", "energy"
]
Level: TypeAlias = Literal["little", "some", "much"]
Aside: TypeAlias = Collection[tuple[str, str]]
"""What the member said is not so, as (kind of contact, facet)."""

LATELY: Final = timedelta(days=28)
FEW: Final = 5
"""With fewer answers than this nothing is said but how few there are."""

_OF_FEARED: Final = {"no": 10.0, "partly": 5.0, "yes": 0.0}
_ROOMS: Final = {"hardly any": 0.0, "a little": 10 / 3, "some": 20 / 3, "plenty": 10.0}
_SOME_FROM, _MUCH_FROM = 3.5, 6.5
_MUCH: Final[frozenset[Level]] = frozenset({"much"})
_SOME: Final[frozenset[Level]] = frozenset({"some", "much"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One facet of one kind of contact. `count` answers stand behind it.

    `value` is their mean from 0 to 10 (for `frequent` the count itself) and `level` what it comes
    to; both None with too few. `stands` is False where the member said that it is not so.
    """

    facet: Facet
    count: int
    value: float | None = None
    level: Level | None = None
    stands: bool = True


@dataclass(frozen=True)
class Redrawn:
    """The profile of now: readings by kind of contact, for kinds that were met at all; and energy,
    which is of no kind.
    """

    kinds: Mapping[Contact, Sequence[Reading]]
    energy: Reading


@dataclass(frozen=True)
class Steering:
    """What the profile changes in what is offered: `welcome` kinds come a little sooner, and the
    steps among `wary` kinds stay smaller.
    """

    welcome: frozenset[Contact] = field(default_factory=frozenset)
    wary: frozenset[Contact] = field(default_factory=frozenset)


def redraw(
    events: Iterable[Event],
    rooms: Sequence[str],
    now: datetime,
    *,
    turned_back: Iterable[Event] = (),
    aside: Aside = (),
) -> Redrawn:
    """The profile that the record gives.

    Where the member turned back nothing was met, but what was expected counts. `rooms` are the
    answers of the last four weeks.
    """
    met, left = _by_kind(events), _by_kind(turned_back)
    energy = _reading("energy", [_ROOMS[room] for room in rooms if room in _ROOMS], "", aside)
    kinds = {
        kind: _of_kind(kind, met.get(kind, []), left.get(kind, []), now, aside)
        for kind in CONTACTS
        if kind in met or kind in left
    }
    return Redrawn(kinds, energy)


def _by_kind(events: Iterable[Event]) -> dict[Contact, list[Event]]:
    found: dict[Contact, list[Event]] = {}
    for event in events:
        kind = contact_of(event.situation)
        if kind:
            found.setdefault(kind, []).append(event)
    return found


def steering(first: Kinds, now: Redrawn) -> Steering:
    """What is said of a kind counts, until the record says it; a word that it is not so counts
    more than the record.
    """
    welcome = {kind for kind in CONTACTS if _welcome(kind, first, now)}
    wary = {kind for kind in CONTACTS if _holds("dread", kind, now, first.dreaded, _MUCH)}
    return Steering(frozenset(welcome), frozenset(wary))


def _welcome(kind: Contact, first: Kinds, now: Redrawn) -> bool:
    """Wanted or enjoyed, among people who mean well as far as anybody knows."""
    drawn = _holds("wanting", kind, now, first.wanted, _SOME)
    drawn |= _holds("enjoying", kind, now, first.enjoyed, _SOME)
    trusted = _reading_of("trustworthy", kind, now)
    if trusted and trusted.level:
        return drawn and trusted.level != "little"
    return drawn and (first.trusted is None or kind in first.trusted)


def _holds(
    facet: Facet,
    kind: Contact,
    now: Redrawn,
    first: frozenset[Contact] | None,
    levels: Collection[Level],
) -> bool:
    found = _reading_of(facet, kind, now)
    if found and found.level:
        return found.level in levels
    return bool(first and kind in first)


def _reading_of(facet: Facet, kind: Contact, now: Redrawn) -> Reading | None:
    """The record's word, unless it was set aside."""
    found = next((one for one in now.kinds.get(kind, ()) if one.facet == facet), None)
    return found if found and found.stands else None


def _of_kind(
    kind: Contact, met: Sequence[Event], left: Sequence[Event], now: datetime, aside: Aside
) -> list[Reading]:
    lately = sum(now - event.at <= LATELY for event in met)
    found = [Reading("frequent", lately, float(lately), stands=(kind, "frequent") not in aside)]
    for facet, of in _FACETS.items():
        events = [*met, *left] if facet in _BEFOREHAND else met
        known = [value for event in events if (value := of(event)) is not None]
        found.append(_reading(facet, known, kind, aside))
    return found


def _reading(facet: Facet, found: Sequence[float], kind: str, aside: Aside) -> Reading:
    stands = (kind, facet) not in aside
    if len(found) < FEW:
        return Reading(facet, len(found), stands=stands)
    value = fmean(found)
    level: Level = "little" if value < _SOME_FROM else "some" if value < _MUCH_FROM else "much"
    return Reading(facet, len(found), value, level, stands)


def _predictable(event: Event) -> float | None:
    """10 where it was exactly as calm or anxious as expected, 0 where it was six points off."""
    before, after = _dread(event), event.met.anxiety
    if before is None or after is None:
        return None
    return max(0.0, 10.0 - abs(after - before) * 10 / 6)


def _wanting(event: Event) -> float | None:
    return event.prediction.enjoyment if event.prediction else None


def _dread(event: Event) -> float | None:
    return event.prediction.anxiety if event.prediction else None


def _trustworthy(event: Event) -> float | None:
    """How often what was feared of people did not come."""
    feared = event.outcome.feared if event.outcome else None
    return _OF_FEARED.get(feared) if feared else None


def _enjoying(event: Event) -> float | None:
    return event.outcome.enjoyment if event.outcome else None


_FACETS: Final[Mapping[Facet, Callable[[Event], float | None]]] = {
    "predictable": _predictable,
    "trustworthy": _trustworthy,
    "wanting": _wanting,
    "enjoying": _enjoying,
    "dread": _dread,
}

_BEFOREHAND: Final = frozenset({"wanting", "dread"})
