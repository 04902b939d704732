"""Looking back at a scene: what was expected, what happened, own lines, one thing to try.

Never a grade, never praise for what did not happen, and another text for another kind of attempt.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from overture.content.schema.scene import Scene
from overture.conversation.scene.coach import Measures
from overture.conversation.scene.counted import what_was_counted
from overture.conversation.scene.feared import FearChecked, check_fear, feared_option
from overture.conversation.scene.happened import what_happened
from overture.conversation.scene.lacking import lacks
from overture.conversation.scene.literal import helped as helped_to_the_letter
from overture.conversation.scene.looking import Kind, Look, Remark
from overture.conversation.scene.real_step import real_step
from overture.conversation.scene.setting import why_so_easy_or_hard
from overture.conversation.scene.state import SceneState
from overture.conversation.scene.trying import ToTry, thing_to_try
from overture.conversation.scene.versions import Compared, compared
from overture.conversation.scene.worked import Worked, things_that_worked

Happened = Literal["no", "partly", "yes"]


@dataclass(frozen=True)
class Expected:
    """What the member predicted; every part may be missing. Ratings 0-10."""

    anxiety: float | None = None
    enjoyment: float | None = None
    feared_in_ten: float | None = None
    feared_words: str | None = None


@dataclass(frozen=True)
class Met:
    """What the member says happened; every part may be missing. Ratings 0-10."""

    anxiety: float | None = None
    enjoyment: float | None = None
    feared: Happened | None = None
    understood: float | None = None


@dataclass(frozen=True)
class Debrief:
    """A looking back, ready to be shown. Empty parts are left out by the page.

    `kind` is how the attempt went: looked in, frozen, rude, stopped, done. `happened` is said for
    what went otherwise than hoped. `feared_tested` and `feared_seen` are for the record: a fear
    that could not come true here is not counted. `counted` is what the coach counted, with what
    was missing beside the one thing to try. `step` and `smaller_step` are library ids
    (`scene/step`).
    """

    kind: Kind
    headline: str
    happened: tuple[Remark, ...]
    feared: str
    feared_tested: bool
    feared_seen: bool | None
    worked: tuple[Worked, ...]
    helped: str
    to_try: ToTry | None
    compared: Compared
    counted: tuple[Remark, ...]
    dial: str
    step: str
    step_words: str
    step_reason: str
    smaller_step: str
    smaller_words: str
    measures: Measures

    @property
    def lacks(self) -> tuple[tuple[str, str], ...]:
        """What was missing or did harm: each as its measure and the sentence that names it."""
        tried = ((self.to_try.measure, self.to_try.why),) if self.to_try else ()
        named = ((r.measure, r.words) for r in (*self.happened, *self.counted) if r.lack)
        return (*named, *tried)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every sentence about this attempt, in the order of the page."""
        return tuple(words for words in self._texts() if words)

    def _texts(self) -> Iterator[str]:
        yield from (self.headline, self.feared)
        yield from (remark.words for remark in self.happened)
        yield from (f"{v.label}: “{v.own}” {v.effect}" for v in self.compared.versions)
        yield self.compared.difference
        yield from (one.words for one in self.worked)
        yield self.helped
        if self.to_try:
            yield from (self.to_try.why, self.to_try.example)
        yield from (remark.words for remark in self.counted)
        yield from (self.dial, self.step_words, self.step_reason)


