"""A talk with Cue, turn by turn: open it, answer a turn. Pure, and the same for a seed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from overture.content import Card, scenes
from overture.content.families import FAMILIES
from overture.content.schema.companion import Line
from overture.conversation.engines import Engine
from overture.conversation.guided.choose import Wording, hands_back
from overture.conversation.guided.ground import Ground
from overture.conversation.guided.shapes import shape
from overture.conversation.guided.slots import raised
from overture.conversation.messages import Move, Offer, Reply, SceneCard, Spoken, TalkFacts
from overture.conversation.policy import surface
from overture.conversation.policy.decide import decisions
from overture.conversation.policy.opening import openings
from overture.conversation.policy.reading import in_talk, leading_act
from overture.conversation.policy.remember import OFFERED, Answered, answered, heard
from overture.conversation.policy.state import TalkState
from overture.conversation.policy.tables import Choice, Decision
from overture.conversation.understanding.types import ActReading, Understanding

LAST_RESORT = (
    "I’ve lost the thread, and that’s my end. Say it another way, or leave it.",
    "That got past the program. Another way of saying it may land.",
    "No line here fits that. It stands as you wrote it.",
    "I’ve run out of fitting lines. You haven’t run out of things to say.",
    "Read, and nothing here answers it well. Better said than covered up.",
)
"""Said in turn when nothing that people wrote fits any more; the only words that may come twice."""

_OFFERING_TAPS = {"Practise": "scene", "Try it here": "scene"}


def open_talk(
    facts: TalkFacts, engine: Engine, card: Card, *, seed: int
) -> tuple[TalkState, Reply]:
    """Cue's first line. The very first talk says that it is a program."""
    state = TalkState(energy_low=facts.room == "hardly any", slow=facts.pace == "slow")
    nothing = Understanding(text="", acts=(ActReading("greet", 1.0),), confidence=1.0)
    choices = openings(state, facts, seed)
    after, reply = _say(state, nothing, facts, choices, engine, card, seed)
    return replace(after, turn=0, acts=(), questions=0, reflected_last=False), reply


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
    read = in_talk(understanding, state, facts)
    ready = heard(state, read, facts, leading_act(read, state))
    return _say(ready, read, facts, decisions(ready, read, facts), engine, card, seed)


def scene_cards() -> tuple[SceneCard, ...]:
    """All scenes of the library, as much of each as a talk needs to invite to it."""
    return tuple(
        SceneCard(s.id, s.title, s.partner.role, s.family, FAMILIES[s.family].topics)
        for s in scenes().values()
    )


def typeset(text: str) -> str:
    """Apostrophes as they are shown. The bank and members may write them straight."""
    return text.replace("'", "’")


def _say(
    state: TalkState,
    understanding: Understanding,
    facts: TalkFacts,
    choices: Iterable[Decision],
    engine: Engine,
    card: Card,
    seed: int,
) -> tuple[TalkState, Reply]:
    rng = np.random.default_rng([seed, state.turn, len(state.used)])
    decision, choice, wording, ground = _worded(state, understanding, facts, choices, engine, rng)
    taps = _taps(wording.lines, choice, state, card)
    said = Answered(
        choice=choice,
        text=wording.text,
        line_ids=wording.line_ids,
        taps=taps,
        offer=_held_out(choice, decision, wording, taps),
        target=ground.nearest.id if choice.lead == "invite_scene" and ground.nearest else "",
        echoed=tuple(_echoed(wording.text, understanding)),
        shape=shape(wording.text),
        handed_back=not wording.asks and all(map(hands_back, wording.lines)),
    )
    after = answered(state, understanding, decision, said)
    return after, _reply(said, decision, state, after, ground)


