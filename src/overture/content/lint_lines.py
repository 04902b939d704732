"""Faults of Cue's lines that no schema can see."""

import re
from collections.abc import Iterator, Mapping

from overture.content.findings import Finding, Source
from overture.content.schema.acts import TALK_ACTS
from overture.content.schema.companion import ConditionsFile, Line, LineFile, SlotsFile
from overture.content.schema.words import Pattern

_SLOT = re.compile(r"\{(\w+)\}")
_MAX_TAPS = 4


def lint_lines(
    bank: LineFile,
    source: Source,
    slots: SlotsFile,
    conditions: ConditionsFile,
    patterns: Mapping[str, Pattern],
) -> Iterator[Finding]:
    """Everything wrong with one bank of lines."""
    known = wordings(conditions)
    for line in bank.lines:
        problems = (
            *asks(line),
            *left_open(line, slots),
            *unknown_acts(line),
            *unknown_conditions(line, known, patterns),
            *taps(line),
        )
        for problem in problems:
            yield source.finding(f'"{line.id}"', f"{line.id}: {problem}")


def asks(line: Line) -> Iterator[str]:
    """At most one question a reply, and none in a lead, whose tail may ask."""
    questions = line.text.count("?")
    if questions > 1:
        yield "asks more than one thing"
    if questions and line.part == "lead":
        yield "a lead asks nothing: its tail may"


def left_open(line: Line, slots: SlotsFile) -> Iterator[str]:
    """Slots are declared, used and known."""
    used = set(_SLOT.findall(line.text))
    for name in sorted(used ^ set(line.slots)):
        yield f"the slot {name!r} stands in the text or in `slots`, but not in both"
    for name in sorted(used - set(slots.slots)):
        yield f"there is no slot {name!r} in slots.toml"


def unknown_acts(line: Line) -> Iterator[str]:
    """A line answers acts of a talk, or any."""
    for act in sorted(set(line.acts) - {*TALK_ACTS, "any"}):
        yield f"there is no act {act!r}"


def unknown_conditions(
    line: Line, known: frozenset[str], patterns: Mapping[str, object]
) -> Iterator[str]:
    """Every condition is worded as in conditions.toml, every pattern is listed."""
    for condition in set(line.when) - known:
        if _general(condition) not in known:
            yield f"there is no condition {condition!r} in conditions.toml"
        elif condition.startswith("pattern ") and condition.split()[-1] not in patterns:
            yield f"there is no {condition!r} in the lists of patterns"


def taps(line: Line) -> Iterator[str]:
    """Few enough taps to read at a glance, each different."""
    if len(line.taps) > _MAX_TAPS:
        yield f"more than {_MAX_TAPS} taps"
    if len(set(line.taps)) != len(line.taps):
        yield "the same tap twice"


def wordings(conditions: ConditionsFile) -> frozenset[str]:
    """Every single wording that the keys of conditions.toml stand for."""
    return frozenset(wording for key in conditions.conditions for wording in _expanded(key))


def _expanded(key: str) -> Iterator[str]:
    """`term known | unknown` is `term known` and `term unknown`; a whole clause is itself."""
    first, *others = (part.strip() for part in key.split("|"))
    yield first
    stem = first.rsplit(" ", 1)[0]
    for other in others:
        yield other
        yield f"{stem} {other}"


def _general(condition: str) -> str:
    """The condition with a name put back to NAME."""
    for stem in ("topic", "pattern", "feeling is"):
        if condition.startswith(f"{stem} "):
            return f"{stem} NAME"
    return condition


def same_texts(banks: Mapping[Source, LineFile]) -> Iterator[Finding]:
    """No two lines, of one bank or of two, say the very same thing."""
    seen: dict[str, str] = {}
    for source, bank in banks.items():
        for line in bank.lines:
            first = seen.setdefault(line.text, line.id)
            if first != line.id:
                yield source.finding(f'"{line.id}"', f"{line.id}: says the same as {first}")
