"""Finding the partner's line: by the flags it needs, the fact asked about, the act and the level.

The order is the scene files' own: a beat's line whose needs are met, the partner's fact if a
question uses one of its words, the beat's lines for the act, the lines that serve anywhere, and
`unclear` at the end. Not said before, most needs, leans, then the seed.
"""

import re
from dataclasses import dataclass, replace
from hashlib import blake2b

from overture.content.schema.scene import Fact, Levelled, Scene, SceneLine
from overture.conversation.scene.dial import stands
from overture.conversation.scene.flags import holds
from overture.conversation.scene.matching import folded, has_any
from overture.conversation.scene.reading import Reading, fact_named
from overture.conversation.scene.sense import told_in
from overture.conversation.scene.smalltalk import ASKS_AFTER
from overture.conversation.scene.state import SceneState

SLOT = re.compile(r"\{(\w+)\}")
OFFERED, TOLD, MORE = 1, 2, 3
ONLY_THAT = 5
"""Words up to which asking how somebody is says nothing else."""


@dataclass(frozen=True)
class Ground:
    """Everything by which a line is judged: the scene, its state and the turn just read."""

    scene: Scene
    state: SceneState
    reading: Reading
    seed: int

    @property
    def slots(self) -> dict[str, str]:
        """The slots that can be filled safely in this turn."""
        filled = {"name": self.state.name, "key_phrase": self.reading.key_phrase}
        return {slot: words for slot, words in filled.items() if words}

    @property
    def addressed(self) -> frozenset[str]:
        """Whoever of several partners this turn calls by name."""
        flat = folded(self.reading.text)
        people = self.scene.people if self.scene.others else ()
        return frozenset(p.name for p in people if has_any(flat, (p.name,)))

    @property
    def closing(self) -> bool:
        """Whether any turn now is the last of the scene."""
        return any(way.end for way in self.scene.beat(self.state.beat).moves_on)


@dataclass(frozen=True)
class Candidate:
    """A line with its place: `id` as in the scene files, `fact` and `reaches` if it tells one.

    `by` is whoever says it.
    """

    id: str
    line: SceneLine
    by: str = ""
    fact: str | None = None
    reaches: int = 0
    stale: bool = False
    contingent: bool = False

    @property
    def weight(self) -> int:
        """How much it asks of the turn: needs, words, a slot, a fresh piece of a fact."""
        slots = len(_slots(self.line))
        particular = (self.contingent and not self.stale) + bool(self.line.about)
        return len(self.line.needs) + slots + particular


Group = list[Candidate]


def reply_to(ground: Ground, act: str) -> Candidate | None:
    """The line that answers an act in this beat, or None if the scene has none at all.

    Before a line is said twice, a neighbouring act is tried whose lines would do as well.
    """
    acts = (act, *_NEIGHBOURS.get(act, ()))
    groups = [_groups(ground, wanted) for wanted in acts]
    unsaid = choose([each for of_act in groups for each in of_act], ground)
    return unsaid or choose(_groups(ground, "unclear"), ground)


_NEIGHBOURS = {
    "answer": ("silence_filler",),
    "silence_filler": ("answer",),
    "greet": ("silence_filler",),
    "heavy": ("self_disclosure",),
}
"""What stands in where a scene has no unsaid line for an act."""


def choose(groups: list[Group], ground: Ground) -> Candidate | None:
    """The best fitting line of the first group that has one unsaid; else the least recent one."""
    fitting = [[c for c in group if _fits(c, ground)] for group in groups]
    for group in fitting:
        unsaid = [c for c in group if c.id not in ground.state.used]
        if unsaid:
            return min(unsaid, key=lambda candidate: _rank(candidate, ground))
    said = [candidate for group in fitting for candidate in group]
    return min(said, key=lambda candidate: _last_said(candidate, ground), default=None)


def group(lines: tuple[SceneLine, ...], place: str, ground: Ground, act: str = "") -> Group:
    """The lines of one place as candidates; a pointer to a fact becomes the fact's own lines."""
    found: Group = []
    for line in lines:
        if line.use:
            found += _pointed(line, ground, act)
        else:
            by = line.by or ground.scene.partner.name
            found.append(Candidate(f"{place}-{_mark(line)}", line, by))
    return found


