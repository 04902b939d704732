"""How a talk's memory of itself moves on: when a turn is heard, and when it was answered."""

from dataclasses import dataclass, replace

from overture.conversation.messages import TalkFacts
from overture.conversation.policy import capture, plainly
from overture.conversation.policy.lasting import lasting_fact
from overture.conversation.policy.reading import TROUBLED, says_new, signatures
from overture.conversation.policy.rules import ONCE, REFLECTING, asks_for_count
from overture.conversation.policy.state import REMEMBERED, STEP_WAITS, TalkState
from overture.conversation.policy.tables import Choice, Decision
from overture.conversation.policy.taps import picked
from overture.conversation.understanding.types import Asked, Understanding

OFFERED = {"invite_scene": "scene", "invite_step": "step"}
SHORT = 3
QUIET_REPLIES = 4
EVENTS_KEPT = 24
STRONG = 0.7
SHAPES_KEPT = 2


@dataclass(frozen=True)
class Answered:
    """What was said in a turn: the choice taken, the words, the lines and the taps beside them.

    `offer` is what was proposed and `target` the scene it was about, if any; `echoed` are the
    member's phrases that were said back, `shape` how the reply begins, `handed_back` whether those
    phrases are all there is to it.
    """

    choice: Choice
    text: str
    line_ids: tuple[str, ...]
    taps: tuple[str, ...]
    offer: str = ""
    target: str = ""
    echoed: tuple[str, ...] = ()
    shape: str = ""
    handed_back: bool = False


def heard(state: TalkState, understanding: Understanding, facts: TalkFacts, act: str) -> TalkState:
    """The state with what the member's turn itself changes, before anything is decided."""
    patterns = understanding.patterns
    taken = picked(understanding.text, state.taps)
    refused = (
        act == "refuse_suggestion"
        or "no_advice" in patterns
        or bool(taken and taken.meaning == "no")
    )
    short = state.short_running + 1 if understanding.words <= SHORT else 0
    return replace(
        _worded(state, understanding, act),
        short_running=short,
        energy_low=facts.room == "hardly any" or short >= SHORT,
        picked=taken.tap if taken else "",
        meaning=taken.meaning if taken else "chat" if _chats(understanding) else None,
        fresh=says_new(understanding, state),
        jokes=state.jokes + int(understanding.jokes),
        insults=state.insults + int(act == "insult_companion"),
        grieving=state.grieving or "grief" in patterns,
        loss_turn=state.turn if "grief" in patterns else state.loss_turn,
        beside_loss="grief" in patterns or _goes_on_about_the_loss(state, understanding),
        only_talk=state.only_talk or bool(patterns & {"just_talk", "chose_plain_chat"}),
        questions_off=QUIET_REPLIES if "too_many_questions" in patterns else state.questions_off,
        slow=state.slow or act == "request_slower" or facts.pace == "slow",
        offers_locked=state.offers_locked or (refused and _about_offers(state, understanding)),
        topic=understanding.topic or state.topic,
    )


def _goes_on_about_the_loss(state: TalkState, understanding: Understanding) -> bool:
    """The turn right after a loss was told, where it still speaks of the same person."""
    if state.loss_turn != state.turn - 1:
        return False
    before = {person.named for person in (state.people[-1] if state.people else ())}
    now = {person.named for person in understanding.people}
    return bool(before & now) or (not now and plainly.speaks_of_somebody(understanding.text))


def _about_offers(state: TalkState, understanding: Understanding) -> bool:
    """A no to an offer, or a full no that nobody had asked for."""
    if "no_advice" in understanding.patterns:
        return True
    unasked = state.asked in {"none", "open"} and understanding.words > SHORT
    return state.offer in {"scene", "step"} or (unasked and understanding.sureness == "high")


def _chats(understanding: Understanding) -> bool:
    """Small talk was asked for in so many words, and nothing else in the turn."""
    return "chose_plain_chat" in understanding.patterns and understanding.words <= 2 * SHORT


def _worded(state: TalkState, understanding: Understanding, act: str) -> TalkState:
    """The fear, the number, the step and the term, as far as this turn words them."""
    feared, spoken = capture.fear(understanding, act)
    fact = None if state.offer == "remember" else lasting_fact(understanding)
    asked_number = understanding.number is not None and _notes_a_guess(state)
    expected = capture.expected(state, understanding)
    planned = capture.step(understanding) if "worded_plan" in understanding.patterns else ""
    return replace(
        state,
        fear=feared or expected or state.fear,
        fear_turn=state.turn if feared or expected else state.fear_turn,
        fear_is_speech=spoken if feared else state.fear_is_speech,
        number=round(understanding.number or 0) if asked_number else state.number,
        worded_step=planned or capture.step_with_day(state, understanding.text),
        step_turn=state.turn if planned else _stands_since(state, understanding),
        step_saved=state.step_saved and not planned,
        fact=fact.clause if fact else state.fact,
        fact_about=fact.about if fact else state.fact_about,
        fact_turn=state.turn if fact else state.fact_turn,
        term=understanding.term or state.term,
        term_explained=state.term_explained or capture.explains(state, understanding),
    )


