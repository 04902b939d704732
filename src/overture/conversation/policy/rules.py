"""The rules over a whole talk: balance, offers, once, silence. They veto; they never propose."""

from overture.content.schema.companion import MoveName, Use
from overture.conversation.policy.state import TalkState
from overture.conversation.policy.tables import Choice, Decision
from overture.conversation.understanding.types import Understanding

REFLECTING: frozenset[str] = frozenset(
    {"simple_reflection", "complex_reflection", "affirm_act", "summary"}
)
OFFERS: frozenset[str] = frozenset({"invite_scene", "invite_step"})
ONCE: frozenset[str] = frozenset(
    {"normalise", "name_pattern", "elicit_prediction", "ask_permission"}
)
UNCOUNTED: frozenset[str] = frozenset({"elicit_prediction", "ask_permission", "invite_scene"})
EARLIEST_OFFER = 4
BALANCED_FROM = 4
"""From this turn of the member's on, reflections are at least as many as questions."""

QUESTIONS_RUNNING = 2


def asks_for_count(choice: Choice, use: Use, *, asks: bool) -> bool:
    """Whether a reply counts as a question. An opener, a guess and a confirmation do not, nor
    does a question that was chosen by a tap."""
    moves = {choice.lead, choice.tail}
    if choice.needs.startswith("choice is "):
        return False
    return asks and use not in {"opening", "confirm"} and not moves & UNCOUNTED


def may_ask(state: TalkState, choice: Choice, use: Use) -> bool:
    """Whether a reply made of this choice may hold a question now."""
    if state.questions_off > 0 or state.asked_running >= QUESTIONS_RUNNING:
        return False
    if state.turn + 1 < BALANCED_FROM or not asks_for_count(choice, use, asks=True):
        return True
    gained = bool({choice.lead, choice.tail} & REFLECTING)
    return state.questions + 1 <= state.reflections + gained


TURNS_A_QUOTATION = 6
"""In so many turns the member's words may be handed back, with nothing beside them, once."""


def may_hand_back(state: TalkState) -> bool:
    """Whether a reply may once more be only the member's own words: often, it is a parrot."""
    return state.handed_back <= state.turn // TURNS_A_QUOTATION


def allowed(
    choice: Choice, state: TalkState, understanding: Understanding, decision: Decision
) -> bool:
    """Whether the rules over a whole talk let a choice through."""
    moves = {choice.lead, choice.tail}
    return not (
        ("open_question" in moves and not may_ask(state, choice, decision.use))
        or _offers_too_much(moves, state, decision)
        or _again_what_is_once(moves, state, decision)
        or ("complex_reflection" in moves and _guess_upon_guess(state, understanding, choice))
        or ("slow_down" in moves and _twice_quiet(state, choice, decision))
        or ("elicit_prediction" in moves and _nothing_to_guess(state, decision))
        or (state.only_talk and _wants_something(moves, decision))
    )


def _again_what_is_once(moves: set[MoveName | None], state: TalkState, decision: Decision) -> bool:
    answers_guess = state.asked in {"number", "choice"} and "elicit_prediction" in state.moves[-1:]
    if decision.use == "confirm" or answers_guess:
        return False
    return any(move in state.once for move in moves & ONCE)


def _wants_something(moves: set[MoveName | None], decision: Decision) -> bool:
    """Only talk was asked for: nothing is offered, measured or permitted, unless they ask."""
    if decision.act == "ask_practise":
        return False
    return bool(moves & (OFFERS | {"elicit_prediction", "ask_permission"}))


def _nothing_to_guess(state: TalkState, decision: Decision) -> bool:
    """A guess is asked for once the fear stands in their words, or just before a step."""
    return not state.fear and decision.use != "before_step"


def _offers_too_much(moves: set[MoveName | None], state: TalkState, decision: Decision) -> bool:
    """One offer a talk, not before turn four, none once refused; an asked one always.

    A step needs something that it would be a step towards.
    """
    if not moves & OFFERS or decision.use == "confirm" or decision.act == "ask_practise":
        return False
    asked = decision.act == "ask_advice"
    if "invite_step" in moves and not (asked or state.fear or state.worded_step):
        return True
    early = (state.turn + 1 < EARLIEST_OFFER or state.after_safety) and not asked
    return state.offers_locked or early or (state.offers > 0 and not asked)


def _guess_upon_guess(state: TalkState, understanding: Understanding, choice: Choice) -> bool:
    """No guess when unsure, unless a pattern carries it; never after one that was not taken up."""
    unsure = understanding.sureness == "low" and not choice.needs
    missed = bool(understanding.patterns & {"you_dont_understand"})
    return unsure or missed or state.moves[-2:].count("complex_reflection") >= 2


def _twice_quiet(state: TalkState, choice: Choice, decision: Decision) -> bool:
    """Two quiet replies would follow each other; asked-for slowness is always given, and so is
    what answers a turn of phrase."""
    if choice.needs.startswith("pattern "):
        return False
    return state.moves[-1:] == ("slow_down",) and decision.act not in {
        "request_slower",
        "silence_filler",
        "greet",
        "thanks",
    }
