"""What a page needs of one reply: the lines, the hints, the note, the nod, the exit."""

from dataclasses import replace

from overture.content.schema.scene import Exit, Scene
from overture.conversation.messages import DialMove, PartnerReply, Spoken
from overture.conversation.scene.hints import hints_now
from overture.conversation.scene.quiet import may_nod, waiting_note
from overture.conversation.scene.reading import MemberTurn, Reading
from overture.conversation.scene.saying import shown
from overture.conversation.scene.state import Exchange, SceneState


def reply(
    scene: Scene,
    state: SceneState,
    move: DialMove,
    reading: Reading | None,
    *,
    says_it_is_practice: bool = False,
) -> PartnerReply:
    """The reply that the last exchange of this state shows."""
    spoken = tuple(shown(scene, line) for line in state.last_lines)
    note = practice_note(scene) if says_it_is_practice else _note(scene, state)
    seen = replace(still(scene, state, spoken, note=note), dial=move)
    if reading is None:
        return seen
    taps = tuple(words for _, words, _ in seen.hints) if reading.act == "unclear" else ()
    return replace(seen, taps=taps, offer_stepping_out=reading.act == "heavy")


def still(
    scene: Scene, state: SceneState, spoken: tuple[Spoken, ...], *, note: str = ""
) -> PartnerReply:
    """A reply in which the dial has not moved."""
    taps = () if state.beat else tuple(choice.words for choice in scene.opening.choices)
    return PartnerReply(
        spoken=spoken,
        level=state.level,
        dial=DialMove(dict(state.dial), dict(state.dial), ""),
        beat=state.beat,
        note_to_member=note,
        taps=() if state.ended else taps,
        hints=hints_now(scene, state),
        exit=state.exit,
        may_nod=may_nod(scene, state),
    )


def left_by(
    scene: Scene, state: SceneState, turn: MemberTurn, exit_id: str
) -> tuple[SceneState, PartnerReply]:
    """The scene ended by the member's own tap; the partner adds nothing."""
    sets = {flag for way in scene.exits if way.id == exit_id for flag in way.sets}
    left = Exchange(
        turn.kind, turn.text, state.beat, state.level, act="exit", dial=dict(state.dial)
    )
    after = replace(
        state, exit=exit_id, flags=state.flags | sets, exchanges=(*state.exchanges, left)
    )
    return after, still(scene, after, (), note=exit_words(scene, exit_id))


def exit_words(scene: Scene, exit_id: str | None) -> str:
    """The product's own sentence for an exit; empty where the partner had the last word."""
    return next((way.product_says for way in scene.exits if way.id == exit_id), "")


def exit_of(scene: Scene, state: SceneState) -> Exit | None:
    """The exit by which the scene ended."""
    return next((way for way in scene.exits if way.id == state.exit), None)


def practice_note(scene: Scene) -> str:
    """The honest answer beside the scene when somebody asks whether a person is there."""
    are = "are" if scene.others else "is"
    return (
        f"{scene.names} {are} played by software. This is practice, and nobody else is here. "
        "Go on where you were, or stop here."
    )


def _note(scene: Scene, state: SceneState) -> str:
    if state.ended:
        return exit_words(scene, state.exit)
    return waiting_note(scene, state) or scene.beat(state.beat).note_to_member
