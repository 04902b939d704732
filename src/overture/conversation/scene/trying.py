"""At most one thing to try: a small change, with an example as this member would write it."""

from collections.abc import Iterator
from dataclasses import dataclass

from overture.content.schema.looking_back import DebriefMeasure, TryLine
from overture.content.schema.scene import Hint, Scene
from overture.conversation.scene.coach import Measures
from overture.conversation.scene.exchanges import Pair
from overture.conversation.scene.hints import GO_ON, in_register, register_of
from overture.conversation.scene.matching import folded, has_any
from overture.conversation.scene.quoting import effect_words, told, unstopped
from overture.conversation.scene.state import SceneState

MANY_QUESTIONS, MOST_OF_IT = 3, 0.7


@dataclass(frozen=True)
class ToTry:
    """What to try next time: why, in what happened, and an example line."""

    measure: str
    why: str
    example: str


def thing_to_try(scene: Scene, state: SceneState, measures: Measures) -> ToTry | None:
    """The first lack that changed something, or None if there was none."""
    texts = {entry.measure: entry for entry in scene.debrief}
    register = register_of(state)
    for name, why in _lacks(state, measures, texts):
        entry = texts.get(name)
        if entry is not None and why:
            line = _about_that(scene, entry.try_, measures) if name == "follow_ups" else entry.try_
            return ToTry(name, why, in_register(line, register))
    return None


def _about_that(scene: Scene, line: TryLine, measures: Measures) -> TryLine | Hint:
    """The scene's example if it is about what was left lying here, else a plain “go on”."""
    left = (*measures.openings_missed, *measures.openings_returned_to)[0].hers
    for fact in scene.partner.facts:
        if any(offer.text == left for offer in fact.offer.all()):
            return line if has_any(folded(f"{line.plain} {line.chatty}"), fact.words) else GO_ON
    return GO_ON


def _lacks(
    state: SceneState, measures: Measures, texts: dict[str, DebriefMeasure]
) -> Iterator[tuple[str, str]]:
    ask = measures.ask
    if measures.rude:
        yield "rudeness", "A line was drawn. One word mends it, and it is never too late for it."
    if ask.taken_back:
        yield "ask_taken_back", _about(texts, "ask_taken_back", ask.taken_back)
    if measures.put_downs:
        yield "self_put_downs", _about(texts, "self_put_downs", measures.put_downs[0])
    if ask.due and not ask.made:
        yield "ask_made", "What you came for was not said. These are all the words it takes."
    if ask.helped:
        yield "ask_made", "Say it before it can be said for you."
    if len(measures.question_run) >= MANY_QUESTIONS:
        yield "questions_in_a_row", _questions(texts, measures)
    if measures.openings_returned_to or measures.openings_missed:
        yield "follow_ups", _left_lying(texts, measures)
    hushed = [met for met in measures.cues_met if met.hushed]
    if hushed:
        truth = hushed[0].cue.truth
        yield "unclear_cues", _about(texts, "unclear_cues", hushed[0].pair, truth=truth, lack=True)
    yield "share_of_talk", _share(texts, state, measures)


def _about(
    texts: dict[str, DebriefMeasure], name: str, pair: Pair, *, truth: str = "", lack: bool = False
) -> str:
    entry = texts.get(name)
    if entry is None:
        return ""
    template = entry.say_if_not if lack else entry.say_if_true
    return told(
        template if pair.own else template.replace("“{own}”", "silence"),
        own=unstopped(pair.own),
        hers=unstopped(pair.hers),
        who=pair.who,
        effect=effect_words(pair.effect),
        truth=truth,
    )


def _left_lying(texts: dict[str, DebriefMeasure], measures: Measures) -> str:
    if measures.openings_missed and not measures.follow_ups:
        return _about(texts, "follow_ups", measures.openings_missed[0], lack=True)
    if not measures.openings_returned_to:
        return ""
    back = measures.openings_returned_to[0]
    return (
        f"“{unstopped(back.hers)}” was left lying, and you came back to it a little later with "
        f"“{unstopped(back.own)}”. That is when more came out. It can be picked up at once, too."
    )


def _questions(texts: dict[str, DebriefMeasure], measures: Measures) -> str:
    """Only where the answers grew shorter: otherwise the run did no harm."""
    entry, run = texts.get("questions_in_a_row"), measures.question_run
    first, last = run[0].effect.shown, run[-1].effect.shown
    if entry is None or len(last.split()) >= len(first.split()):
        return ""
    number = _NUMBERS.get(len(run), f"{len(run)}")
    return told(entry.say_if_true, n=number, hers=unstopped(last))


_NUMBERS = {3: "three", 4: "four", 5: "five", 6: "six"}


def _share(texts: dict[str, DebriefMeasure], state: SceneState, measures: Measures) -> str:
    """Only a share above seven tenths, and only with a line of the partner's to show for it."""
    entry = texts.get("share_of_talk")
    lines = [line.text for line in state.spoken_lines if line.text]
    if entry is None or not lines or (measures.share_of_talk or 0.0) <= MOST_OF_IT:
        return ""
    return told(entry.say_if_true, hers=unstopped(max(lines, key=len)))
