"""Authored lines of the protocol: which can be said now, and what fills their slots."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from overture.content.schema.hearing import Concern
from overture.content.schema.safety import SafetyLine
from overture.safety.directory import Directory
from overture.safety.library import hearing, wording

SENTENCES = 3
"""The most that one reply holds; nobody reads more in such an hour."""

NUMBER_EVERY = 5
"""Lines after which, while it could be now, a number comes again."""

_RISK_WORDS = re.compile(
    r"(?i)kill|suicid|hang|cut|harm|hurt|overdos|drown|shoot|poison|jump|die\b|dead|death"
)
"""Words that are not said back to the member who wrote them."""
_CLAUSE_START = re.compile(r"(?<![^.!?…,;:\n])[^.!?…,;:\n]{0,12}$")
_CLAUSE_END = re.compile(r"[^.!?…,;:\n]{0,12}(?![^.!?…,;:\n])")
_END = re.compile(r"[.?…](?=\s+[A-Z“]|\s*$)")
_QUOTED = re.compile(r"“[^”]*?([.?…]?)”")

Listed = tuple[tuple[str, ...], ...]


def plan(name: str) -> Listed:
    """The replies of a plan, in order."""
    return wording().plan[name]


def line(id_: str) -> SafetyLine:
    """The line of this id."""
    return _lines()[id_]


def sayable(id_: str, slots: Mapping[str, str]) -> SafetyLine | None:
    """The line, its twin for a named person, or its twin for the whole world."""
    candidates = (_lines().get(f"{id_}{twin}") for twin in (".named", "", ".world"))
    return next((one for one in candidates if one is not None and _filled(one, slots)), None)


def next_of(concern: Concern, said: Iterable[str], slots: Mapping[str, str]) -> SafetyLine | None:
    """What is said to a concern now; one that must be answered is answered again from its first."""
    done, fits = set(said), concern.sayable(slots)
    fresh = (one for one in fits if one.id not in done)
    return next(fresh, fits[0] if fits and concern.must else None)


def long_since_number(said: Sequence[str]) -> bool:
    """Whether none of the last lines said where a person can be reached."""
    return not any(_reaches(id_) for id_ in said[-NUMBER_EVERY:])


@cache
def _reaches(id_: str) -> bool:
    known = dict(_lines())
    known.update((one.id, one) for concern in hearing().concern for one in concern.said)
    local = {"line", "emergency", "line_text", "worldwide"}
    return id_ in known and bool(local & set(known[id_].needs))


def sentences(lines: Iterable[SafetyLine]) -> int:
    """How many sentences lines are together; what is quoted belongs to the sentence around it."""
    return sum(count_sentences(one.text) for one in lines)


def count_sentences(text: str) -> int:
    """How many sentences a text is."""
    plain = _QUOTED.sub(lambda found: f"x{found.group(1)}", text)
    return max(1, len(_END.findall(plain)))


def slots_of(
    known: Directory, span: str | None, message: str, more: Mapping[str, str | None]
) -> dict[str, str]:
    """What fills the slots: the directory of the region, the member's own words, and `more`."""
    found = {
        "line": known.how,
        "line_text": known.how_by_text,
        "line_home": known.how_for("home"),
        "line_eating": known.how_for("eating"),
        "line_young": known.how_for("young"),
        "emergency": known.emergency,
        "worldwide": known.worldwide,
        "key": own_words(span, message),
        **more,
    }
    return {name: value for name, value in found.items() if value}


def own_words(span: str | None, message: str) -> str | None:
    """The member's words behind a folded span, as written; None where they are better not said."""
    if not span or _RISK_WORDS.search(span):
        return None
    letters = [r"['’]?".join(map(re.escape, word)) for word in span.split()]
    found = re.search(r"\W{1,3}".join(letters), message, re.IGNORECASE)
    if found is None:
        return None
    # A word or two more, where the clause would be cut off in the middle.
    before = _CLAUSE_START.search(message[: found.start()])
    after = _CLAUSE_END.match(message[found.end() :])
    whole = f"{before.group() if before else ''}{found.group()}{after.group() if after else ''}"
    kept = found.group() if _RISK_WORDS.search(whole) else whole.strip()
    return None if _RISK_WORDS.search(kept) else kept


def _filled(one: SafetyLine, slots: Mapping[str, str]) -> bool:
    return all(need in slots for need in one.needs)


@cache
def _lines() -> Mapping[str, SafetyLine]:
    return {one.id: one for one in wording().line}
