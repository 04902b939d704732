"""Playing a script of member turns through a scene, as they would be typed."""

from collections.abc import Iterable

from overture.content.schema.base import Level
from overture.content.schema.scene import Scene
from overture.conversation.scene import MemberTurn, SceneState, answer, begin, mark_rewound
from overture.conversation.understanding import understand

_CONTROLS = {
    "/silence": MemberTurn("silence"),
    "/wait": MemberTurn("wait"),
    "/nod": MemberTurn("nod"),
    "/slower": MemberTurn("slower"),
    "/stop": MemberTurn("stop"),
}
BACK = "/back"


def play(scene: Scene, turns: Iterable[str], *, level: Level, seed: int) -> SceneState:
    """The scene after these turns, gone into by its first choice.

    A turn is what somebody types; `/silence`, `/wait`, `/nod`, `/slower` and `/stop` are the
    controls, and `/back` takes the last turn back.
    """
    opened, _ = begin(scene, level=level, seed=seed)
    entered, _ = answer(
        scene, opened, MemberTurn("choice", scene.opening.choices[0].id), None, seed=seed
    )
    states = [entered]
    for turn in turns:
        if turn == BACK:
            left = states.pop()
            states[-1] = mark_rewound(states[-1], left)
        else:
            states.append(_answered(scene, states[-1], turn, seed))
    return states[-1]


def _answered(scene: Scene, state: SceneState, turn: str, seed: int) -> SceneState:
    control = _CONTROLS.get(turn)
    if control:
        return answer(scene, state, control, None, seed=seed)[0]
    heard = understand(turn, state.context)
    return answer(scene, state, MemberTurn("words", turn), heard, seed=seed)[0]
