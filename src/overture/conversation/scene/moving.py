"""Where the scene goes after a line: on to another beat, to its end, or nowhere yet."""

from dataclasses import dataclass, replace

from overture.content.schema.scene import Beat, Fact, MovesOn, OfferFact, Scene
from overture.conversation.scene.dial import moved
from overture.conversation.scene.flags import holds
from overture.conversation.scene.lines import Candidate, Ground, choose, levelled, offers
from overture.conversation.scene.reading import Reading
from overture.conversation.scene.smalltalk import ASKS_REAL
from overture.conversation.scene.state import SceneState

HELD_BY = frozenset({"heavy", "rude", "unclear"})
"""Acts after which the partner stays with the member, unless the beat itself has words for them."""


@dataclass(frozen=True)
class Onward:
    """What follows a reply: the state after it, the beat entered, and the exit if it ends."""

    state: SceneState
    entered: Beat | None = None
    exit: str | None = None


def onward(scene: Scene, state: SceneState, reading: Reading) -> Onward:
    """The first of the beat's ways on whose conditions hold. `do` only helps, and goes on looking.

    When a way on holds only because turns have passed and the partner has just asked something,
    the member gets to answer first; once in a beat.
    """
    for way in scene.beat(state.beat).moves_on:
        if not all(holds(condition, state, "") for condition in way.when):
            continue
        state = replace(state, flags=state.flags | set(way.sets), dial=moved(state.dial, way.do))
        if way.end:
            return Onward(state, exit=way.end)
        if way.to and _open(scene, state, way.to):
            if _waits(way, state, reading):
                return Onward(replace(state, held_back=True))
            return Onward(_entered(scene, state, way.to), entered=scene.beat(way.to))
    return Onward(state)


def stays(reading: Reading, line: Candidate) -> bool:
    """Whether the scene stands still for this turn: nothing else may follow such a line."""
    if ASKS_REAL in reading.flags or line.id.startswith("again/"):
        return True
    return reading.act in HELD_BY and line.id.startswith("anywhere/")


def enter_line(ground: Ground, beat: Beat) -> Candidate | None:
    """What the partner does on entering a beat, if anything.

    Whoever has just been asked something is not asked a second thing, where there is a choice.
    """
    groups = _entering(ground, beat)
    quiet = [[c for c in each if not _asks(c)] for each in groups]
    found = choose(quiet, ground) if ground.state.wants_answer else None
    return found or choose(groups, ground)


def _entering(ground: Ground, beat: Beat) -> list[list[Candidate]]:
    if isinstance(beat.enter, OfferFact):
        fact = _fact_to_offer(ground, beat.enter)
        return offers(ground, fact) if fact else []
    return _with_needs_first(levelled(beat.enter, f"{beat.id}/enter", ground))


def _asks(candidate: Candidate) -> bool:
    return any(line.wants_answer for line in candidate.line.spoken)


def end_of(scene: Scene, state: SceneState) -> tuple[str, str] | None:
    """The beat that answers a goodbye here and the exit it leads to, if the beat has such a way."""
    here = scene.beat(state.beat)
    targets = [way.to for way in here.moves_on if way.to and "closing" in way.when]
    for beat_id in (*targets, here.id):
        beat = scene.beat(beat_id)
        ends = [way.end for way in beat.moves_on if way.end]
        if ends and "leave" in beat.say:
            return beat_id, ends[0]
    return None


def _open(scene: Scene, state: SceneState, beat_id: str) -> bool:
    return all(holds(condition, state, "") for condition in scene.beat(beat_id).only_if)


def _waits(way: MovesOn, state: SceneState, reading: Reading) -> bool:
    by_turns = all(condition.startswith(("turns_here", "ease", "!")) for condition in way.when)
    return by_turns and state.wants_answer and not state.held_back and reading.kind != "silence"


def _entered(scene: Scene, state: SceneState, beat_id: str) -> SceneState:
    flags = state.flags | set(scene.beat(beat_id).enter_sets)
    return replace(state, beat=beat_id, turns_here=0, flags=flags, held_back=False)


def _with_needs_first(groups: list[list[Candidate]]) -> list[list[Candidate]]:
    return [[c for each in groups for c in each if c.weight], *groups]


def _fact_to_offer(ground: Ground, offer: OfferFact) -> Fact | None:
    """The fact named first for this level, else the next one that has not come up."""
    untold = [f for f in ground.scene.partner.facts if not ground.state.facts.get(f.id)]
    named = offer.first_at(ground.state.level)
    return min(untold, key=lambda fact: fact.id != named, default=None)
