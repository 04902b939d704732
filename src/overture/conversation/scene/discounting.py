"""“It does not count”: an honest answer, about what was written and what could have differed."""

import re
from collections.abc import Mapping

from overture.content.schema.base import Level
from overture.content.schema.scene import Scene
from overture.conversation.scene.coach import Measures, measure
from overture.conversation.scene.exchanges import Pair
from overture.conversation.scene.quoting import quoted, unstopped
from overture.conversation.scene.state import Exchange, SceneState
from overture.conversation.scene.worked import best_own_line

_ABOUT_EASE = re.compile(
    r"\b(?:easy|easier|helped|hints?|luck|lucky|said it for me)\b", re.IGNORECASE
)


_SET: Mapping[Level, str] = {
    "easy": "It was set easy, so some of it was done for you. It can be set otherwise next time.",
    "middle": "It was set in the middle, so some of it was done for you and some was not.",
    "hard": "It was set hard, so hardly any of it was done for you.",
}

_LITTLE_ABOUT_PEOPLE = (
    "How you were taken here says little about a real person, and your record keeps the two apart."
)


def discount_answer(words: str, scene: Scene, state: SceneState) -> str:
    """What to say to somebody who says that it does not count, and why.

    It grants what is right in that, says what was bound to happen and what was not, and claims
    nothing about real people.
    """
    measures = measure(scene, state)
    is_written = f"{scene.names} {'are' if scene.others else 'is'} written"
    parts = (
        _could_have(scene, state),
        _in_any_case(measures),
        _only_because(measures),
        _set_easy(words, state),
        f"What you say is right in this: {is_written}.",
        _LITTLE_ABOUT_PEOPLE,
        _does_show(measures),
        "What would count for more than this has to be real.",
    )
    return " ".join(part for part in parts if part)


def _every_exchange(state: SceneState) -> list[tuple[Exchange, bool]]:
    """Every exchange with whether it was taken back."""
    lost = [(exchange, True) for version in state.abandoned for exchange in version.exchanges]
    return [*lost, *((exchange, False) for exchange in state.exchanges)]


def _could_have(scene: Scene, state: SceneState) -> str:
    """Whether it could have gone wrong: shown by a turn that did, else by the setting."""
    name, is_, has = scene.names, *(("are", "have") if scene.others else ("is", "has"))
    for exchange, back in _every_exchange(state):
        if exchange.act == "rude" and exchange.said:
            where = "in your first version" if back else "at one point"
            line = exchange.said[0]
            return (
                f"{line.by or name} could be put out, and {where} was: “{quoted(line.shown)}” "
                "A second time would have ended it."
            )
    if state.start_level == "hard" or any(e.level == "hard" for e in state.exchanges):
        return f"It was set hard, and there {name} {has} lines in which it does not go well."
    return f"As it was set, {name} {is_} put out only by rudeness, so that much was not tested."


def _in_any_case(measures: Measures) -> str:
    own = measures.ask.own
    if own is None or not own.effect.text.rstrip().endswith("?"):
        return ""
    question = own.effect.text.rstrip().split(". ")[-1]
    return f"“{quoted(question)}” would have come in any case, because the scene goes that way."


def _only_because(measures: Measures) -> str:
    told = [pair for pair in measures.follow_ups if _is_earned(pair)]
    if not told:
        return ""
    line = unstopped(told[-1].effect.text)
    return f"“{line}” is only said to somebody who has followed something up."


def _is_earned(pair: Pair) -> bool:
    """Whether the partner has this line only for somebody who picks something up."""
    line = pair.effect
    return bool(line.text) and (line.id.startswith("fact/") or "/follow_up/" in line.id)


def _set_easy(words: str, state: SceneState) -> str:
    """How much of it was done for the member, to somebody who says it was easy."""
    return _SET[state.start_level] if _ABOUT_EASE.search(words) else ""


def _does_show(measures: Measures) -> str:
    own = best_own_line(measures)
    if not own:
        return ""
    return f"What it does show is your own half: “{own}”."
