"""Whether the member said what they came for, or the partner said it, or it was taken back."""

from dataclasses import dataclass

from overture.content.schema.scene import Scene
from overture.conversation.scene.exchanges import Exchanges, Pair, first_place, pair_at
from overture.conversation.scene.matching import folded, has_phrase
from overture.conversation.scene.state import SceneState

FEW_WORDS = 4
"""Words up to which a yes is help taken rather than an ask made."""


@dataclass(frozen=True)
class Ask:
    """Whether the member said what they came for.

    `due`: there was an occasion; `made`: it was said or agreed to; `helped`: the partner's word
    came first; `own`: the member's line; `taken_back`: the line that took it back.
    """

    due: bool
    made: bool
    helped: bool
    own: Pair | None
    taken_back: Pair | None


def the_ask(scene: Scene, state: SceneState) -> Ask:
    """What became of the ask in the turns that stand."""
    every = state.exchanges
    at = first_place(every, lambda exchange: "asked" in exchange.noticed)
    made = "asked" in state.flags or bool(_helped_flags(scene) & state.flags)
    return Ask(
        due=_due(scene, every),
        made=made,
        helped=made and (at is None or _came_second(scene, every, at)),
        own=pair_at(every, at) if at is not None else None,
        taken_back=_taken_back(every, at),
    )


def _helped_flags(scene: Scene) -> frozenset[str]:
    """Flags by which the partner found out without being told."""
    return frozenset(
        flag for entry in scene.debrief if entry.measure == "ask_made" for flag in entry.helped_if
    )


def _due(scene: Scene, exchanges: Exchanges) -> bool:
    """Whether the member had a turn where the ask belongs."""
    beats = {b for notice in scene.notices if notice.flag == "asked" for b in notice.in_beats}
    return any(e.beat in beats and e.act not in {"opening", "exit"} for e in exchanges)


def _came_second(scene: Scene, exchanges: Exchanges, at: int) -> bool:
    """Whether the partner had said the word first and the member only said it back."""
    if exchanges[at].kind != "words":
        return True
    asking = [notice for notice in scene.notices if notice.flag == "asked"]
    named = {notice.after_opening for notice in asking if notice.after_opening}
    offered = [line for exchange in exchanges[:at] for line in exchange.said if line.opens in named]
    if not offered or exchanges[at].words > FEW_WORDS:
        return False
    said, hers = folded(exchanges[at].text), folded(" ".join(line.text for line in offered))
    words = [w for notice in asking if not notice.after_opening for w in notice.words]
    return not any(has_phrase(said, word) and not has_phrase(hers, word) for word in words)


def _taken_back(exchanges: Exchanges, asked_at: int | None) -> Pair | None:
    if asked_at is None:
        return None
    near = range(asked_at, min(asked_at + 2, len(exchanges)))
    back = next((at for at in near if "took_back" in exchanges[at].noticed), None)
    return pair_at(exchanges, back) if back is not None else None
