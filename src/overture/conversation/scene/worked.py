"""One or two things that worked, in the member's own line and its effect; only what happened."""

from collections.abc import Iterator
from dataclasses import dataclass

from overture.content.schema.looking_back import DebriefMeasure
from overture.content.schema.scene import Scene
from overture.conversation.scene.coach import CueMet, Measures
from overture.conversation.scene.exchanges import Pair
from overture.conversation.scene.matching import content_words
from overture.conversation.scene.quoting import effect_words, scene_words, told, unstopped
from overture.conversation.scene.state import SceneState

MOST = 2


@dataclass(frozen=True)
class Worked:
    """Something that worked: what was counted, the member's own line, and what it did."""

    measure: str
    own: str
    words: str


def things_that_worked(
    scene: Scene, state: SceneState, measures: Measures, *, literal: bool
) -> tuple[Worked, ...]:
    """At most two, the most telling first, and never the same line twice."""
    found: dict[int, Worked] = {}
    for measure, pair, words in _candidates(scene, state, measures):
        if pair.at not in found and len(found) < MOST:
            plain = _plainly(pair) if literal else words
            found[pair.at] = Worked(measure, unstopped(pair.own), plain)
    return tuple(found[at] for at in sorted(found))


def best_own_line(measures: Measures) -> str:
    """The member's line that did the most; empty if none did anything yet."""
    pairs = (*measures.follow_ups, *_own_ask(measures), *measures.warmth_given)
    return unstopped(pairs[0].own) if pairs else ""


def _own_ask(measures: Measures) -> tuple[Pair, ...]:
    ask = measures.ask
    return (ask.own,) if ask.own and not ask.helped and not ask.taken_back else ()


def _candidates(
    scene: Scene, state: SceneState, measures: Measures
) -> Iterator[tuple[str, Pair, str]]:
    texts = {entry.measure: entry for entry in scene.debrief}
    rude = {pair.at for pair in measures.rude}
    told_more = [p for p in measures.follow_ups if p.effect.id.startswith("fact/")]
    for pair in told_more[:1] or measures.follow_ups[:1]:
        more = _said(texts.get("follow_ups"), pair) if told_more else ""
        yield "follow_ups", pair, more or _taken_up(pair)
    for pair in _own_ask(measures):
        yield "ask_made", pair, _said(texts.get("ask_made"), pair) or _plainly(pair)
    unsaid = measures.ask.due and not measures.ask.made
    for pair in measures.warmth_given:
        if pair.at not in rude and not unsaid:
            yield "warmth", pair, _warmth(texts.get("warmth"), pair, measures)
    for met in measures.cues_met:
        if met.asked and any(flag.endswith("_explained") for flag in state.flags):
            yield "unclear_cues", met.pair, _cue(texts.get("unclear_cues"), met)


def _said(entry: DebriefMeasure | None, pair: Pair) -> str:
    return _filled(entry.say_if_true, pair) if entry else ""


def _taken_up(pair: Pair) -> str:
    return (
        f"You picked up “{unstopped(pair.hers)}” with “{unstopped(pair.own)}”. "
        f"{scene_words(pair.effect)}"
    )


def _filled(template: str, pair: Pair) -> str:
    return told(
        template,
        own=unstopped(pair.own),
        hers=unstopped(pair.hers),
        who=pair.who,
        effect=scene_words(pair.effect) if ". {effect}" in template else effect_words(pair.effect),
    )


def _plainly(pair: Pair) -> str:
    if pair.effect.text:
        return f"You wrote “{unstopped(pair.own)}”. The answer was: {effect_words(pair.effect)}"
    return f"You wrote “{unstopped(pair.own)}”. {scene_words(pair.effect)}".strip()


def _warmth(entry: DebriefMeasure | None, pair: Pair, measures: Measures) -> str:
    """The scene's own sentence where it fits: some speak of a laugh that was answered."""
    given = entry is not None and entry.say_if_true.startswith("You wrote")
    answered = any(other.at == pair.at for other in measures.warm_answered)
    if entry is not None and (given or answered):
        return _filled(entry.say_if_true, pair)
    effect = scene_words(pair.effect)
    return (
        f"You wrote “{unstopped(pair.own)}”. Nobody had asked you for that line. {effect}".strip()
    )


def _cue(entry: DebriefMeasure | None, met: CueMet) -> str:
    """The scene's sentence if it is about this very look, else the look and its reason."""
    if entry is not None and _is_about(entry.say_if_true, met):
        return _filled(entry.say_if_true, met.pair)
    asked = f"You asked about it: “{unstopped(met.pair.own)}”."
    return f"{met.cue.looks_like} {asked} The reason: {met.cue.truth}"


def _is_about(template: str, met: CueMet) -> bool:
    sentence = template.split("{own}", maxsplit=1)[0]
    general = ("a look", "Something", "hard to read")
    if any(words in sentence for words in general):
        return True
    stems = {word[:5] for word in content_words(sentence)}
    return bool(stems & {word[:5] for word in content_words(met.cue.looks_like)})
