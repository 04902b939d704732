"""Whether what the member feared could happen here, whether it did, and an honest sentence."""

from dataclasses import dataclass

from overture.content.schema.scene import Feared, Scene
from overture.conversation.scene.coach import measure
from overture.conversation.scene.exchanges import cue_of
from overture.conversation.scene.matching import folded
from overture.conversation.scene.state import Exchange, SceneState

BLANK = "blank"
SILENCES_OF_BLANK = 2


@dataclass(frozen=True)
class FearChecked:
    """What the scene's own record says of a fear.

    `tested`: it could have happened in this scene at this setting, or it did. `seen`: it
    happened; None where only the member can know. `taken_back`: only in turns taken back.
    `words` say it for the member.
    """

    tested: bool
    seen: bool | None
    taken_back: bool
    words: str


def feared_option(scene: Scene, words: str | None) -> Feared | None:
    """The scene's fear that the member chose, if they chose one of the scene's."""
    wanted = folded(words or "").strip()
    for fear in scene.feared:
        if wanted and wanted in {fear.id, folded(fear.words).strip()}:
            return fear
    return None


def check_fear(scene: Scene, state: SceneState, fear: Feared) -> FearChecked:
    """What became of one of the scene's fears."""
    if fear.id == BLANK:
        seen = _went_blank(scene, state)
        return FearChecked(_began(state), seen, taken_back=False, words="")
    now = _standing(scene, state).confirms(fear)
    lost = (_taken_back(scene, version.exchanges) for version in state.abandoned)
    before = not now and any(record.confirms(fear) for record in lost)
    levels = {exchange.level for exchange in state.exchanges}
    could = bool(levels & set(fear.testable_at)) and _began(state)
    tested = could or now or before
    known = bool(fear.seen_flags)
    return FearChecked(
        tested, now if known else None, before, _untested(state, fear, tested=tested)
    )


def _untested(state: SceneState, fear: Feared, *, tested: bool) -> str:
    if tested or not _began(state):
        return ""
    if not fear.testable_at:
        return "Practice cannot test this one, so it is not counted. Only the real thing can."
    setting = {"easy": "easy", "middle": "in the middle", "hard": "hard"}[state.start_level]
    return (
        f"Set {setting}, this scene has no moment in which it could happen unless somebody is "
        "rude. So it was not tested, and it is not counted."
    )


def _began(state: SceneState) -> bool:
    return any(exchange.act not in {"opening", "exit"} for exchange in state.exchanges)


def _went_blank(scene: Scene, state: SceneState) -> bool:
    measures = measure(scene, state)
    silent = measures.silences >= SILENCES_OF_BLANK
    return (silent or measures.frozen) and not measures.ask.made


@dataclass(frozen=True)
class _Record:
    """The exchanges in which a sign is looked for, and the flags that they left."""

    scene: Scene
    exchanges: tuple[Exchange, ...]
    flags: frozenset[str]
    ended: bool

    def shows(self, sign: str) -> bool:
        """Whether one word of a fear's `seen_flags` holds."""
        if sign.startswith("!"):
            return not self.shows(sign[1:])
        kind, _, name = sign.partition(":")
        if kind == "cue":
            lines = [line for exchange in self.exchanges for line in exchange.said]
            return name in {cue.id for cue in (cue_of(self.scene, line) for line in lines) if cue}
        if kind == "setback":
            ids = [line.id for exchange in self.exchanges for line in exchange.said]
            return any(id_.startswith(f"setback/{name}-") for id_ in ids)
        if name:
            return any(name == getattr(exchange, kind) for exchange in self.exchanges)
        return self.ended if sign == "ended" else sign in self.flags

    def confirms(self, fear: Feared) -> bool:
        """Whether all the words of one entry hold."""
        return any(all(map(self.shows, entry.split())) for entry in fear.seen_flags)


def _standing(scene: Scene, state: SceneState) -> _Record:
    return _Record(scene, state.exchanges, state.flags, state.ended)


def _taken_back(scene: Scene, exchanges: tuple[Exchange, ...]) -> _Record:
    flags = {flag for exchange in exchanges for flag in (*exchange.set_flags, *exchange.noticed)}
    return _Record(scene, exchanges, frozenset(flags), ended=False)