def _stands_since(state: TalkState, understanding: Understanding) -> int:
    """A step that was turned down stands no more."""
    declined = state.offer == "write_down" and understanding.act == "refuse_suggestion"
    taken = picked(understanding.text, state.taps)
    dropped = declined or (state.offer == "write_down" and taken and taken.meaning == "no")
    return -STEP_WAITS * 3 if dropped else state.step_turn


def answered(
    state: TalkState, understanding: Understanding, decision: Decision, said: Answered
) -> TalkState:
    """The state after the reply."""
    moves = tuple(move for move in (said.choice.lead, said.choice.tail) if move)
    asks = "?" in said.text
    return replace(
        _remembered(state, understanding),
        turn=state.turn + 1,
        moves=(*state.moves, *moves)[-8:],
        acts=(*state.acts, decision.act)[-REMEMBERED:],
        used=(*state.used, *said.line_ids),
        questions=state.questions + int(asks_for_count(said.choice, decision.use, asks=asks)),
        reflections=state.reflections + int(bool(set(moves) & REFLECTING)),
        asked_running=state.asked_running + 1 if asks else 0,
        reflected_last=not asks and (moves[-1] in REFLECTING or _notes_a_guess(state)),
        offers=state.offers + int(said.offer in {"scene", "step"} and decision.use != "confirm"),
        offer=said.offer,
        offer_target=said.target or (state.offer_target if said.offer == "scene" else ""),
        questions_off=max(0, state.questions_off - 1),
        once=tuple(sorted({*state.once, *(ONCE & set(moves)), *_marks(decision)})),
        asked=_left_open(moves, said, asks=asks),
        taps=said.taps,
        rung=state.rung + int(decision.act == "hobby_talk"),
        lost=state.lost + 1 if decision.use == "low_confidence" else 0,
        quoted_last="“" in said.text or bool(said.echoed),
        handed_back=state.handed_back + int(said.handed_back),
        shapes=(*state.shapes, said.shape)[-SHAPES_KEPT:],
        echoed=(*state.echoed, *said.echoed)[-2 * REMEMBERED :],
        step_saved=state.step_saved or any(id_.startswith("iv.saved") for id_ in said.line_ids),
        ended="close" in moves,
    )


def _notes_a_guess(state: TalkState) -> bool:
    """A guess that was asked for and is now noted is handed back, as a reflection is."""
    return state.moves[-1:] == ("elicit_prediction",) and state.asked in {"number", "choice"}


def _marks(decision: Decision) -> set[str]:
    return {decision.once} if decision.once else set()


def _remembered(state: TalkState, understanding: Understanding) -> TalkState:
    """The member's phrases, people and events of this turn, added to those of the talk."""
    strong = understanding.strongest >= STRONG
    counts = dict(state.events)
    if understanding.act in TROUBLED:
        for sign in signatures(understanding):
            counts[sign] = counts.get(sign, 0) + 1
    named_now = bool(state.term) and not state.rung
    kind = [key for key in understanding.keys if not plainly.hurtful(key.verbatim)]
    quotes = [capture.quotable(key.verbatim) for key in kind if not named_now]
    return replace(
        state,
        keys=(*state.keys, understanding.keys)[-REMEMBERED:],
        people=(*state.people, understanding.people)[-REMEMBERED:],
        nps=_with_new(state.nps, [k.turned for k in kind if k.kind == "np"]),
        quotes=_with_new(state.quotes, quotes),
        events=tuple(counts.items())[-EVENTS_KEPT:],
        strong_last=strong,
        disclosed=strong or "said_it_at_last" in understanding.patterns,
    )


def _left_open(moves: tuple[str, ...], said: Answered, *, asks: bool) -> Asked:
    if moves[-1] == "elicit_prediction" and asks:
        return "choice" if said.taps else "open" if "in one line" in said.text else "number"
    if said.offer:
        return "offer"
    if said.taps:
        return "choice"
    if moves[-1] in {"ask_permission", "name_pattern"} and asks:
        return "yes_no"
    return "open" if asks else "none"


def _with_new(kept: tuple[str, ...], found: list[str]) -> tuple[str, ...]:
    fresh = [words for words in found if words and words not in kept]
    return (*kept, *fresh[:1])[-REMEMBERED:]
