"""What to do next in a talk with Cue. Pure: no clock, no chance, no text."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from overture.content.schema.companion import Use
from overture.conversation.messages import TalkFacts
from overture.conversation.policy.state import TalkState
from overture.conversation.policy.tables import PLACES, PRESSED, Choice, Place, Press
from overture.conversation.understanding.types import Understanding

ASKING = frozenset({"open_question"})
OFFERS = frozenset({"invite_scene", "invite_step"})
ONCE = frozenset({"normalise", "name_pattern", "elicit_prediction"})
SURE_OF = frozenset({"stop_here", "bye", "refuse_suggestion", "request_slower", "ask_if_human"})
"""Acts that are obeyed even when the reading is not sure: a mistake here costs nothing."""

FIRST_QUESTIONS = ("ask_if_human", "ask_privacy", "romance_towards_companion")
AFFIRMING = frozenset(
    {
        "said_it_at_last",
        "own_line_that_is_true",
        "plan_has_an_end",
        "stayed_in_spite",
        "asked_someone",
        "noticed_own_habit",
    }
)
EARLIEST_OFFER = 4


@dataclass(frozen=True)
class Decision:
    """The ways to answer in the order of preference, where lines for it are found, and why.

    `act` is the one that is answered; the engine takes the first choice that it has words for.
    """

    act: str
    use: Use
    choices: tuple[Choice, ...]
    reason: str


def decide(state: TalkState, understanding: Understanding, facts: TalkFacts) -> Decision:
    """The first rule that fits, in the order of the policy, within the rules over a whole talk."""
    act = leading_act(understanding)
    for decision in _rules(state, understanding, facts, act):
        kept = tuple(c for c in decision.choices if allowed(c, state, understanding, decision))
        if kept:
            return replace(decision, choices=kept)
    fallback = (Choice("simple_reflection"), Choice("slow_down"), Choice("offer_choice", taps=True))
    return Decision(act, "any", fallback, "Nothing more particular fitted, so this stays close.")


def leading_act(understanding: Understanding) -> str:
    """The act that is answered when a turn has several.

    Stopping and saying no come first, then questions about the program, then a bad event before a
    good one; whatever is left keeps the order of likelihood.
    """
    names = [reading.name for reading in understanding.acts]
    for name in ("stop_here", "bye", *FIRST_QUESTIONS):
        if name in names[:2]:
            return name
    if names[0] == "share_good_event" and "share_bad_event" in names:
        return "share_bad_event"
    if names[0] == "greet" and len(names) > 1 and understanding.words > 3:
        return names[1]
    return names[0]


def _rules(
    state: TalkState, understanding: Understanding, facts: TalkFacts, act: str
) -> Iterator[Decision]:
    yield from _obey(act, understanding)
    yield from _answer_about_itself(state, act, understanding)
    yield from _answer_to_an_offer(state, act)
    yield from _not_sure(act, understanding, state)
    yield from _named_cases(state, understanding, act)
    yield from _affirm(state, understanding)
    yield from _near_a_step(state, facts, act)
    yield from _by_place(state, act)


def _obey(act: str, understanding: Understanding) -> Iterator[Decision]:
    if act in {"stop_here", "bye"}:
        yield Decision(act, "closing", (Choice("close"),), "You said you were going.")
    if act == "request_slower":
        yield Decision(act, "any", (Choice("slow_down"),), "You asked for it slower.")
    if "just_talk" in understanding.patterns:
        yield Decision(act, "any", (Choice("slow_down"),), "You said you only want to talk.")


def _answer_about_itself(
    state: TalkState, act: str, understanding: Understanding
) -> Iterator[Decision]:
    moves = {
        "ask_if_human": "about_self",
        "ask_privacy": "give_information",
        "romance_towards_companion": "about_self",
    }
    if act in moves and (act == "ask_if_human" or understanding.sureness != "low"):
        again = state.repeats(act) > 0
        choices = PLACES[act, "again" if again else "mid"]
        yield Decision(act, "any", choices, "You asked about the program, so that comes first.")
    if understanding.patterns & {"do_you_feel", "do_you_remember", "flattery_fishing"}:
        choices = (Choice("about_self"), Choice("decline"))
        yield Decision("ask_companion", "any", choices, "You asked about the program.")


def _answer_to_an_offer(state: TalkState, act: str) -> Iterator[Decision]:
    if state.offer and act == "refuse_suggestion":
        yield Decision(act, "any", (Choice("decline"),), "You said no, so it was dropped.")
    if state.offer == "scene" and act in {"agree", "ask_practise"}:
        reason = "You said yes to practising."
        yield Decision(act, "confirm", (Choice("invite_scene"),), reason)
    if state.offer == "write_down" and act == "agree":
        yield Decision(act, "confirm", (Choice("invite_step"),), "You said to write it down.")


def _not_sure(act: str, understanding: Understanding, state: TalkState) -> Iterator[Decision]:
    if understanding.sureness != "low" or act in SURE_OF or state.asked in {"yes_no", "choice"}:
        return
    if understanding.patterns & AFFIRMING:
        yield from _affirm(state, understanding)
    choices = PRESSED.get((act, "low_confidence"), ()) or (Choice("offer_choice", taps=True),)
    yield Decision(act, "low_confidence", choices, "I was not sure what you meant.")


def _named_cases(state: TalkState, understanding: Understanding, act: str) -> Iterator[Decision]:
    patterns = understanding.patterns
    if "diagnosis" in patterns:
        choices = (Choice("give_information"),)
        yield Decision(act, "any", choices, "A program can’t say what something is called.")
    if "judge_absent" in patterns:
        choices = (Choice("give_information", "open_question"), Choice("give_information"))
        yield Decision(act, "any", choices, "The other person isn’t here to ask.")
    if "only_one" in patterns:
        choices = (Choice("about_self"), Choice("open_question"))
        yield Decision(act, "any", choices, "You said this is the only place you can talk.")
    if "take_me_to" in patterns or "distrust" in patterns:
        choices = (Choice("give_information"),)
        yield Decision(act, "any", choices, "You asked for something to hold on to.")
    if understanding.number is not None and state.asked == "number":
        choices = (Choice("elicit_prediction"), Choice("give_information"))
        yield Decision("agree", "after_reflection", choices, "You gave a number.")
    if understanding.term and not state.term_explained and act in {"hobby_talk", "share_neutral"}:
        choices = (Choice("open_question"),)
        yield Decision("hobby_talk", "any", choices, "You used a word I don’t know.")
    if "empty_day" in patterns:
        choices = (Choice("simple_reflection"),)
        yield Decision(act, "mid", choices, "A quiet day is a day.")
    if state.energy_low and act in {key[0] for key in PRESSED}:
        if "not_that_i_dont_want" in patterns:
            choices = (Choice("complex_reflection"),)
            yield Decision(act, "low_energy", choices, "The wanting is there.")
        choices = PRESSED[act, "low_energy"]
        yield Decision(act, "low_energy", choices, "There is hardly any energy today.")


def _affirm(state: TalkState, understanding: Understanding) -> Iterator[Decision]:
    if understanding.patterns & AFFIRMING and state.moves[-1:] != ("affirm_act",):
        choices = (Choice("affirm_act", "ask_permission"), Choice("affirm_act"))
        act = leading_act(understanding)
        yield Decision(act, "mid", choices, "You did something that is worth naming.")


def _near_a_step(state: TalkState, facts: TalkFacts, act: str) -> Iterator[Decision]:
    press: Press | None = None
    if facts.step.status in {"planned", "due"} and state.turn <= EARLIEST_OFFER:
        press = "before_step"
    if facts.step.status in {"done", "missed"} and state.turn <= EARLIEST_OFFER:
        press = "after_step"
    choices = PRESSED.get((act, press), ()) if press else ()
    if press and choices:
        yield Decision(act, press, choices, "A step of yours is near.")


def _by_place(state: TalkState, act: str) -> Iterator[Decision]:
    use: dict[Place, Use] = {
        "first": "early",
        "mid": "mid",
        "after_reflection": "after_reflection",
        "again": "repeat",
    }
    for place in _places(state, act):
        choices = PLACES.get((act, place), ())
        shown: Use = "savour" if act == "share_good_event" and place != "again" else use[place]
        if act in {"bye", "stop_here"} or choices == (Choice("close"),):
            shown = "closing"
        if choices:
            yield Decision(act, shown, choices, _REASONS.get(place, ""))


def _places(state: TalkState, act: str) -> Iterator[Place]:
    if state.repeats(act) >= 1 and act not in _TOLD:
        yield "again"
    if state.turn == 0:
        yield "first"
    if state.reflected_last:
        yield "after_reflection"
    yield "mid"


_TOLD = frozenset({"share_neutral", "share_good_event", "hobby_talk", "agree", "share_bad_event"})
"""Acts that a story is told in: a second in a row is the story going on, not a repetition."""

_REASONS = {
    "first": "You had just begun, so this takes up what you brought.",
    "mid": "This takes up what you said.",
    "after_reflection": "The last reply only reflected, so this goes a step on.",
    "again": "It came up again, so this looks for what is new.",
}


def allowed(
    choice: Choice, state: TalkState, understanding: Understanding, decision: Decision
) -> bool:
    """Whether the rules over a whole talk let a choice through."""
    moves = {choice.lead, choice.tail}
    return not (
        _asks_too_much(moves, state)
        or _offers_too_much(moves, state, decision)
        or any(move in state.once for move in moves & ONCE)
        or ("complex_reflection" in moves and _guess_upon_guess(state, understanding))
        or ("slow_down" in moves and _twice_quiet(state, decision))
        or (state.only_talk and bool(moves & (OFFERS | {"elicit_prediction", "ask_permission"})))
    )


def _asks_too_much(moves: set[str | None], state: TalkState) -> bool:
    """Never questions in three replies running, reflections at least as many from turn four."""
    if not moves & ASKING:
        return False
    if state.questions_off > 0 or state.asked_running >= 2:
        return True
    return state.turn >= EARLIEST_OFFER and state.questions > state.reflections


def _offers_too_much(moves: set[str | None], state: TalkState, decision: Decision) -> bool:
    """One offer a talk, not before turn four, none once refused; an asked one always."""
    if not moves & OFFERS or decision.use == "confirm" or decision.act == "ask_practise":
        return False
    asked = decision.act == "ask_advice"
    early = state.turn < EARLIEST_OFFER and not asked
    return state.offers_locked or early or (state.offers > 0 and not asked)


def _guess_upon_guess(state: TalkState, understanding: Understanding) -> bool:
    return understanding.sureness == "low" or state.moves[-2:].count("complex_reflection") >= 2


def _twice_quiet(state: TalkState, decision: Decision) -> bool:
    """Two quiet replies would follow each other; asked-for slowness is always given."""
    return state.moves[-1:] == ("slow_down",) and decision.act not in {
        "request_slower",
        "silence_filler",
        "greet",
    }
