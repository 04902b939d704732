"""A talk with Cue, turn by turn: open it, answer a turn. Pure, and the same for a seed."""

from dataclasses import replace

import numpy as np

from overture.content import Card
from overture.content.schema.companion import Line
from overture.conversation.engines import Engine
from overture.conversation.guided.choose import Wording
from overture.conversation.guided.slots import Ground
from overture.conversation.messages import Move, Offer, Reply, Spoken, TalkFacts
from overture.conversation.policy.decide import Decision, decide, leading_act
from overture.conversation.policy.remember import Answered, answered, heard
from overture.conversation.policy.state import TalkState
from overture.conversation.policy.tables import Choice
from overture.conversation.understanding.types import ActReading, Understanding

LAST_RESORT = "I’ve lost the thread, and that’s my end. Tap one, or say it another way."

OPENERS = (
    Choice("carry_change"),
    Choice("review_near_miss"),
    Choice("summary"),
    Choice("slow_down"),
    Choice("offer_choice", taps=True),
)


def open_talk(
    facts: TalkFacts, engine: Engine, card: Card, *, seed: int
) -> tuple[TalkState, Reply]:
    """Cue's first line. The very first talk says that it is a program."""
    state = TalkState(energy_low=facts.room == "hardly any", slow=facts.pace == "slow")
    choices = OPENERS if facts.talks_before else (Choice("offer_choice", taps=True),)
    decision = Decision("greet", "opening", choices, "A talk begins.")
    nothing = Understanding(text="", acts=(ActReading("greet", 1.0),), confidence=1.0)
    return _say(state, nothing, facts, decision, engine, card, seed, opening=True)


def answer(
    state: TalkState,
    understanding: Understanding,
    facts: TalkFacts,
    engine: Engine,
    card: Card,
    *,
    seed: int,
) -> tuple[TalkState, Reply]:
    """The reply to one turn of the member's, and the talk after it."""
    act = leading_act(understanding)
    ready = heard(state, understanding, facts, act)
    decision = decide(ready, understanding, facts)
    return _say(ready, understanding, facts, decision, engine, card, seed)


def _say(
    state: TalkState,
    understanding: Understanding,
    facts: TalkFacts,
    decision: Decision,
    engine: Engine,
    card: Card,
    seed: int,
    *,
    opening: bool = False,
) -> tuple[TalkState, Reply]:
    rng = np.random.default_rng([seed, state.turn, len(state.used)])
    ground = Ground(state, understanding, facts, decision.act)
    worded = engine.word(decision.choices, decision.use, ground, rng)
    if worded is None:
        rest = (Choice("simple_reflection"), Choice("offer_choice", taps=True), Choice("slow_down"))
        worded = engine.word(rest, "any", ground, rng)
    choice, wording = worded or (Choice("offer_choice", taps=True), Wording(LAST_RESORT, ()))
    taps = _taps(wording.lines, choice, state, card)
    said = Answered(choice, wording.text, wording.line_ids, taps)
    after = answered(state, understanding, decision, said)
    if opening:
        after = replace(after, turn=0, acts=(), questions=0, asked_running=0)
    return after, _reply(said, decision, after, ground)


def _taps(lines: tuple[Line, ...], choice: Choice, state: TalkState, card: Card) -> tuple[str, ...]:
    """The quick replies of the lines, else the card's for this place, where taps are due."""
    own = next((line.taps for line in reversed(lines) if line.taps), ())
    if own or not choice.taps:
        return own
    return card.taps.low_energy if state.energy_low else card.taps.nothing_to_say


def _reply(said: Answered, decision: Decision, state: TalkState, ground: Ground) -> Reply:
    move = Move(said.choice.lead, said.choice.tail, decision.use, decision.reason)
    return Reply(
        spoken=(Spoken("cue", said.text, line_ids=said.line_ids),),
        move=move,
        taps=said.taps,
        offer=_offer(said, state, ground),
        ends=state.ended,
    )


def _offer(said: Answered, state: TalkState, ground: Ground) -> Offer | None:
    """What the page can act on: a scene to begin, a step to write down, a guess to note."""
    scene = ground.scene or next(iter(ground.facts.scenes), None)
    if said.choice.lead == "invite_scene" and scene:
        return Offer("scene", scene.id, scene.title)
    if state.step_saved and "iv.saved" in said.line_ids:
        return Offer("write_down", words=state.worded_step)
    if state.asked == "number":
        return Offer("prediction", words=state.fear)
    return None
