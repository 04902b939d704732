"""Choosing an authored line for a decided move: eligible, rested, contingent, then by seed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

import numpy as np

from overture.content.schema.companion import Line, MoveName, Part, Use
from overture.conversation.guided.conditions import checks_for, holds
from overture.conversation.guided.ground import Ground
from overture.conversation.guided.shapes import shape
from overture.conversation.guided.slots import fill
from overture.conversation.policy.rules import may_ask, may_hand_back
from overture.conversation.policy.tables import Choice

Bank = Mapping[MoveName, tuple[Line, ...]]


STRAIGHT = frozenset({"ask_if_human"})
"""Acts that only a line written for them may answer: what fits many turns could pass it by."""


Group = tuple[tuple[str, ...], tuple[tuple[int, Line], ...]]
"""Lines that wait for the same conditions, each with its place in the order of the shelf."""


class Shelf:
    """The bank in the order in which it is searched: by move, part and the act that is answered.

    Lines that wait for facts which nothing gathers yet are left out. What is searched for once is
    kept by its conditions, so that a turn tries each set of conditions once and not every line.
    """

    def __init__(self, bank: Bank) -> None:
        self._lines: dict[tuple[MoveName, Part, str], list[Line]] = {}
        self._groups: dict[tuple[MoveName, tuple[Part, ...], str], tuple[Group, ...]] = {}
        for move, lines in bank.items():
            for line in lines:
                if checks_for(line.when) is not None:
                    for act in line.acts:
                        self._lines.setdefault((move, line.part, act), []).append(line)

    def lines(self, move: MoveName, parts: tuple[Part, ...], act: str) -> list[Line]:
        """Lines of a move that may answer an act."""
        acts = (act,) if act in STRAIGHT else (act, "any")
        return [
            line for part in parts for a in acts for line in self._lines.get((move, part, a), ())
        ]

    def groups(self, move: MoveName, parts: tuple[Part, ...], act: str) -> tuple[Group, ...]:
        """The same lines, those with the same conditions together."""
        found = self._groups.get((move, parts, act))
        if found is None:
            by_conditions: dict[tuple[str, ...], list[tuple[int, Line]]] = {}
            for place, line in enumerate(self.lines(move, parts, act)):
                by_conditions.setdefault(line.when, []).append((place, line))
            found = tuple((when, tuple(lines)) for when, lines in by_conditions.items())
            self._groups[move, parts, act] = found
        return found


STRICT: frozenset[Use] = frozenset({"opening", "closing", "confirm", "low_confidence"})
"""Places whose lines fit nowhere else, and where no other line fits."""

_NEAR: Mapping[Use, frozenset[Use]] = {
    "any": frozenset({"mid", "early"}),
    "early": frozenset({"mid"}),
    "mid": frozenset({"early"}),
    "after_reflection": frozenset({"mid"}),
    "repeat": frozenset({"mid", "after_reflection"}),
    "savour": frozenset({"mid"}),
    "low_energy": frozenset(),
    "before_step": frozenset({"mid"}),
    "after_step": frozenset({"mid"}),
}
_WEIGHTS: Mapping[str, float] = {
    "pattern": 1.5,
    "choice": 1.5,
    "permission": 1.5,
    "key": 1.0,
    "prev": 1.0,
    "fear": 1.0,
    "person": 1.0,
    "number": 1.0,
    "scene": 1.0,
    "step": 1.0,
    "term": 0.8,
    "topic": 0.7,
    "feeling": 0.5,
    "duration": 1.0,
    "day": 0.8,
    "mood": 0.0,
    "turn": 0.1,
}
"""What a condition adds to the fit of a line, by its first word: how much more it is about this
turn than about any. A condition that only excludes adds next to nothing."""

_ALIKE, _LATELY = 0.7, 6
"""What it costs a line to be made like a reply of the last few, and how many lines back that is."""

_OTHERWISE = 0.2
_NOT_A_MATCH = frozenset({"feeling not strong", "feeling not fear"})
ABOUT_AS_WELL = 0.6
"""Lines within so much of the best fit are left to the seed."""


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
    choices: Iterable[Choice], use: Use, shelf: Shelf, ground: Ground, rng: np.random.Generator
) -> tuple[Choice, Wording] | None:
    """The first choice that there are words for, with its words; None if there are none at all."""
    for choice in choices:
        wording = _whole_reply(choice, use, shelf, ground, rng)
        if wording:
            return choice, wording
    return None


def _whole_reply(
    choice: Choice, use: Use, shelf: Shelf, ground: Ground, rng: np.random.Generator
) -> Wording | None:
    asking = may_ask(ground.state, choice, use)
    groups = shelf.groups(choice.lead, _parts(choice), ground.act)
    found = pick(
        groups, use, choice.needs, ground, rng, lambda line: asking or "?" not in line.text
    )
    if not choice.tail:
        return Wording(found.text, (found.line,)) if found else None
    if not found:
        return None
    lead = found.line
    tail = pick(
        shelf.groups(choice.tail, ("tail",), ground.act),
        use,
        _of_tail(choice),
        ground,
        rng,
        lambda line: (asking or "?" not in line.text) and not _same_slot(line, lead),
    )
    return Wording(f"{found.text} {tail.text}", (lead, tail.line)) if tail else None


def _same_slot(line: Line, lead: Line) -> bool:
    """Whether both would say the same phrase of the member's."""
    return bool({slot.lower() for slot in line.slots} & {slot.lower() for slot in lead.slots})


