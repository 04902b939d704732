"""Cases that the policy names: they go before the tables, whatever the act."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from overture.content.schema.companion import Use
from overture.conversation.messages import TalkFacts
from overture.conversation.policy import face
from overture.conversation.policy.lasting import is_known
from overture.conversation.policy.reading import TELLING, TROUBLED
from overture.conversation.policy.remember import STRONG
from overture.conversation.policy.state import TalkState
from overture.conversation.policy.support import told
from overture.conversation.policy.tables import PLACES, PRESSED, Choice, Decision
from overture.conversation.understanding.types import Understanding

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
_PATTERN = "pattern "
_BY_PATTERN = (
    Choice("complex_reflection", "open_question", needs="key is coping"),
    Choice("complex_reflection", "open_question", needs=_PATTERN),
    Choice("complex_reflection", needs=_PATTERN),
    Choice("simple_reflection", needs=_PATTERN),
    Choice("normalise", "open_question", needs=_PATTERN),
    Choice("normalise", needs=_PATTERN),
    Choice("open_question", needs=_PATTERN),
)
_BESIDE_A_LOSS = (
    _BY_PATTERN[0],
    Choice("simple_reflection", "open_question", needs="topic grief"),
    Choice("complex_reflection", needs="topic grief"),
    Choice("simple_reflection", needs="topic grief"),
    Choice("normalise", needs="topic grief"),
)
_MISSING = "Somebody is missing from this."
_NAMED: Mapping[str, tuple[tuple[Choice, ...], str]] = {
    "other_language": (
        (Choice("give_information", needs="pattern other_language"),),
        "This program reads English only.",
    ),
    "very_long": (
        (Choice("open_question", needs="pattern very_long"), *_BY_PATTERN[1:2]),
        "You wrote a lot, so you choose where to begin.",
    ),
    "diagnosis": (
        (Choice("give_information", needs="pattern diagnosis"),),
        "A program can’t say what something is called.",
    ),
    "judge_absent": (
        (
            Choice("give_information", "open_question", needs="pattern judge_absent"),
            Choice("give_information", needs="pattern judge_absent"),
            Choice("decline", needs="pattern judge_absent"),
        ),
        "The other person isn’t here to ask.",
    ),
    "only_one": (
        (Choice("about_self", needs="pattern only_one"),),
        "You said this is the only place you can talk.",
    ),
    "take_me_to": ((Choice("give_information", needs="pattern take_me_to"),), "You made a joke."),
    "distrust": (
        (Choice("give_information", needs="pattern distrust"),),
        "You asked for something to hold on to.",
    ),
    "you_dont_understand": (
        (Choice("about_self", needs="pattern you_dont_understand"),),
        "The last reply missed.",
    ),
    "discounts": (
        (Choice("name_pattern", needs="pattern discounts"),),
        "Something good was struck out at once.",
    ),
    "says_sorry": (
        (Choice("about_self", needs="pattern says_sorry"),),
        "You said sorry, and nothing here was hurt.",
    ),
    "bare_dunno": (
        (Choice("slow_down", needs="pattern bare_dunno"),),
        "You said you don’t know, and that is an answer.",
    ),
    "not_about": (
        (
            Choice("open_question", needs="pattern not_about"),
            Choice("simple_reflection", needs="pattern not_about"),
        ),
        "You said what it is not.",
    ),
    "no_advice": ((Choice("decline", needs="pattern no_advice"),), "You want no advice."),
    "bare_no": ((Choice("slow_down", needs="pattern bare_no"),), "You said no to how I put it."),
    "bare_yes": (
        (Choice("slow_down", needs="pattern bare_yes"),),
        "You said yes, and there is more to it.",
    ),
    "asks_if_followed": (
        (Choice("about_self", needs="pattern asks_if_followed"),),
        "You asked whether I follow.",
    ),
    "asks_what_is_known": (
        (Choice("about_self", needs="pattern asks_what_is_known"),),
        "You asked what I know.",
    ),
    "remarks_on_quiet": (
        (Choice("about_self", needs="pattern remarks_on_quiet"),),
        "You spoke about how I talk.",
    ),
}
_ABOUT_ITSELF = ("do_you_feel", "do_you_remember", "flattery_fishing")


_OBEYED: Mapping[str, str] = {
    "called_away": "Something called you away.",
    "leave_me_alone": "You wanted to be left alone.",
}


_WISHES_TALK = re.compile(r"\b(?:talk\w*|chat\w*|speak|tell you)\b", re.IGNORECASE)
"""In a no to practice: that talk is wanted instead. Without it, a no is only a no."""


def obeyed(state: TalkState, understanding: Understanding, act: str) -> Iterator[Decision]:
    """Stop, slower, no questions, only talk: at once, whatever else the turn holds."""
    if act in {"stop_here", "bye"} or state.meaning == "stop":
        act = "stop_here" if state.meaning == "stop" else act
        gently = (Choice("close", needs="safety asked"),) if state.safety_turn >= 0 else ()
        yield Decision(act, "closing", (*gently, Choice("close")), "You said you were going.")
    if "too_many_questions" in understanding.patterns:
        choices = (Choice("slow_down", needs="pattern too_many_questions"), Choice("slow_down"))
        yield Decision("request_slower", "any", choices, "You asked for fewer questions.")
    if "closed_subject" in understanding.patterns:
        shut = (Choice("simple_reflection", needs="pattern closed_subject"),)
        yield Decision("refuse_suggestion", "any", shut, "You said what is not to be talked about.")
    for pattern, reason in _OBEYED.items():
        if pattern in understanding.patterns and not state.beside_loss:
            met = Choice("slow_down", needs=f"pattern {pattern}")
            yield Decision(act, "any", (met,), reason)
    if act == "request_slower":
        yield Decision(act, "any", (Choice("slow_down"),), "You asked for it slower.")
    if "just_talk" in understanding.patterns:
        quietly = Choice("slow_down", needs="pattern just_talk")
        no = Choice("decline", needs="pattern just_talk")
        wished = _WISHES_TALK.search(understanding.text) or understanding.term
        choices = (Choice("open_question", needs="only_talk") if wished else no, quietly)
        act = "hobby_talk" if understanding.term else "refuse_suggestion"
        yield Decision(act, "early", choices, "You said you only want to talk.")


def about_itself(state: TalkState, understanding: Understanding, act: str) -> Iterator[Decision]:
    """Questions about the program are answered first, and straight."""
    reason = "You asked about the program, so that comes first."
    sure = understanding.sureness != "low"
    if act == "ask_if_human" or (act in {"ask_privacy", "romance_towards_companion"} and sure):
        again = act in state.acts
        choices = PLACES[act, "again" if again else "mid"]
        yield Decision(act, "repeat" if again else "early", choices, reason)
    for pattern in _ABOUT_ITSELF:
        if pattern in understanding.patterns:
            needs = f"pattern {pattern}"
            choices = (Choice("about_self", needs=needs), Choice("decline", needs=needs))
            yield Decision("ask_companion", "any", choices, reason)


def named(state: TalkState, understanding: Understanding, act: str) -> Iterator[Decision]:
    """Patterns with an answer of their own, and a mistake that was pointed out."""
    for pattern, (choices, reason) in _NAMED.items():
        if pattern in understanding.patterns:
            yield Decision(_ACT_OF.get(pattern, act), "any", choices, reason)
    yield from _tenderly(understanding)
    if state.beside_loss and understanding.act != "share_good_event":
        silent = tuple(
            replace(way, needs="pattern loss_kept_silent") for way in _BESIDE_A_LOSS[1:4]
        )
        ways = silent if "loss_kept_silent" in understanding.patterns else ()
        yield Decision("share_bad_event", "any", (*ways, *_BESIDE_A_LOSS), _MISSING)
    if "after_disclosure" in understanding.patterns and understanding.words <= 2:
        choices = (Choice("slow_down", needs="pattern after_disclosure"),)
        yield Decision("agree", "mid", choices, "You had just said something that is not small.")
    if state.offers_locked and state.moves[-1:] == ("decline",) and _settles(understanding):
        choices = (Choice("decline", needs="offer refused"),)
        yield Decision("agree", "after_reflection", choices, "You said no, and it stays a no.")
    if "wants_a_question" in understanding.patterns:
        pursuit = (Choice("open_question"),)
        pursuing = state.term or "hobby_talk" in state.acts
        asked = "hobby_talk" if pursuing else "share_neutral"
        yield Decision(asked, "mid", pursuit, "You asked to be asked.")
    if "empty_day" in understanding.patterns:
        choices = (Choice("simple_reflection", needs="pattern empty_day"),)
        use: Use = "low_energy" if state.energy_low else "mid"
        yield Decision("share_neutral", use, choices, "A quiet day is a day.")
    if "only_one" not in understanding.patterns and "warm_about_person" in understanding.patterns:
        choices = (Choice("about_self", needs="pattern warm_about_person"),)
        yield Decision("share_neutral", "mid", choices, "There is a person in it.")


def _tenderly(understanding: Understanding) -> Iterator[Decision]:
    """A low mood or being lonely, said outright, is met before anything is asked or quoted.

    In what is told as a joke the hard word may be the joke.
    """
    if understanding.patterns & _IN_FUN:
        return
    for pattern in _TENDER:
        if pattern in understanding.patterns:
            needs = f"pattern {pattern}"
            met = Choice("simple_reflection", "open_question", needs=needs)
            choices = (met, replace(met, tail=None))
            act = "loneliness" if pattern == "lonely_now" else "share_bad_event"
            yield Decision(act, "any", choices, "You said how it is, so that comes first.")


_IN_FUN = frozenset({"things_as_people", "machine_talk", "joke_on_oneself"})
_TENDER = ("low_mood", "lonely_now", "hard_words")


def _settles(understanding: Understanding) -> bool:
    return understanding.act in {"agree", "share_good_event", "thanks", "refuse_suggestion"}


_ACT_OF: Mapping[str, str] = {
    "only_one": "loneliness",
    "diagnosis": "ask_advice",
    "judge_absent": "ask_advice",
    "take_me_to": "test_or_nonsense",
    "distrust": "ask_privacy",
    "you_dont_understand": "insult_companion",
    "remarks_on_quiet": "ask_companion",
    "discounts": "share_good_event",
    "no_advice": "refuse_suggestion",
    "bare_no": "refuse_suggestion",
    "bare_yes": "agree",
    "asks_if_followed": "ask_companion",
    "asks_what_is_known": "ask_companion",
}


def planned(state: TalkState, understanding: Understanding) -> Iterator[Decision]:
    """The member worded a step: name what is good about it, and ask to write it down."""
    if "worded_plan" not in understanding.patterns or not state.worded_step:
        return
    asking = (
        Choice("affirm_act", "ask_permission", needs="pattern "),
        Choice("affirm_act", "ask_permission"),
        Choice("ask_permission", needs="step worded"),
    )
    choices = (Choice("affirm_act"),) if state.offers_locked else asking
    yield Decision("agree", "confirm", choices, "You worded a step yourself.")


EARLIEST_NOTE = 2
"""Turns after which it may be asked to be remembered: never at the door."""

NOTE_WAITS = 2
"""Turns for which a fact waits to be asked about."""


def remembering(
    state: TalkState, understanding: Understanding, facts: TalkFacts
) -> Iterator[Decision]:
    """A lasting fact was told in passing: mid-talk, ask once whether to keep it."""
    told = state.turn - state.fact_turn <= NOTE_WAITS and not is_known(state.fact, facts.remembered)
    calm = understanding.strongest < STRONG and not (state.beside_loss or state.asked_running > 1)
    if facts.may_remember and told and calm and state.turn >= EARLIEST_NOTE:
        asking = (Choice("ask_permission", needs="fact stable"),)
        yield Decision("share_neutral", "mid", asking, "You told me something that lasts.")


def affirmed(state: TalkState, understanding: Understanding, act: str) -> Iterator[Decision]:
    """Something was done, said or noticed that is worth naming."""
    if understanding.patterns & AFFIRMING and state.moves[-1:] != ("affirm_act",):
        choices = (Choice("affirm_act", needs=_PATTERN),)
        reason = "You did something that is worth naming."
        for likely in _acts(understanding, act):
            yield Decision(likely, "mid", choices, reason)
        yield Decision(act, "after_step", choices, reason)


def carried_by_a_pattern(
    state: TalkState, understanding: Understanding, act: str
) -> Iterator[Decision]:
    """What was heard opens a line that fits this turn and few others."""
    if act in TELLING | TROUBLED | {"hobby_talk", "refuse_suggestion"}:
        use: Use = "repeat" if state.repeats(act) > 1 and not state.fresh else "mid"
        for likely in _acts(understanding, act):
            yield Decision(likely, use, _BY_PATTERN, "This takes up the way you put it.")


def _acts(understanding: Understanding, act: str) -> tuple[str, ...]:
    """The act, and where that is not sure, others under which a pattern may open a line."""
    if understanding.sureness == "high":
        return (act,)
    others = (told(understanding), "share_neutral", "share_bad_event", "worry_upcoming")
    return tuple(dict.fromkeys((act, *others)))


def not_sure(state: TalkState, understanding: Understanding, act: str) -> Iterator[Decision]:
    """Low confidence: quote, ask which, or hold still; never a guess dressed as understanding."""
    for likely in _acts(understanding, act):
        yield Decision(likely, "mid", _BY_PATTERN, "This takes up the way you put it.")
    if state.beside_loss:
        yield Decision("share_bad_event", "any", _BESIDE_A_LOSS[2:], "This stays near the loss.")
    yield from face.as_told(state, understanding, act)
    if understanding.term and not state.term_explained:
        asking_what = (Choice("open_question", needs="term unknown"),)
        yield Decision("hobby_talk", "any", asking_what, "You used a word I don’t know.")
    if understanding.topic:
        topical = (
            Choice("simple_reflection", "open_question", needs="topic "),
            Choice("open_question", needs="topic "),
        )
        yield Decision("share_neutral", "any", topical, "This stays with what you were on about.")
    if understanding.words > 2 and understanding.keys and state.lost != 1:
        yield from _stays_close(state)
    quoting = Choice("simple_reflection", needs="key ")
    cell = PRESSED.get((act, "low_confidence"), ()) or (Choice("offer_choice", taps=True),)
    asking = tuple(
        replace(choice, needs="confidence low") if choice.lead == "offer_choice" else choice
        for choice in cell
        if choice.lead != "simple_reflection"
    )
    yield Decision(act, "low_confidence", (*asking, quoting), "I was not sure what you meant.")


def _stays_close(state: TalkState) -> Iterator[Decision]:
    """Their own words back where that was not just done, else room to go on."""
    reason = "I was not sure, so this keeps to your words."
    act = "hobby_talk" if state.term else "share_neutral"
    if not state.quoted_last:
        yield Decision(act, "any", (Choice("simple_reflection", needs="key "),), reason)
    going_on = (
        Choice("simple_reflection", "open_question", needs="key is np"),
        Choice("simple_reflection", needs="key is np"),
        Choice("open_question"),
        Choice("slow_down"),
    )
    yield Decision(act, "mid", going_on, reason)


def step_is_due(state: TalkState, understanding: Understanding, facts: TalkFacts) -> bool:
    """A step for today is mentioned once; with hardly any energy, only after a first lift."""
    lift = understanding.jokes or understanding.words > 5
    ready = lift and state.turn > 1 if state.energy_low else state.turn <= 1
    return facts.step.status == "due" and "step_due" not in state.once and ready
