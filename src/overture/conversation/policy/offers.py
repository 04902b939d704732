"""Turns that answer what the last reply held out: a tap, an offer, a guess, a step to word."""

from collections.abc import Iterator, Mapping

from overture.content.schema.companion import Use
from overture.conversation.policy import plainly
from overture.conversation.policy.state import TalkState
from overture.conversation.policy.tables import PLACES, Choice, Decision
from overture.conversation.policy.taps import Meaning
from overture.conversation.understanding.types import Understanding

YES: frozenset[Meaning] = frozenset({"yes", "on", "practise", "answer", "happened", "more"})
NO: frozenset[Meaning] = frozenset({"no", "quiet"})
_LATE_YES, _A_DAY = 6, 9
"""Words up to which a late yes, or a day, is about the step and nothing else."""

SAVE = Choice("invite_step", needs="step worded")
WORD_IT = Choice("invite_step", needs="offer open is step")


def to_what_was_asked(
    state: TalkState, understanding: Understanding, act: str
) -> Iterator[Decision]:
    """The answer to an open offer, to a guess, or to taps, in this order."""
    yield from _to_a_waiting_step(state, understanding, act)
    if state.offer:
        yield from _to_an_offer(state, act)
    if state.moves[-1:] == ("elicit_prediction",):
        yield from _to_a_guess(state, understanding)
    if state.meaning:
        yield from _to_taps(state, state.meaning)


def _to_a_waiting_step(
    state: TalkState, understanding: Understanding, act: str
) -> Iterator[Decision]:
    """A step worded a turn or three ago: a late yes writes it down, a day belongs to it."""
    if not state.step_stands or state.step_turn == state.turn:
        return
    free = state.meaning is None and not state.offer and act == "agree"
    if plainly.says_write_it_down(understanding.text) or (
        free and understanding.words <= _LATE_YES
    ):
        yield Decision("agree", "confirm", (SAVE,), "You said to write it down.")
    elif plainly.day_given(understanding.text) and understanding.words <= _A_DAY:
        asking = (Choice("ask_permission", needs="step worded"),)
        yield Decision("agree", "confirm", asking, "You gave the step a day.")


def _to_an_offer(state: TalkState, act: str) -> Iterator[Decision]:
    no = state.meaning in NO or (act == "refuse_suggestion" and state.meaning is None)
    yes = not no and (state.meaning in YES or act == "agree")
    if state.offer == "step_due":
        yield from _to_a_step_due(state, no=no)
    elif state.offer == "remember":
        yield from _to_a_note(yes=yes, no=no)
    elif no:
        yield from _refused(state)
    elif state.offer == "scene":
        yield from _to_a_scene(state, act, yes=yes)
    elif state.offer == "permission" and yes:
        choices = (
            Choice("give_information", needs="permission given"),
            Choice("open_question", needs="permission given"),
        )
        asked = state.acts[-1] if state.acts else act
        yield Decision(asked, "after_reflection", choices, "You said yes to hearing it.")
    elif state.offer == "write_down":
        yield from _to_writing_down(state, yes=yes)
    elif state.offer == "step" and (yes or state.meaning == "smaller"):
        reason = "You said yes to a step, so it should be in your words."
        yield Decision("agree", "confirm", (WORD_IT,), reason)


def _refused(state: TalkState) -> Iterator[Decision]:
    reason = "You said no, so it was dropped."
    if state.offer == "write_down":
        yield Decision("refuse_suggestion", "confirm", (Choice("decline"),), reason)
    use: Use = "low_energy" if state.energy_low else "any"
    yield Decision("refuse_suggestion", use, (Choice("decline"),), reason)


def _to_a_scene(state: TalkState, act: str, *, yes: bool) -> Iterator[Decision]:
    if state.meaning == "another":
        reason = "You asked for another one."
        yield Decision("ask_practise", "repeat", (Choice("invite_scene"),), reason)
    elif state.meaning != "scenes" and (yes or act == "ask_practise"):
        reason = "You said yes to practising."
        yield Decision("agree", "confirm", (Choice("invite_scene"),), reason)


def _to_a_note(*, yes: bool, no: bool) -> Iterator[Decision]:
    """A lasting fact is kept on a yes and on nothing else; whatever else is said is taken up."""
    if yes:
        kept = (Choice("slow_down", needs="fact stable"),)
        yield Decision("agree", "confirm", kept, "You said yes to a note.")
    if no:
        dropped = (Choice("decline", needs="fact stable"),)
        yield Decision("refuse_suggestion", "confirm", dropped, "You said no, so nothing is kept.")