def _of_tail(choice: Choice) -> str:
    """A question after a lead keeps to its topic or pattern; other tails need not."""
    kept = choice.tail == "open_question" and choice.needs.startswith(("topic ", "pattern "))
    return choice.needs if kept else ""


def _parts(choice: Choice) -> tuple[Part, ...]:
    if choice.tail:
        return ("lead",)
    if choice.lead in _STAND_ALONE:
        return ("whole", "lead")
    return ("whole", "tail") if choice.lead in _ASK_ALONE else ("whole",)


_STAND_ALONE = frozenset(
    {"simple_reflection", "complex_reflection", "affirm_act", "normalise", "slow_down", "close"}
)
_ASK_ALONE = frozenset({"open_question", "ask_permission"})


def pick(
    groups: Iterable[Group],
    use: Use,
    needs: str,
    ground: Ground,
    rng: np.random.Generator,
    fits: Callable[[Line], bool],
) -> Candidate | None:
    """The best fitting line, the seed choosing among those that fit about as well."""
    fitting = sorted(_fitting(groups, use, needs, ground, fits), key=itemgetter(0))
    if not fitting:
        return None
    best = max(candidate.fit for _place, candidate in fitting)
    near = [candidate for _place, candidate in fitting if candidate.fit >= best - ABOUT_AS_WELL]
    return near[int(rng.integers(len(near)))]


def _fitting(
    groups: Iterable[Group], use: Use, needs: str, ground: Ground, fits: Callable[[Line], bool]
) -> Iterator[tuple[int, Candidate]]:
    """Every line that fits, with its place on the shelf."""
    for conditions, lines in groups:
        if not _meets(needs, conditions):
            continue
        if not holds(conditions, ground):
            continue
        for place, line in lines:
            if fits(line) and (found := _fitted(line, use, ground)):
                yield place, found


_AS_TOLD = "pattern told_"


@cache
def _meets(needs: str, conditions: tuple[str, ...]) -> bool:
    """Whether lines with these conditions are what is looked for.

    Lines for how a turn is told are found by that name alone: they would fit nearly any turn.
    """
    if not needs.startswith(_AS_TOLD) and any(c.startswith(_AS_TOLD) for c in conditions):
        return False
    return not needs or any(condition.startswith(needs) for condition in conditions)


def _fitted(line: Line, use: Use, ground: Ground) -> Candidate | None:
    """The line with its words filled in; its conditions hold already."""
    if hands_back(line) and "?" not in line.text and not may_hand_back(ground.state):
        return None
    if not _at_place(line.use, use) or not _rested(line, ground) or not _tone_fits(line, ground):
        return None
    text = fill(line.text, ground)
    return Candidate(line, text, _fit(line, text, use, ground)) if text else None


def hands_back(line: Line) -> bool:
    """Whether a line says the member's own words back and little else."""
    return bool(line.when) and line.when[0].startswith(_OF_THEIR_WORDS)


_OF_THEIR_WORDS = ("key ", "terms ", "prev key ", "quotes ")


@cache
def _at_place(of_line: Use, use: Use) -> bool:
    if of_line == use:
        return True
    if of_line in STRICT or use in {"opening", "closing", "confirm"}:
        return False
    return of_line == "any" or of_line in _NEAR.get(use, frozenset())


def _rested(line: Line, ground: Ground) -> bool:
    """Never twice in a talk, and not before it has rested for its number of talks."""
    if line.id in ground.used:
        return False
    since = ground.facts.rests.get(line.id)
    return since is None or since > line.rest


def _tone_fits(line: Line, ground: Ground) -> bool:
    """Dry lines need ease: no strong feeling, no grief, no safety question just before.

    Where somebody is mourned, no line speaks of a person as if they could be asked.
    """
    if ground.facts.plain_style and line.tone not in {"plain", "warm"}:
        return False
    if "person known" in line.when and ground.mourns:
        return False
    if line.tone != "dry":
        return True
    tender = ground.understanding.strongest >= 0.7 or ground.mourns
    about_itself = line.id.startswith(("as.", "gi.", "sd.", "cl.", "oc.open"))
    return not tender and not ground.state.after_safety and (ground.state.jokes > 0 or about_itself)


def _fit(line: Line, text: str, use: Use, ground: Ground) -> float:
    """How contingent a line is: what it meets and holds of this turn, then place and length."""
    fit = _about_this_turn(line.when) + 0.4 * len(line.slots)
    fit += 0.0 if line.use != use else 0.4 if use == "mid" else 0.9
    fit += 0.4 if ground.act in line.acts else 0.0
    if ground.state.quoted_last and "“" in line.text:
        fit -= 1.2
    fit -= _ALIKE * (shape(text) in ground.state.shapes and bool(shape(text)))
    fit -= _ALIKE * (family(line.id) in map(family, ground.state.used[-_LATELY:]))
    brief = ground.state.slow or ground.state.energy_low or ground.understanding.words <= 3
    if brief:
        fit += {"tiny": 0.5, "short": 0.2, "full": -0.8}[line.length]
    return fit - 0.05 * max(0, len(text.split()) - max(8, ground.understanding.words))


@cache
def family(line_id: str) -> str:
    """The lines of one making, such as all that say a noun phrase back."""
    return line_id.rsplit(".", 1)[0]


@cache
def _about_this_turn(conditions: tuple[str, ...]) -> float:
    return sum(
        _OTHERWISE if condition in _NOT_A_MATCH else _WEIGHTS.get(condition.split()[0], _OTHERWISE)
        for condition in conditions
    )
