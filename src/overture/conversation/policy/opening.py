"""How a talk opens: the first that fits, and variety where nothing in particular does."""

from collections.abc import Iterator

from overture.conversation.messages import TalkFacts
from overture.conversation.policy.state import TalkState
from overture.conversation.policy.tables import Choice, Decision

_PLAIN = (
    Choice("slow_down"),
    Choice("offer_choice", taps=True),
    Choice("open_question"),
    Choice("offer_choice", taps=True),
    Choice("summary", needs="talk later"),
)


def openings(state: TalkState, facts: TalkFacts, seed: int) -> Iterator[Decision]:
    """A step due or past, a change carried, an anchor, the last topic; else nothing in particular.

    What is nothing in particular comes in turns. Somebody with hardly any energy is not met with
    a step.
    """
    if not facts.talks_before:
        first = Choice("offer_choice", taps=True, needs="talk first")
        yield _opening(first, "This is the first talk.")
        return
    if state.energy_low:
        yield _opening(Choice("slow_down"), "There is hardly any energy today.")
    else:
        yield from _near_a_step(facts)
    if facts.step.change:
        yield _opening(Choice("carry_change"), "A small change was carried from last time.")
    if facts.anchor:
        needs = "anchor today"
        choice = Choice("offer_choice", taps=True, needs=needs)
        yield _opening(choice, "Something regular of yours falls on today.")
    if facts.last_topic:
        needs = "last topic confirmed"
        yield _opening(Choice("summary", needs=needs), "The last talk left a note you agreed to.")
    turn = (seed + facts.talks_before) % len(_PLAIN)
    for choice in (*_PLAIN[turn:], *_PLAIN[:turn]):
        yield _opening(choice, "Nothing is planned for this talk.")


def _near_a_step(facts: TalkFacts) -> Iterator[Decision]:
    if facts.step.status == "due":
        choices = (Choice("offer_choice", needs="step due", taps=True), Choice("carry_change"))
        reason = "A step is down for today."
        yield Decision("greet", "before_step", choices, reason, once="step_due")
    if facts.step.status == "missed":
        reason = "A step has come and gone, and it is not told yet."
        yield Decision("greet", "after_step", (Choice("review_near_miss"),), reason)


def _opening(choice: Choice, reason: str) -> Decision:
    return Decision("greet", "opening", (choice,), reason)