def _worded(
    state: TalkState,
    understanding: Understanding,
    facts: TalkFacts,
    choices: Iterable[Decision],
    engine: Engine,
    rng: np.random.Generator,
) -> tuple[Decision, Choice, Wording, Ground]:
    """The first decision that the engine has words for; at last an honest word of Cue's own."""
    decision = Decision("greet", "any", (), "Nothing fitted.")
    for decision in choices:
        ground = Ground(state, understanding, facts, decision.act)
        found = engine.word(decision.choices, decision.use, ground, rng)
        if found:
            return decision, *found, ground
    words = LAST_RESORT[state.turn % len(LAST_RESORT)]
    ground = Ground(state, understanding, facts, decision.act)
    return decision, Choice("slow_down"), Wording(words, ()), ground


def _taps(lines: tuple[Line, ...], choice: Choice, state: TalkState, card: Card) -> tuple[str, ...]:
    """The quick replies of the lines, else the card's for this place, where taps are due."""
    own = next((line.taps for line in reversed(lines) if line.taps), ())
    if own or not choice.taps:
        return own
    return card.taps.low_energy if state.energy_low else card.taps.nothing_to_say


def _held_out(choice: Choice, decision: Decision, wording: Wording, taps: tuple[str, ...]) -> str:
    """What a reply leaves to be answered: an offer, a step to word, a permission."""
    if decision.once == "step_due":
        return "step_due"
    if any(line_id.startswith("ap.write") for line_id in wording.line_ids):
        return "write_down"
    if "ask_permission" in {choice.lead, choice.tail}:
        return "remember" if _asks_to_remember(wording) else "permission"
    if decision.use == "confirm":
        return "word_it" if choice.lead == "invite_step" and wording.asks else ""
    if not (wording.asks or taps):
        return ""
    tapped = (_OFFERING_TAPS[tap] for tap in taps if tap in _OFFERING_TAPS)
    return OFFERED.get(choice.lead, "") or next(tapped, "")


def _asks_to_remember(wording: Wording) -> bool:
    return any("fact stable" in line.when and wording.asks for line in wording.lines)


def _echoed(text: str, understanding: Understanding) -> Iterator[str]:
    """The member's phrases that a reply said back, in lower case."""
    for key in understanding.keys:
        shown = key.verbatim.strip(" .,;:!…-")
        if shown and shown.lower() in text.lower():
            yield shown.lower()
    for words in surface.named(understanding):
        if words.lower() in text.lower():
            yield words.lower()


def _reply(
    said: Answered, decision: Decision, before: TalkState, state: TalkState, ground: Ground
) -> Reply:
    move = Move(said.choice.lead, said.choice.tail, decision.use, decision.reason)
    return Reply(
        spoken=(Spoken("cue", typeset(said.text), line_ids=said.line_ids),),
        move=move,
        taps=tuple(map(typeset, said.taps)),
        offer=_offer(said, before, state, ground),
        ends=state.ended,
    )


def _offer(said: Answered, before: TalkState, state: TalkState, ground: Ground) -> Offer | None:
    """What the page can act on: a scene to begin, a step to write down or move, a guess."""
    lead = said.choice.lead
    if lead == "invite_scene":
        return _scene(before, ground)
    if any(line_id.startswith("iv.saved") for line_id in said.line_ids):
        return Offer("write_down", words=typeset(state.worded_step))
    if before.offer == "remember" and lead == "slow_down":
        return Offer("remember", state.fact_about, typeset(raised(state.fact)))
    if before.offer == "step_due" and (before.meaning == "done" or lead == "review_near_miss"):
        target = "done" if before.meaning == "done" else "not_today"
        return Offer("step", target, typeset(ground.facts.step.words))
    if state.asked == "number":
        return Offer("prediction", words=typeset(state.fear))
    return None


def _scene(before: TalkState, ground: Ground) -> Offer | None:
    """The scene that was accepted, else the nearest; none where nothing comes near."""
    scenes = {scene.id: scene for scene in ground.facts.scenes}
    accepted = scenes.get(before.offer_target) if before.meaning != "another" else None
    scene = accepted if accepted and before.offer == "scene" else ground.nearest
    return Offer("scene", scene.id, typeset(scene.title)) if scene else None
