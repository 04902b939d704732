"""How a talk's memory of itself moves on after a turn was answered."""

import re
from dataclasses import dataclass, replace

from overture.conversation.messages import TalkFacts
from overture.conversation.policy.decide import ONCE, Decision
from overture.conversation.policy.state import REMEMBERED, TalkState
from overture.conversation.policy.tables import Choice
from overture.conversation.understanding.types import Asked, Understanding

REFLECTING = frozenset({"simple_reflection", "complex_reflection", "affirm_act", "summary"})
COUNTED_QUESTIONS = frozenset({"open_question", "offer_choice", "invite_step", "about_self"})
OFFERED = {"invite_scene": "scene", "invite_step": "step"}
SHORT = 3
QUIET_REPLIES = 4
_RUN_UP = re.compile(
    r"^(i could|i can|i will|i['’]ll|maybe|perhaps|ok|okay|yes)[ ,]+", re.IGNORECASE
)


@dataclass(frozen=True)
class Answered:
    """What was said in a turn: the choice taken, the words, the lines and the taps beside them."""

    choice: Choice
    text: str
    line_ids: tuple[str, ...]
    taps: tuple[str, ...]


def heard(state: TalkState, understanding: Understanding, facts: TalkFacts, act: str) -> TalkState:
    """The state with what the member's turn itself changes, before anything is decided."""
    short = state.short_running + 1 if understanding.words <= SHORT else 0
    lifted = understanding.words > 2 * SHORT or understanding.jokes
    low = facts.room == "hardly any" or short >= 3
    patterns = understanding.patterns
    return replace(
        state,
        short_running=short,
        energy_low=low and not (lifted and facts.room != "hardly any"),
        jokes=state.jokes + int(understanding.jokes),
        only_talk=state.only_talk or "just_talk" in patterns,
        questions_off=QUIET_REPLIES if "too_many_questions" in patterns else state.questions_off,
        slow=state.slow or act == "request_slower" or facts.pace == "slow",
        offers_locked=state.offers_locked or (act == "refuse_suggestion" and bool(state.offer)),
        topic=understanding.topic or state.topic,
        fear=_fear(understanding, act) or state.fear,
        fear_is_speech=_is_speech(understanding, act) or state.fear_is_speech,
        worded_step=_worded_step(state, understanding, act) or state.worded_step,
        number=round(understanding.number)
        if understanding.number is not None and state.asked == "number"
        else state.number,
        term=understanding.term or state.term,
        term_explained=state.term_explained or _explains(state, understanding),
    )


def answered(
    state: TalkState, understanding: Understanding, decision: Decision, said: Answered
) -> TalkState:
    """The state after the reply."""
    moves = tuple(move for move in (said.choice.lead, said.choice.tail) if move)
    asks = "?" in said.text
    offer = next((OFFERED[move] for move in moves if move in OFFERED and asks), "")
    if "ap.write" in said.line_ids:
        offer = "write_down"
    return replace(
        state,
        turn=state.turn + 1,
        moves=(*state.moves, *moves)[-8:],
        acts=(*state.acts, decision.act)[-REMEMBERED:],
        used=(*state.used, *said.line_ids),
        questions=state.questions + int(asks and bool(set(moves) & COUNTED_QUESTIONS)),
        reflections=state.reflections + int(bool(set(moves) & REFLECTING)),
        asked_running=state.asked_running + 1 if asks else 0,
        reflected_last=moves[-1] in REFLECTING and not asks,
        offers=state.offers + int(bool(offer)),
        offer=offer,
        questions_off=max(0, state.questions_off - 1),
        keys=(*state.keys, understanding.keys)[-REMEMBERED:],
        people=(*state.people, understanding.people)[-REMEMBERED:],
        nps=_with_new(state.nps, [k.turned for k in understanding.keys if k.kind == "np"]),
        quotes=_with_new(state.quotes, [k.verbatim for k in understanding.keys]),
        strong_last=understanding.strongest >= 0.7,
        disclosed=understanding.strongest >= 0.7 or "said_it_at_last" in understanding.patterns,
        once=tuple(sorted({*state.once, *(ONCE & set(moves))})),
        asked=_left_open(moves, said, asks=asks),
        taps=said.taps,
        step_saved=state.step_saved or "iv.saved" in said.line_ids,
        ended="close" in moves,
    )


def _left_open(moves: tuple[str, ...], said: Answered, *, asks: bool) -> Asked:
    if moves[-1] == "elicit_prediction" and asks:
        return "number"
    if moves[-1] in OFFERED and asks:
        return "offer"
    if said.taps:
        return "choice"
    if moves[-1] in {"ask_permission", "name_pattern"} and asks:
        return "yes_no"
    return "open" if asks else "none"


def _fear(understanding: Understanding, act: str) -> str:
    """The feared outcome in the member's own words, if this turn words one."""
    if act != "worry_upcoming":
        return ""
    found = understanding.key("speech", "clause", "quote")
    return found.verbatim if found else ""


def _is_speech(understanding: Understanding, act: str) -> bool:
    return act == "worry_upcoming" and understanding.key("speech") is not None


def _worded_step(state: TalkState, understanding: Understanding, act: str) -> str:
    """What the member says they could do, when asked for the smallest version."""
    if state.offer != "step" or act in {"refuse_suggestion", "bye", "stop_here"}:
        return ""
    words = re.split(r"[.!?\n]", understanding.text.strip())[0]
    first = _RUN_UP.sub("", words)
    return first if 2 <= len(first.split()) <= 16 else ""


def _explains(state: TalkState, understanding: Understanding) -> bool:
    """A term was asked about, and this turn answers with more than a word or two."""
    return bool(state.term) and state.moves[-1:] == ("open_question",) and understanding.words > 4


def _with_new(kept: tuple[str, ...], found: list[str]) -> tuple[str, ...]:
    fresh = [words for words in found if words and words not in kept]
    return (*kept, *fresh[:1])[-REMEMBERED:]