def levelled(lines: Levelled | None, place: str, ground: Ground, act: str = "") -> list[Group]:
    """The level's own lines first, then those for any level."""
    if lines is None:
        return []
    level = ground.state.level
    own = group(lines.at(level), f"{place}/{level}", ground, act)
    return [own, group(lines.any, f"{place}/any", ground, act)]


def filled(candidate: Candidate, ground: Ground) -> SceneLine:
    """The line as it will be shown, with what is said after it."""
    then = tuple(_filled(line, ground.slots) for line in candidate.line.then)
    return _filled(candidate.line, ground.slots).model_copy(update={"then": then})


def _filled(line: SceneLine, fill: dict[str, str]) -> SceneLine:
    words = {
        part: SLOT.sub(lambda slot: fill[slot.group(1)], getattr(line, part))
        for part in ("text", "stage")
    }
    return line.model_copy(update=words)


def _slots(line: SceneLine) -> set[str]:
    return {slot for each in line.spoken for slot in SLOT.findall(each.text + each.stage)}


def offers(ground: Ground, fact: Fact) -> list[Group]:
    """The lines with which the partner brings up something of their own."""
    found = levelled(fact.offer, f"fact/{fact.id}/offer", ground)
    return [[_of_fact(c, fact, TOLD if c.line.tells else OFFERED) for c in each] for each in found]


def _of_fact(candidate: Candidate, fact: Fact, reaches: int) -> Candidate:
    by = candidate.line.by or fact.by or candidate.by
    return replace(candidate, by=by, fact=fact.id, reaches=reaches)


def _groups(ground: Ground, act: str) -> list[Group]:
    beat = ground.scene.beat(ground.state.beat)
    here = levelled(beat.say.get(act), f"{beat.id}/{act}", ground, act)
    anywhere = levelled(ground.scene.anywhere.get(act), f"anywhere/{act}", ground, act)
    contingent = [c for each in here for c in each if c.weight]
    everywhere = [c for each in anywhere for c in each]
    noticed = [c for c in (*contingent, *everywhere) if _on_notice(c, ground) and _fits(c, ground)]
    elsewhere = [] if noticed else _of_other_acts(ground, act)
    return [noticed, elsewhere, contingent, *_of_facts(ground, act), *here, *anywhere]


def _on_notice(candidate: Candidate, ground: Ground) -> bool:
    """Whether the line needs something that this very turn has shown: a flag, or a word."""
    needs = candidate.line.needs
    return any(need in ground.reading.flags or need.startswith("key:") for need in needs)


def _of_other_acts(ground: Ground, act: str) -> Group:
    """Lines of the beat for what this turn has shown, though written for another act.

    An offer of help is an offer whether it came as a question or as a remark. What the member
    came for is no such thing: it is answered as what it is.
    """
    if act in _ANSWERED_ALONE:
        return []
    if ground.reading.job:
        return _to_how_are_you(ground)
    beat = ground.scene.beat(ground.state.beat)
    told = told_in(ground.reading.text)
    others = (
        candidate
        for place, says in ((beat.id, beat.say), ("anywhere", ground.scene.anywhere))
        for other, lines in says.items()
        if other != act and other not in _ANSWERED_ALONE
        for each in levelled(lines, f"{place}/{other}", ground, other)
        for candidate in each
    )
    found = [c for c in others if _on_notice(c, ground) and _fits(c, ground)]
    return found if act not in _ASKING else [c for c in found if _answers_what_is_told(c, told)]


def _to_how_are_you(ground: Ground) -> Group:
    """The answer to “how are you”, where those words alone are what the member came to say."""
    if ASKS_AFTER not in ground.reading.flags or ground.reading.words > ONLY_THAT:
        return []
    beat = ground.scene.beat(ground.state.beat)
    says = ((beat.id, beat.say), ("anywhere", ground.scene.anywhere))
    found = [
        c
        for place, lines in says
        for each in levelled(lines.get("question"), f"{place}/question", ground)
        for c in each
    ]
    return [c for c in found if ASKS_AFTER in c.line.needs and _fits(c, ground)]


def _answers_what_is_told(candidate: Candidate, told: str) -> bool:
    """Whether a line written for a statement meets one: “do you swim?” is not “I swim”."""
    keys = [need for need in candidate.line.needs if need.startswith("key:")]
    stated = any(need.startswith("says_") for need in candidate.line.needs)
    if "/question/" in candidate.id or "/follow_up/" in candidate.id:
        return True
    return bool(told.strip() or not stated) and all(
        has_any(told, (key.partition(":")[2],)) for key in keys
    )


