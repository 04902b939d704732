"""Looking back at a scene: what was expected, what happened, own lines, one thing to try.

Never a grade, never praise for what did not happen, and another text for another kind of attempt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from overture.content.schema.scene import RealStep, Scene
from overture.conversation.scene.coach import Measures, measure
from overture.conversation.scene.dial import ease
from overture.conversation.scene.feared import FearChecked, check_fear, feared_option
from overture.conversation.scene.quoting import effect_words, quoted, told, unstopped
from overture.conversation.scene.state import SceneState, start_dial
from overture.conversation.scene.trying import ToTry, thing_to_try
from overture.conversation.scene.versions import Version, versions
from overture.conversation.scene.worked import Worked, things_that_worked

NOTABLE = 0.02
"""A change of ease, 0-1, that is worth a sentence."""

Kind = Literal["looked", "frozen", "rude", "stopped", "done"]
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
    the kinds that are not `done`. `feared_tested` and `feared_seen` are for the record: a fear
    that could not come true here is not counted. `step` is a library id (`scene/step`).
    """

    kind: Kind
    headline: str
    happened: tuple[str, ...]
    feared: str
    feared_tested: bool
    feared_seen: bool | None
    worked: tuple[Worked, ...]
    helped: str
    to_try: ToTry | None
    versions: tuple[Version, ...]
    dial: str
    step: str
    step_words: str
    step_reason: str
    smaller_step: str
    measures: Measures

    @property
    def lacks(self) -> tuple[tuple[str, str], ...]:
        """What was missing or did harm: each as its measure and the sentence that names it."""
        tried = ((self.to_try.measure, self.to_try.why),) if self.to_try else ()
        drawn = tuple(("rudeness", words) for words in self.happened if self.kind == "rude")
        return (*drawn, *tried)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every sentence about this attempt, in the order of the page."""
        tried = (self.to_try.why, self.to_try.example) if self.to_try else ()
        compared = tuple(f"{v.label}: “{v.own}” {v.effect}" for v in self.versions)
        worked = tuple(one.words for one in self.worked)
        parts = (self.headline, self.feared, *self.happened, *compared, *worked, self.helped)
        every = (*parts, *tried, self.dial, self.step_words, self.step_reason)
        return tuple(words for words in every if words)


def debrief(
    scene: Scene,
    state: SceneState,
    *,
    prediction: Expected | None = None,
    outcome: Met | None = None,
    literal: bool = False,
) -> Debrief:
    """Look back at a scene, ended or not. `literal` leaves out every turn of phrase."""
    before, after = prediction or Expected(), outcome or Met()
    measures = measure(scene, state)
    kind = kind_of(state, measures)
    tested, seen, feared = _feared(scene, state, before, after)
    step, reason = _real_step(scene, kind, measures, harder=_was_harder(before, after))
    place = scene.real_steps.index(step)
    return Debrief(
        kind=kind,
        headline=headline(kind, before, after),
        happened=_happened(scene, state, kind, measures),
        feared=feared,
        feared_tested=tested,
        feared_seen=seen,
        worked=things_that_worked(scene, state, measures, literal=literal),
        helped=_helped(scene, kind, measures),
        to_try=thing_to_try(scene, state, measures) if kind != "looked" else None,
        versions=versions(state),
        dial=_dial(scene, state, kind),
        step=f"{scene.id}/{step.id}",
        step_words=step.words,
        step_reason=reason,
        smaller_step=f"{scene.id}/{scene.real_steps[place - 1].id}" if place else "",
        measures=measures,
    )


def kind_of(state: SceneState, measures: Measures) -> Kind:
    """What kind of attempt this was; each is told in its own way."""
    if not measures.turns:
        return "looked"
    if measures.rude and state.exchanges[-1].act == "rude":
        return "rude"
    if measures.frozen:
        return "frozen"
    return "stopped" if state.exit == "stop" else "done"


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


def _happened(scene: Scene, state: SceneState, kind: Kind, measures: Measures) -> tuple[str, ...]:
    """What took place, for an attempt that went otherwise than hoped, in plain sentences."""
    if kind == "frozen":
        return (scene.debrief_always.frozen, *_to_go_on(scene, state))
    if kind == "rude":
        return _line_drawn(scene, state, measures)
    stopped = ("You stopped when you wanted to. That is one way of ending it.",)
    unsaid = _unsaid(scene, state) if measures.ask.due and not measures.ask.made else ()
    return (*(stopped if kind == "stopped" else ()), *unsaid)


def _to_go_on(scene: Scene, state: SceneState) -> tuple[str, ...]:
    """What the partner had to go on: each short line with its answer, and what stayed unsaid."""
    said = [e for e in state.exchanges if e.kind == "words" and e.text and e.said]
    lines = [f"You wrote “{unstopped(e.text)}”. Then: {effect_words(e.said[0])}" for e in said[:2]]
    return (*lines, *_unsaid(scene, state))


def _unsaid(scene: Scene, state: SceneState) -> tuple[str, ...]:
    """That the partner did not find out what the member came for, if there was any line at all."""
    entry = next((e for e in scene.debrief if e.measure == "ask_made"), None)
    said = [e.text for e in state.exchanges if e.kind == "words" and e.text]
    return (told(entry.say_if_not, own=unstopped(said[-1])),) if entry and said else ()


def _line_drawn(scene: Scene, state: SceneState, measures: Measures) -> tuple[str, ...]:
    entry = next((e for e in scene.debrief if e.measure == "rudeness"), None)
    if entry is None:
        return ()
    first = measures.rude[0]
    drawn = told(
        entry.say_if_true,
        own=unstopped(first.own),
        hers=quoted(first.effect.shown),
        who=first.effect.by,
    )
    shorter = entry.and_if_shorter if _shorter_after(state, first.at) else ""
    ended = "The second time ended it." if len(measures.rude) > 1 else ""
    return tuple(part for part in (drawn, shorter, ended) if part)


def _shorter_after(state: SceneState, at: int) -> bool:
    def mean(lines: Sequence[int]) -> float:
        return sum(lines) / len(lines) if lines else 0.0

    lengths = [[len(line.text.split()) for line in e.said] for e in state.exchanges]
    before = mean([words for said in lengths[:at] for words in said])
    after = mean([words for said in lengths[at + 1 :] for words in said])
    return 0.0 < after < before


def _helped(scene: Scene, kind: Kind, measures: Measures) -> str:
    entry = next((e for e in scene.debrief if e.measure == "ask_made"), None)
    helped = entry is not None and measures.ask.helped and kind != "looked"
    return entry.say_if_helped if entry and helped else ""


def _dial(scene: Scene, state: SceneState, kind: Kind) -> str:
    """Why it was as easy or as hard as it was, in a sentence or two."""
    if kind == "looked":
        return ""
    set_at = scene.debrief_always.dial_said[state.start_level]
    return f"{set_at} {_dial_moved(scene, state, kind)}".strip()


def _dial_moved(scene: Scene, state: SceneState, kind: Kind) -> str:
    start = start_dial(scene, state.start_level)
    easier = ease(state.dial) >= ease(start) + NOTABLE
    if kind == "frozen" and state.start_level != "easy":
        return _TOO_LATE
    if any(exchange.act == "rude" for exchange in state.exchanges):
        return "A rude turn cost some warmth."
    if easier:
        return "Short or silent turns made it easier as it went."
    if state.dial["ambiguity"] > start["ambiguity"]:
        return "When you were at ease, less was explained. That was the dial, not a mood."
    led_less = state.dial["initiative"] < start["initiative"]
    return "As you said things in your own words, you were led less." if led_less else ""


_TOO_LATE = (
    "It turned easier along the way, and too late. At easy the first word is said for you, and a "
    "nod is enough."
)


def _real_step(
    scene: Scene, kind: Kind, measures: Measures, *, harder: bool
) -> tuple[RealStep, str]:
    """The smallest real step that fits: after a hard one, the smallest there is."""
    steps = scene.real_steps
    if harder or kind in {"frozen", "rude", "looked"}:
        reason = "This was harder than you expected, so this is the smallest there is."
        return steps[0], reason if harder else "It is the smallest there is."
    if measures.ask.helped or not measures.ask.made:
        step = next((s for s in steps if s.features.initiation >= 0.4), steps[0])
        return step, "A word or two was enough for you here. This asks for no more than that."
    real = scene.features.real
    real_kind = (real.channel, real.partner)
    alike = [s for s in steps if (s.features.channel, s.features.partner) == real_kind]
    step = next((s for s in alike if s.features.initiation >= 0.6), steps[len(steps) // 2])
    return step, "It is the smallest here in which you say the first word to somebody real."