def debrief(
    scene: Scene,
    state: SceneState,
    *,
    prediction: Expected | None = None,
    outcome: Met | None = None,
    literal: bool = False,
    would_count: str = "",
) -> Debrief:
    """Look back at a scene, ended or not.

    `literal` leaves out every turn of phrase. `would_count` is what the member says would make it
    count, and decides the real step.
    """
    before, after = prediction or Expected(), outcome or Met()
    look = Look.at(scene, state, literal=literal)
    tested, seen, feared = _feared(scene, state, before, after)
    missing = lacks(look) if look.kind != "looked" else ()
    happened = what_happened(look)
    to_try = thing_to_try(look, missing)
    offered = real_step(look, harder=_was_harder(before, after), would_count=would_count)
    told = {remark.measure for remark in happened} | ({to_try.measure} if to_try else set())
    rest = (Remark(lack.measure, lack.words, lack=True) for lack in missing)
    return Debrief(
        kind=look.kind,
        headline=headline(look.kind, before, after),
        happened=happened,
        feared=feared,
        feared_tested=tested,
        feared_seen=seen,
        worked=things_that_worked(look),
        helped=_helped(look),
        to_try=to_try,
        compared=compared(state),
        counted=(*what_was_counted(look), *(r for r in rest if r.measure not in told)),
        dial=why_so_easy_or_hard(look),
        step=f"{scene.id}/{offered.step.id}",
        step_words=offered.step.words,
        step_reason=offered.reason,
        smaller_step=f"{scene.id}/{offered.smaller.id}" if offered.smaller else "",
        smaller_words=offered.smaller.words if offered.smaller else "",
        measures=look.measures,
    )


def _helped(look: Look) -> str:
    """What the partner did for the member, who came second with it."""
    entry = look.entry("ask_made")
    if entry is None or not look.measures.ask.helped or look.kind == "looked":
        return ""
    return helped_to_the_letter(look) if look.literal else entry.say_if_helped


_UNRATED = {"looked": "You looked in on it", "stopped": "This is how far it went"}


def headline(kind: Kind, before: Expected, after: Met) -> str:
    """The whole in one line, by the member's own ratings alone."""
    calmer = _change(before.anxiety, after.anxiety)
    nicer = _change(before.enjoyment, after.enjoyment)
    if calmer is None and nicer is None:
        return _UNRATED.get(kind, "This is how it went")
    if (calmer or 0) >= 1 and (nicer or 0) <= 0:
        return "That was harder than you expected"
    parts = [_word(calmer, "Calmer", "Tenser"), _word(nicer, "Less enjoyable", "More enjoyable")]
    said = [part for part in parts if part]
    if not said:
        return "Much as you expected"
    second = f", and {said[1].lower()}" if len(said) > 1 else ""
    return f"{said[0]} than you expected{second}"


def _change(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after - before


def _word(change: float | None, less: str, more: str) -> str:
    if change is None or abs(change) < 1:
        return ""
    return less if change < 0 else more


def _was_harder(before: Expected, after: Met) -> bool:
    tenser = _change(before.anxiety, after.anxiety) or 0
    worse = -(_change(before.enjoyment, after.enjoyment) or 0)
    return tenser >= 1 or worse >= 2


def _feared(
    scene: Scene, state: SceneState, before: Expected, after: Met
) -> tuple[bool, bool | None, str]:
    """Whether the fear was tested here, whether it was seen, and the sentence about it."""
    option = feared_option(scene, before.feared_words)
    checked = check_fear(scene, state, option) if option else None
    if before.feared_in_ten is None and not before.feared_words:
        return False, None, ""
    parts = [_expectation(before), _outcome(after, checked), checked.words if checked else ""]
    tested = checked.tested if checked else after.feared is not None
    seen = checked.seen if checked else None
    return tested, seen, " ".join(part for part in parts if part)


def _expectation(before: Expected) -> str:
    if before.feared_in_ten is None:
        return "You were afraid of this."
    times = f"{before.feared_in_ten:g}"
    said = {"0": "not once in 10", "1": "once in 10", "10": "every time"}
    return f"You expected this {said.get(times, f'{times} times in 10')}."


def _outcome(after: Met, checked: FearChecked | None) -> str:
    if checked and checked.taken_back and after.feared != "yes":
        return "It happened in the version you took back, and not in the one you kept."
    if after.feared is not None:
        happened = {"no": "It did not happen.", "partly": "It happened in part."}
        return happened.get(after.feared, "It happened.")
    if checked is None or checked.seen is None or not checked.tested:
        return ""
    return "It happened." if checked.seen else "It did not happen."