_ASKING = frozenset({"question", "follow_up"})
_ANSWERED_ALONE = frozenset({"leave", "heavy", "rude", "unclear", "silent", "nod"})
"""Acts that are never answered with a line of another act."""


def _of_facts(ground: Ground, act: str) -> list[Group]:
    if act not in _ASKING:
        return []
    fact = fact_named(ground.scene, ground.state, ground.reading.text)
    return [_next_of(fact, ground)] if fact else []


def _next_of(fact: Fact, ground: Ground) -> Group:
    """What of a fact has not been told yet: its answer, then more, then the question back."""
    come_out = ground.state.facts.get(fact.id, 0)
    if come_out < TOLD:
        return _stage(fact, "answer", TOLD, ground)
    if come_out < MORE:
        return _stage(fact, "more", MORE, ground)
    return _asking_back(fact, ground)


def _asking_back(fact: Fact, ground: Ground) -> Group:
    """The partner's question back about a fact: once, and not where nobody could answer it."""
    if ground.closing:
        return []
    found = _stage(fact, "ask_back", ground.state.facts.get(fact.id, 0), ground)
    return [candidate for candidate in found if candidate.id not in ground.state.used]


def _stage(fact: Fact, name: str, reaches: int, ground: Ground) -> Group:
    lines: Levelled = getattr(fact, name)
    found = levelled(lines, f"fact/{fact.id}/{name}", ground)
    return [_of_fact(c, fact, reaches) for each in found for c in each]


def _pointed(pointer: SceneLine, ground: Ground, act: str) -> Group:
    fact = _fact_meant(ground)
    if fact is None:
        return []
    come_out = ground.state.facts.get(fact.id, 0)
    stale = False
    if pointer.use == "fact.ask_back":
        found = _asking_back(fact, ground) if come_out >= TOLD else []
    elif come_out < MORE:
        found = _next_of(fact, ground)
    else:
        found, stale = _stage(fact, "more", come_out, ground), True
    contingent = act in _ASKING
    return [
        replace(c, line=_joined(pointer, c.line), stale=stale, contingent=contingent) for c in found
    ]


def _fact_meant(ground: Ground) -> Fact | None:
    """The fact that the turn names or comes back to, else the one under discussion, if kept to."""
    named = fact_named(ground.scene, ground.state, ground.reading.text)
    if named:
        return named
    strays = ground.reading.act == "question" and not ground.reading.follows
    wanted = ground.reading.came_back or (() if strays else (ground.state.fact,))
    return next((f for f in ground.scene.partner.facts if f.id in wanted), None)


def _joined(pointer: SceneLine, line: SceneLine) -> SceneLine:
    both = {
        "needs": (*pointer.needs, *line.needs),
        "sets": (*pointer.sets, *line.sets),
        "stage": line.stage or pointer.stage,
        "cue": line.cue or pointer.cue,
    }
    return line.model_copy(update=both)


def _fits(candidate: Candidate, ground: Ground) -> bool:
    slots = ground.slots
    line = candidate.line
    if not _slots(line) <= slots.keys():
        return False
    flat = folded(ground.reading.text)
    if line.about and not has_any(flat, line.about):
        return False
    return all(holds(need, ground.state, flat) for need in line.needs)


def _rank(candidate: Candidate, ground: Ground) -> tuple[int, bool, bool, int, str]:
    leaning = sum(
        stands(ground.state.dial[part]) == where for part, where in candidate.line.leans.items()
    )
    elsewhere = candidate.by not in ground.addressed
    return (-candidate.weight, candidate.stale, elsewhere, -leaning, draw(candidate.id, ground))


def _last_said(candidate: Candidate, ground: Ground) -> tuple[int, str]:
    used = ground.state.used
    last = max(place for place, name in enumerate(used) if name == candidate.id)
    return last, draw(candidate.id, ground)


def draw(name: str, ground: Ground) -> str:
    """A number that depends only on the seed, the turn and the line."""
    turn = len(ground.state.exchanges)
    return blake2b(f"{ground.seed}/{turn}/{name}".encode(), digest_size=8).hexdigest()


def _mark(line: SceneLine) -> str:
    return blake2b(f"{line.text}|{line.stage}".encode(), digest_size=4).hexdigest()
