"""The redrawn profile in words: what the record says now, what was said first, how sure it is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from overture.measures import PROFILE
from overture.measures.contact import CONTACTS, Contact, Kinds
from overture.measures.redrawn import Facet, Level, Reading, Redrawn, Steering
from overture.planning.words import number
from overture.server.web.words import capital, counted, lower_first

SURE_FROM: Final = 10
"""With fewer answers than this a sentence says that it is so far."""

NAMES: Final[Mapping[Facet, str]] = {
    "frequent": "How often",
    "predictable": "As you expected",
    "trustworthy": "What you feared",
    "wanting": "Looking forward",
    "enjoying": "Enjoying",
    "dread": "Dread",
    "energy": "Room for people",
}
_SAYS: Final[Mapping[Facet, Mapping[Level, str]]] = {
    "predictable": {
        "much": "mostly as calm or as hard as you expect",
        "some": "often a few points calmer or harder than you expect",
        "little": "mostly quite different from what you expect",
    },
    "trustworthy": {
        "much": "what you feared of people mostly did not come",
        "some": "what you feared came about half the time",
        "little": "what you feared mostly came",
    },
    "wanting": {
        "much": "beforehand, you look forward to most of it",
        "some": "beforehand, you look forward to some of it",
        "little": "beforehand, you look forward to little of it",
    },
    "enjoying": {
        "much": "while it goes on, you enjoy a lot of it",
        "some": "while it goes on, you enjoy some of it",
        "little": "while it goes on, you enjoy little of it",
    },
    "dread": {
        "much": "you go in with a lot of dread",
        "some": "you go in with some dread",
        "little": "you go in with little dread",
    },
    "energy": {
        "much": "on most days there is plenty of room",
        "some": "there is some room on most days",
        "little": "on most days there is hardly any room",
    },
}
_FIRST: Final[Mapping[Facet, str]] = {
    "dread": "dreaded",
    "wanting": "wanted",
    "enjoying": "enjoyed",
    "trustworthy": "trusted",
}
_FIRST_WORDS: Final = {
    "dreaded": ("dreaded", "not the most dreaded"),
    "wanted": ("you would like more", "not what you would like more of"),
    "enjoyed": ("you can enjoy it", "not what you can enjoy"),
    "trusted": ("people mean well", "not where people mostly mean well"),
}


@dataclass(frozen=True)
class Line:
    """One facet of one kind: its sentence, what was said first, and whether it can be put right."""

    facet: Facet
    name: str
    words: str
    first: str
    can_be_put_right: bool
    stands: bool


def kinds_in_words(now: Redrawn, first: Kinds) -> list[tuple[Contact, str, list[Line]]]:
    """Every kind that was met, with its lines."""
    return [
        (kind, _yours(CONTACTS[kind]), _lines(kind, found, first))
        for kind, found in now.kinds.items()
    ]


def _lines(kind: Contact, found: Sequence[Reading], first: Kinds) -> list[Line]:
    """How often, and each facet; with too few of every one of them, that once."""
    said = {one.facet: _said_first(one.facet, kind, first) for one in found}
    if any(one.level for one in found):
        return [line_of(one, said[one.facet]) for one in found]
    often, most = found[0], max(found[1:], key=lambda one: one.count)
    together = "; ".join(words for words in said.values() if words)
    rest = Line(most.facet, "All else", _words(most), together, can_be_put_right=False, stands=True)
    return [line_of(often), rest]


def line_of(one: Reading, first: str = "") -> Line:
    """One reading in words."""
    known = one.facet == "frequent" or one.level is not None
    return Line(one.facet, NAMES[one.facet], _words(one), first, known, one.stands)


def unmet(now: Redrawn) -> list[str]:
    """Kinds of which the record holds nothing yet."""
    return [_listed({kind}) for kind in CONTACTS if kind not in now.kinds]


def first_taps(answers: Mapping[str, int]) -> list[tuple[str, str]]:
    """What was tapped at the start: each question asked, and its answer."""
    return [(one.asks, one.answers[answers[one.id]]) for one in PROFILE if one.id in answers]


def changes(steers: Steering) -> list[str]:
    """What it changes in what is offered, in words."""
    found = []
    if steers.welcome:
        found.append(f"Offered a little sooner: {_listed(steers.welcome)}.")
    if steers.wary:
        found.append(f"First steps kept smaller: {_listed(steers.wary)}.")
    return found


def _words(one: Reading) -> str:
    if one.facet == "frequent":
        return f"{capital(counted(one.count, 'moment', 'moments'))} noted in the last four weeks."
    what = ("day", "days") if one.facet == "energy" else ("moment", "moments")
    if one.level is None:
        if not one.count:
            return "Nothing noted yet."
        return f"{capital(counted(one.count, *what))}: too few to say."
    so_far = f"So far, from {number(one.count)} {what[1]}: " if one.count < SURE_FROM else ""
    said = f"{so_far}{_SAYS[one.facet][one.level]}."
    return capital(said)


def _said_first(facet: Facet, kind: Contact, first: Kinds) -> str:
    name = _FIRST.get(facet)
    found: frozenset[Contact] | None = getattr(first, name) if name else None
    if name is None or found is None:
        return ""
    yes, no = _FIRST_WORDS[name]
    return yes if kind in found else no


def _listed(kinds: Collection[Contact]) -> str:
    found = (lower_first(words) for kind, words in CONTACTS.items() if kind in kinds)
    return _yours(", ".join(found))


def _yours(words: str) -> str:
    """What a member would tap of themselves, as it is said to them."""
    return words.replace(" I know ", " you know ")
