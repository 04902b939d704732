"""Faults of who says what in a scene: speakers, answers among them, setbacks, message threads."""

from collections.abc import Callable, Iterator

from overture.content.lines_of import lines, near, sets, turns
from overture.content.schema.base import LEVELS, Level
from overture.content.schema.scene import Fact, Scene, SceneLine

Problem = tuple[str, str]
"""What to look for in the file, and what is wrong there."""

Lint = Callable[[Scene], Iterator[Problem]]


def unknown_speakers(scene: Scene) -> Iterator[Problem]:
    """Whoever speaks, is spoken to, or has something of their own to tell is one of the people."""
    known = {person.name for person in scene.people}
    for line in lines(scene):
        for name in sorted({line.by, line.to} - known - {""}):
            yield near(line), f"{name!r} is nobody in this scene"
    for _, first in said(scene):
        for speaker, line in first:
            if line.to == speaker:
                yield near(line), f"{line.to} says this to themselves"
    for fact in scene.partner.facts:
        if fact.by and fact.by not in known:
            yield f'"{fact.id}"', f"the fact {fact.id!r} is {fact.by!r}'s, who is nobody here"


def conditions_in_an_answer(scene: Scene) -> Iterator[Problem]:
    """What is said after a line comes with it: it has no conditions and no end of its own."""
    for first in turns(scene):
        for line in first.then:
            if line.needs or line.about or line.use or line.then or line.exit or line.tells:
                yield near(line), "is said after another line, so conditions belong to the first"


def two_questions(scene: Scene) -> Iterator[Problem]:
    """The member is asked one thing in a turn, however many speak in it."""
    for first in turns(scene):
        if sum(line.wants_answer for line in first.spoken) > 1:
            yield near(first), "the member is asked two things in one turn"


def unheard_people(scene: Scene) -> Iterator[Problem]:
    """Where several are played, each has words of their own at each level."""
    if not scene.others:
        return
    for level in LEVELS:
        at_level = (turn for of, turn in said(scene) if of == level)
        heard = {speaker for turn in at_level for speaker, line in turn if line.text}
        for person in scene.people:
            if person.name not in heard:
                yield f'"{person.name}"', f"{person.name} has no line written for {level}"


def said(scene: Scene) -> Iterator[tuple[Level | None, list[tuple[str, SceneLine]]]]:
    """Every turn with its level, None for any, and with whoever says each of its lines."""
    main = scene.partner.name
    own = {id(line): fact.by for fact in scene.partner.facts for line in _of_fact(fact)}
    levels = {
        id(line): level for _, found in sets(scene) for level in LEVELS for line in found.at(level)
    }
    for first in turns(scene):
        begins = first.by or own.get(id(first)) or main
        then = [(line.by or main, line) for line in first.then]
        yield levels.get(id(first)), [(begins, first), *then]


def _of_fact(fact: Fact) -> Iterator[SceneLine]:
    for part in (fact.offer, fact.answer, fact.more, fact.ask_back):
        yield from part.all()


def unknown_setbacks(scene: Scene) -> Iterator[Problem]:
    """A small setback has words and known beats; the larger one belongs to an announced beat."""
    known = {beat.id for beat in scene.beats}
    agreed = any(beat.only_if and beat.announce for beat in scene.beats)
    for setback in scene.setbacks:
        for beat_id in sorted(set(setback.in_beats) - known):
            yield f'"{beat_id}"', f"a setback waits in {beat_id!r}, which is no beat"
        if setback.announced and (setback.say or not agreed):
            problem = "is agreed beforehand, so an announced beat plays it, not lines of its own"
            yield f'"{setback.id}"', f"the setback {setback.id!r} {problem}"


def faces_in_a_thread(scene: Scene) -> Iterator[Problem]:
    """In a message thread nobody is seen, and nobody says nothing: they have not answered yet."""
    if scene.features.real.channel != "text":
        return
    for cue in scene.cues:
        if cue.reading:
            yield f'"{cue.id}"', f"the cue {cue.id!r} shows a face, and this is a message thread"
    if scene.silence.button.lower().startswith("say"):
        yield scene.silence.button, "nothing is said in a message thread: it is not answered yet"


LINTS_OF_PEOPLE: tuple[Lint, ...] = (
    unknown_speakers,
    conditions_in_an_answer,
    two_questions,
    unheard_people,
    unknown_setbacks,
    faces_in_a_thread,
)
