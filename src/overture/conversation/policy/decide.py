"""What to do next in a talk with Cue. Pure: no clock, no chance, no text."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from overture.content.schema.companion import MoveName, Use
from overture.conversation.messages import TalkFacts
from overture.conversation.policy import cases, face, offers
from overture.conversation.policy.reading import TELLING, TROUBLED, leading_act
from overture.conversation.policy.rules import EARLIEST_OFFER, allowed
from overture.conversation.policy.state import TalkState
from overture.conversation.policy.tables import PLACES, PRESSED, Choice, Decision, Place, Press
from overture.conversation.understanding.types import Understanding

SURE_OF = frozenset(
    {"stop_here", "bye", "refuse_suggestion", "request_slower", "ask_if_human", "silence_filler"}
)
"""Acts that are obeyed even when the reading is not sure: a mistake here costs nothing."""

FULL_LINE = 8
"""From so many words on, somebody with hardly any energy has written a full line."""

_TOLD = frozenset({"share_neutral", "share_good_event", "hobby_talk", "agree", "share_bad_event"})
"""Acts that a story is told in: a second in a row is the story going on, not a repetition."""

_REASONS: dict[str, str] = {
    "first": "You had just begun, so this takes up what you brought.",
    "mid": "This takes up what you said.",
    "after_reflection": "The last reply only reflected, so this goes a step on.",
    "again": "It came up again, so this looks for what is new.",
}
_USES: dict[Place, Use] = {
    "first": "early",
    "mid": "mid",
    "after_reflection": "after_reflection",
    "again": "repeat",
}
_REFLECTIONS = frozenset({"simple_reflection", "complex_reflection"})
_LAST = (
    Choice("simple_reflection"),
    Choice("slow_down"),
    Choice("offer_choice", taps=True),
    Choice("simple_reflection", taps=True),
)


def decide(state: TalkState, understanding: Understanding, facts: TalkFacts) -> Decision:
    """The first rule that fits, in the order of the policy, within the rules over a whole talk."""
    return next(decisions(state, understanding, facts))


def decisions(
    state: TalkState, understanding: Understanding, facts: TalkFacts
) -> Iterator[Decision]:
    """All that fit, best first: where there are no words for one, the next is taken. Never none."""
    act = leading_act(understanding, state)
    for decision in _in_order(state, understanding, facts, act):
        kept = tuple(c for c in decision.choices if allowed(c, state, understanding, decision))
        if kept:
            yield replace(decision, choices=kept)
    yield Decision(act, "any", _LAST, "Nothing more particular fitted, so this stays close.")


def _in_order(
    state: TalkState, understanding: Understanding, facts: TalkFacts, act: str
) -> Iterator[Decision]:
    yield from cases.obeyed(state, understanding, act)
    yield from cases.about_itself(state, understanding, act)
    yield from cases.planned(state, understanding)
    yield from offers.to_what_was_asked(state, understanding, act)
    yield from cases.named(state, understanding, act)
    yield from cases.remembering(state, understanding, facts)
    yield from face.on_its_face(state, understanding, act)
    if understanding.sureness == "low" and act not in SURE_OF:
        yield from cases.affirmed(state, understanding, act)
        yield from cases.not_sure(state, understanding, act)
    yield from _over_the_talk(state, understanding, facts, act)
    yield from cases.affirmed(state, understanding, act)
    yield from _pressed(state, understanding, facts, act)
    yield from _by_place(state, understanding, act)


def _over_the_talk(
    state: TalkState, understanding: Understanding, facts: TalkFacts, act: str
) -> Iterator[Decision]:
    if "same_event_three_times" in understanding.patterns:
        choices = PLACES["rumination", "again"]
        reason = "The same thing came round a third time, so this asks for news."
        yield Decision("rumination", "repeat", choices, reason)
    if cases.step_is_due(state, understanding, facts):
        choices = (Choice("offer_choice", needs="step due", taps=True),)
        reason = "A step is down for today, so it is mentioned once."
        yield Decision("agree", "before_step", choices, reason, once="step_due")
    if understanding.term and not state.term_explained and act in {"hobby_talk", "share_neutral"}:
        choices = (Choice("open_question", needs="term unknown"),)
        yield Decision("hobby_talk", "any", choices, "You used a word I don’t know.")
    if act == "hobby_talk" or (state.term_explained and act == "share_neutral"):
        yield from _hobby(state, understanding)


def _hobby(state: TalkState, understanding: Understanding) -> Iterator[Decision]:
    """Learning a pursuit from the one who knows it: a rung a turn, a reflection after any two."""
    reason = "You know this and I don’t, so I ask."
    if state.asked_running:
        yield from cases.carried_by_a_pattern(state, understanding, "hobby_talk")
    summing = (Choice("summary", needs="quotes "), Choice("summary", needs="terms "))
    if state.turn > 4 and "hobby_sum" not in state.once and state.term_explained:
        yield Decision("hobby_talk", "mid", summing, "This says back what you taught.", "hobby_sum")
    learning = (
        Choice("about_self", "open_question"),
        Choice("open_question"),
        Choice("simple_reflection"),
        Choice("complex_reflection"),
    )
    if not state.asked_running:
        yield Decision("hobby_talk", "mid", learning, reason)


def _pressed(
    state: TalkState, understanding: Understanding, facts: TalkFacts, act: str
) -> Iterator[Decision]:
    """What matters more than the place in the talk: hardly any energy, a step that is near."""
    full = understanding.words >= FULL_LINE
    if state.energy_low and not full and (act, "low_energy") in PRESSED:
        if "not_that_i_dont_want" in understanding.patterns:
            wish = (Choice("complex_reflection", needs="pattern not_that_i_dont_want"),)
            yield Decision(act, "low_energy", wish, "The wanting is there.")
        choices = PRESSED[act, "low_energy"]
        yield Decision(act, "low_energy", choices, "There is hardly any energy today.")
    press = _near_a_step(state, facts)
    if press and PRESSED.get((act, press)):
        yield Decision(act, press, PRESSED[act, press], "A step of yours is near.")


def _near_a_step(state: TalkState, facts: TalkFacts) -> Press | None:
    if state.turn > EARLIEST_OFFER or state.energy_low:
        return None
    if facts.step.status in {"done", "missed"}:
        return "after_step"
    return "before_step" if facts.step.status == "due" else None


def _by_place(state: TalkState, understanding: Understanding, act: str) -> Iterator[Decision]:
    if state.repeats(act) < 2 or act in _TOLD:
        yield from cases.carried_by_a_pattern(state, understanding, act)
    yield from face.as_told(state, understanding, act)
    for place in _places(state, act):
        choices = _sized(PLACES.get((act, place), ()), state, understanding, act)
        shown: Use = "savour" if act == "share_good_event" and place != "again" else _USES[place]
        if act in {"bye", "stop_here"} or choices == (Choice("close"),):
            shown = "closing"
        if choices:
            yield from _about_its_topic(state, understanding, act, shown)
            yield from _about_this_turn(state, act, shown, choices)
            yield Decision(act, shown, choices, _REASONS[place])


def _sized(
    choices: tuple[Choice, ...], state: TalkState, understanding: Understanding, act: str
) -> tuple[Choice, ...]:
    """A bare yes that nothing hangs on gets something small before it gets a question."""
    if act != "agree" or understanding.words > 2 or state.fear:
        return choices
    return (Choice("slow_down"), Choice("offer_choice", taps=True), *choices)


def _about_its_topic(
    state: TalkState, understanding: Understanding, act: str, use: Use
) -> Iterator[Decision]:
    """After a reply that said the member's own words back, the next is about the thing itself."""
    feared = state.fear_turn == state.turn
    if feared or not understanding.topic or not state.quoted_last or act not in TELLING | TROUBLED:
        return
    ways: tuple[tuple[MoveName, MoveName | None], ...] = (
        ("simple_reflection", "open_question"),
        ("complex_reflection", None),
        ("simple_reflection", None),
        ("about_self", None),
    )
    choices = tuple(Choice(*way, needs="topic ") for way in ways)
    yield Decision(act, use, choices, "This stays with what you were on about.")


def _about_this_turn(
    state: TalkState, act: str, use: Use, choices: tuple[Choice, ...]
) -> Iterator[Decision]:
    """Reflections that hold something of this very turn, before those that would fit many.

    After a reply that already quoted only a noun phrase will do: twice running is a parrot.
    """
    if act not in TELLING | TROUBLED | {"hobby_talk"}:
        return
    needs = "key is np" if state.quoted_last else "key "
    reflecting = tuple(takewhile(lambda choice: choice.lead in _REFLECTIONS, choices))
    both = Choice("simple_reflection", "open_question")
    kept = tuple(replace(choice, needs=needs) for choice in reflecting or (both,))
    yield Decision(act, use, kept, "This takes up your own words.")


def _places(state: TalkState, act: str) -> Iterator[Place]:
    """Again only when nothing new came with it; a fear just worded is reflected first."""
    if state.repeats(act) >= 1 and act not in _TOLD and not state.fresh:
        yield "again"
    if state.turn == 0:
        yield "first"
    if state.reflected_last and not (act == "worry_upcoming" and state.fear_turn == state.turn):
        yield "after_reflection"
    yield "mid"