def _to_writing_down(state: TalkState, *, yes: bool) -> Iterator[Decision]:
    if state.meaning == "smaller":
        yield Decision("agree", "confirm", (WORD_IT,), "You wanted it worded another way.")
    elif yes:
        yield Decision("agree", "confirm", (SAVE,), "You said to write it down.")


def _to_a_step_due(state: TalkState, *, no: bool) -> Iterator[Decision]:
    if no:
        choices = (Choice("review_near_miss"), Choice("decline"))
        reason = "You said not today, so nothing more was offered."
        yield Decision("refuse_suggestion", "low_energy", choices, reason)
    elif state.meaning == "done":
        done = (Choice("affirm_act", needs="choice is done"),)
        yield Decision("share_neutral", "after_step", done, "You said that it is done.")
    elif state.meaning == "smaller":
        yield Decision("agree", "confirm", (WORD_IT,), "You wanted it smaller.")


def _to_a_guess(state: TalkState, understanding: Understanding) -> Iterator[Decision]:
    if understanding.number is not None and state.asked in {"number", "choice"}:
        choices = (
            Choice("elicit_prediction", needs="pattern own_counter_evidence"),
            Choice("give_information", needs="number given"),
            Choice("elicit_prediction", needs="number given"),
        )
        yield Decision("agree", "after_reflection", choices, "You gave a number.")
    if state.meaning in {"more", "less"}:
        noted = (Choice("give_information", needs=f"choice is {state.meaning}"),)
        yield Decision("agree", "after_reflection", noted, "You gave a guess.")
    if state.meaning == "skip" or understanding.text.strip().lower() == "skip":
        skipped = (Choice("slow_down", needs="choice is skip"),)
        yield Decision("agree", "any", skipped, "You skipped the guess.")
    if "cannot_say" in understanding.patterns:
        without = (Choice("elicit_prediction", needs="pattern cannot_say"),)
        yield Decision("agree", "after_reflection", without, "A guess is never owed.")


_MOVES: Mapping[Meaning, tuple[Choice, str]] = {
    "quiet": (Choice("slow_down", needs="choice is quiet"), "You chose to leave it."),
    "else": (Choice("offer_choice", needs="choice is else"), "You chose something else."),
    "on": (Choice("slow_down", needs="choice is on"), "You chose to go on."),
    "again": (Choice("slow_down", needs="choice is again"), "You wanted to say it again."),
    "looking": (Choice("give_information", needs="choice is looking"), "You are looking round."),
    "body": (Choice("give_information", needs="choice is body"), "You chose your body."),
    "scenes": (Choice("give_information", needs="choice is scenes"), "You asked for the scenes."),
    "happened": (Choice("open_question", needs="choice is happened"), "Something happened."),
    "coming": (Choice("open_question", needs="choice is coming"), "Something is coming up."),
    "chat": (Choice("open_question", needs="choice is chat"), "You chose small talk."),
    "smaller": (Choice("open_question", needs="choice is smaller"), "You asked for it smaller."),
}


def _to_taps(state: TalkState, meaning: Meaning) -> Iterator[Decision]:
    if meaning in _MOVES:
        choice, reason = _MOVES[meaning]
        yield Decision("agree", "any", (choice,), reason)
    if meaning in {"practise", "another"}:
        choices = PLACES["ask_practise", "mid"]
        yield Decision("ask_practise", "any", choices, "You chose to practise.")
    if meaning == "no" and state.picked.lower() not in {"no", "neither", "none", "nothing"}:
        yield Decision("refuse_suggestion", "any", (Choice("decline"),), "You said not now.")
    yield from _to_an_answer(state)


def _to_an_answer(state: TalkState) -> Iterator[Decision]:
    """A mere answer is taken as whole; where there is room, the talk goes on from it."""
    reason = "You chose, and that is an answer."
    alone = Choice("simple_reflection", needs="choice ")
    on = Choice("simple_reflection", "open_question", needs="choice ")
    if state.energy_low:
        yield Decision("agree", "low_energy", (alone,), reason)
    elif state.acts and state.acts[-1] not in {"greet", "agree", "silence_filler"}:
        yield Decision(state.acts[-1], "any", (on, alone), reason)
    yield Decision("agree", "any", (alone,), reason)
