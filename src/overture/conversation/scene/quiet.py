"""Turns without words: saying nothing, waiting where nothing is asked, and the nod."""

from hashlib import blake2b

from overture.content.schema.scene import Scene, SceneLine
from overture.conversation.scene.lines import Candidate, Ground, choose, group, levelled
from overture.conversation.scene.reading import MemberTurn, Reading
from overture.conversation.scene.state import SceneState

SILENCES_BEFORE_NOD = 2


def read_quiet(scene: Scene, state: SceneState, turn: MemberTurn) -> Reading:
    """A turn in which the member said nothing: `silent` where that is a whole turn."""
    beat = scene.beat(state.beat)
    restful = bool(beat.note_to_member) and "silent" in beat.say
    return Reading(turn.kind, turn.text, "silent" if restful else "silence")


def read_nod(scene: Scene, turn: MemberTurn) -> Reading:
    """The nod that stands for having said it."""
    sets = scene.silence.nod.sets if scene.silence.nod else ()
    return Reading(turn.kind, turn.text, "nod", flags=frozenset(sets), job=True)


def may_nod(scene: Scene, state: SceneState) -> bool:
    """Whether the nod is offered: after the second silence, while what it says is not said."""
    nod = scene.silence.nod
    if nod is None or state.ended or not state.beat:
        return False
    silences = sum(exchange.act == "silence" for exchange in state.exchanges)
    return silences >= SILENCES_BEFORE_NOD and not set(nod.sets) <= state.flags


def quiet_line(ground: Ground) -> Candidate | None:
    """What the partner does while nothing is said: the beat's own, else the three steps."""
    scene, beat = ground.scene, ground.scene.beat(ground.state.beat)
    groups = levelled(beat.say.get("silent"), f"{beat.id}/silent", ground)
    if ground.closing:
        groups += levelled(beat.say.get("silence_filler"), f"{beat.id}/silence_filler", ground)
    steps = {"first": 1, "second": 2, "third": 3}
    for name, step in steps.items():
        if step >= min(ground.state.silences, 3):
            groups += levelled(getattr(scene.silence, name), f"silence/{name}", ground)
    return choose(groups, ground)


def nod_line(ground: Ground) -> Candidate | None:
    """What the partner says to the nod."""
    nod = ground.scene.silence.nod
    lines = tuple(SceneLine(text=words) for words in nod.replies) if nod else ()
    return choose([group(lines, "silence/nod", ground)], ground)


def waiting_note(scene: Scene, state: SceneState) -> str:
    """What the page says from the third silence in a row on."""
    return scene.silence.after_third if state.silences >= 3 else ""


def outside(scene: Scene, state: SceneState, seed: int) -> SceneLine:
    """Before the opening's choice: something that can be seen or heard meanwhile."""
    details = scene.place.detail or (scene.opening.narration,)
    turn = f"{seed}/{len(state.exchanges)}".encode()
    at = int.from_bytes(blake2b(turn, digest_size=4).digest(), "big") % len(details)
    detail = details[at]
    return SceneLine(stage=f"{detail[:1].upper()}{detail[1:].rstrip('.')}.")
