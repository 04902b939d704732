"""One or two things that worked, in the member's own line and its effect; only what happened."""

from collections.abc import Iterator
from dataclasses import dataclass

from overture.content.schema.looking_back import DebriefMeasure
from overture.conversation.scene import literal
from overture.conversation.scene.coach import Measures
from overture.conversation.scene.exchanges import Pair
from overture.conversation.scene.looking import Look
from overture.conversation.scene.matching import content_words
from overture.conversation.scene.quoting import effect_words, scene_words, told, unstopped
from overture.conversation.scene.warmth import CueMet

MOST = 2
Candidate = tuple[str, Pair, str]


@dataclass(frozen=True)
class Worked:
    """Something that worked: what was counted, the member's own line, and what it did."""

    measure: str
    own: str
    words: str


def things_that_worked(look: Look) -> tuple[Worked, ...]:
    """At most two, the most telling first, and never the same line twice."""
    found: dict[int, Worked] = {}
    for measure, pair, words in _candidates(look):
        if pair.at not in found and len(found) < MOST:
            said = literal.line_and_answer(look, pair) if look.literal else words
            found[pair.at] = Worked(measure, unstopped(pair.own), said)
    return tuple(found[at] for at in sorted(found))


def best_own_line(measures: Measures) -> str:
    """The member's line that did the most; empty if none did anything yet."""
    pairs = (*measures.follow_ups, *_own_ask(measures), *measures.warmth_given)
    return unstopped(pairs[0].own) if pairs else ""


def _own_ask(measures: Measures) -> tuple[Pair, ...]:
    ask = measures.ask
    return (ask.own,) if ask.own and not ask.helped and not ask.taken_back else ()


def _candidates(look: Look) -> Iterator[Candidate]:
    measures = look.measures
    rude = {pair.at for pair in measures.rude}
    yield from _picked_up(look)
    for pair in _own_ask(measures):
        if pair.at not in rude:
            yield "ask_made", pair, _said(look.entry("ask_made"), pair) or _plainly(pair)
    for pair in measures.mended:
        yield "mended", pair, f"You wrote “{unstopped(pair.own)}”, and it was taken. {_came(pair)}"
    yield from _warm(look, rude)
    for met in measures.cues_met:
        if met.asked and any(flag.endswith("_explained") for flag in look.state.flags):
            yield "unclear_cues", met.pair, _cue(look.entry("unclear_cues"), met)


def _picked_up(look: Look) -> Iterator[Candidate]:
    """The follow-up that got the most: the partner told more of something of their own."""
    found = look.measures.follow_ups
    told_more = [pair for pair in found if pair.effect.id.startswith("fact/")]
    for pair in told_more[:1] or found[:1]:
        more = _said(look.entry("follow_ups"), pair) if told_more else ""
        yield "follow_ups", pair, more or _taken_up(pair)


def _warm(look: Look, rude: set[int]) -> Iterator[Candidate]:
    """Warmth given, then warmth answered; nothing of it where the errand itself was left."""
    measures = look.measures
    if measures.ask.due and not measures.ask.made:
        return
    for pair in measures.warmth_given:
        if pair.at not in rude:
            yield "warmth", pair, _given(look, pair)
    for pair in measures.warm_answered:
        if pair.at not in rude:
            yield "warm_answered", pair, _stayed(look, pair)


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


def _came(pair: Pair) -> str:
    return scene_words(pair.effect)


def _given(look: Look, pair: Pair) -> str:
    """Warmth given, and what came back."""
    entry = look.entry("warmth")
    if entry is not None and entry.say_if_true.startswith("You wrote"):
        return _filled(entry.say_if_true, pair)
    given = f"You wrote “{unstopped(pair.own)}”. Nobody had asked you for that line."
    return f"{given} {_came(pair)}".strip()


def _stayed(look: Look, pair: Pair) -> str:
    """Warmth answered: the scene's own sentence if it speaks of a laugh and there was one."""
    entry = look.entry("warmth")
    warm = next(line for line in look.measures.warm_lines if line.text == pair.hers)
    if entry is not None and "laughed" in entry.say_if_true and "laugh" in warm.stage:
        return _filled(entry.say_if_true, pair)
    stayed = f"You stayed with it: “{unstopped(pair.own)}”."
    return f"{scene_words(warm)} {stayed} {_came(pair)}".strip()


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
