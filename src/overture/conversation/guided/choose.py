"""Choosing an authored line for a decided move: eligible, rested, contingent, then by seed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from overture.content.schema.companion import Line, MoveName, Part, Use
from overture.conversation.guided.conditions import holds
from overture.conversation.guided.slots import Ground, fill
from overture.conversation.policy.tables import Choice

Bank = Mapping[MoveName, tuple[Line, ...]]

STRICT: frozenset[Use] = frozenset({"opening", "closing", "confirm", "low_confidence"})
"""Places whose lines fit nowhere else, and where no other line fits."""

_NEAR: Mapping[Use, frozenset[Use]] = {
    "early": frozenset({"mid"}),
    "mid": frozenset({"early"}),
    "after_reflection": frozenset({"mid"}),
    "repeat": frozenset({"mid", "after_reflection"}),
    "savour": frozenset({"mid"}),
    "low_energy": frozenset(),
    "before_step": frozenset({"mid"}),
    "after_step": frozenset({"mid"}),
}


@dataclass(frozen=True)
class Candidate:
    """A line that fits, with its words filled in and how well it fits."""

    line: Line
    text: str
    fit: float


@dataclass(frozen=True)
class Wording:
    """One reply in words, and the lines it was made of."""

    text: str
    lines: tuple[Line, ...]

    @property
    def line_ids(self) -> tuple[str, ...]:
        """The ids of the lines, lead first."""
        return tuple(line.id for line in self.lines)

    @property
    def asks(self) -> bool:
        """Whether the member is asked something."""
        return "?" in self.text


def word(
    choices: Iterable[Choice], use: Use, bank: Bank, ground: Ground, rng: np.random.Generator
) -> tuple[Choice, Wording] | None:
    """The first choice that there are words for, with its words; None if there are none at all."""
    for choice in choices:
        wording = _whole_reply(choice, use, bank, ground, rng)
        if wording and not (wording.asks and ground.state.questions_off > 0):
            return choice, wording
    return None


def _whole_reply(
    choice: Choice, use: Use, bank: Bank, ground: Ground, rng: np.random.Generator
) -> Wording | None:
    if choice.tail:
        lead = pick(bank.get(choice.lead, ()), ("lead",), use, ground, rng)
        tail = pick(bank.get(choice.tail, ()), ("tail",), use, ground, rng) if lead else None
        if lead and tail:
            return Wording(f"{lead.text} {tail.text}", (lead.line, tail.line))
        return None
    parts: tuple[Part, ...] = ("whole", "lead") if choice.lead in _STAND_ALONE else ("whole",)
    if choice.lead == "open_question":
        parts = ("whole", "tail")
    found = pick(bank.get(choice.lead, ()), parts, use, ground, rng)
    return Wording(found.text, (found.line,)) if found else None


_STAND_ALONE = frozenset(
    {"simple_reflection", "complex_reflection", "affirm_act", "normalise", "slow_down", "close"}
)


def pick(
    lines: Iterable[Line],
    parts: tuple[Part, ...],
    use: Use,
    ground: Ground,
    rng: np.random.Generator,
) -> Candidate | None:
    """The best fitting line, the seed choosing among those that fit about as well."""
    fitting = [found for line in lines if (found := _fitted(line, parts, use, ground))]
    if not fitting:
        return None
    best = max(candidate.fit for candidate in fitting)
    near = [candidate for candidate in fitting if candidate.fit >= best - 0.75]
    return near[int(rng.integers(len(near)))]


def _fitted(line: Line, parts: tuple[Part, ...], use: Use, ground: Ground) -> Candidate | None:
    if line.part not in parts or not _at_place(line, use) or not _rested(line, ground):
        return None
    if ground.act not in line.acts and "any" not in line.acts:
        return None
    if not _tone_fits(line, ground) or not holds(line.when, ground):
        return None
    text = fill(line.text, ground)
    return Candidate(line, text, _fit(line, use, ground)) if text else None


def _at_place(line: Line, use: Use) -> bool:
    if line.use == use:
        return True
    if line.use in STRICT or use in {"opening", "closing", "confirm"}:
        return False
    return line.use == "any" or line.use in _NEAR.get(use, frozenset())


def _rested(line: Line, ground: Ground) -> bool:
    """Never twice in a talk, and not before it has rested for its number of talks."""
    since = ground.facts.rests.get(line.id)
    return line.id not in ground.state.used and (since is None or since > line.rest)


def _tone_fits(line: Line, ground: Ground) -> bool:
    """Dry lines need ease: no strong feeling, no grief, no safety question just before."""
    if ground.facts.plain_style and line.tone not in {"plain", "warm"}:
        return False
    if line.tone != "dry":
        return True
    topic = ground.understanding.topic or ground.state.topic
    tender = ground.understanding.strongest >= 0.7 or topic == "grief"
    after_safety = ground.state.turn - ground.state.safety_turn <= 4
    about_itself = line.id.startswith(("as.", "gi.", "sd.", "cl."))
    return not tender and not after_safety and (ground.state.jokes > 0 or about_itself)


def _fit(line: Line, use: Use, ground: Ground) -> float:
    """How contingent a line is: conditions met and slots filled, a little for place and length."""
    fit = float(len(line.when)) + 0.5 * len(line.slots)
    fit += 0.5 if line.use == use else 0.0
    fit += 0.5 if ground.act in line.acts else 0.0
    brief = ground.state.slow or ground.state.energy_low or ground.understanding.words <= 3
    if brief:
        fit += {"tiny": 0.75, "short": 0.25, "full": -1.0}[line.length]
    return fit
