"""Walking through a scene: its sets of lines, its turns, and every line in them."""

from collections.abc import Iterator

from overture.content.schema.scene import Levelled, Scene, SceneLine


def sets(scene: Scene) -> Iterator[tuple[str, Levelled]]:
    """Every set of lines in a scene, with words that say where it is."""
    yield "the opening", scene.opening.say
    for act, lines in scene.leads.items():
        yield f"leads.{act}", lines
    for act, anywhere in scene.anywhere.items():
        yield f"anywhere.{act}", anywhere
    for beat in scene.beats:
        yield from ((f"beat {beat.id}, {act}", lines) for act, lines in beat.say.items())
        if isinstance(beat.enter, Levelled):
            yield f"beat {beat.id}, enter", beat.enter
    for fact in scene.partner.facts:
        for part in ("offer", "answer", "more", "ask_back"):
            yield f"fact {fact.id}, {part}", getattr(fact, part)
    for part in ("first", "second", "third"):
        yield f"silence, {part}", getattr(scene.silence, part)


def lines(scene: Scene) -> Iterator[SceneLine]:
    """Every line that somebody played says, what is said after it included."""
    for line in turns(scene):
        yield from line.spoken


def turns(scene: Scene) -> Iterator[SceneLine]:
    """Every line with which a turn of the partner's begins."""
    for _, found in sets(scene):
        yield from found.all()
    for anywhere in scene.anywhere.values():
        yield from (*anywhere.second, *anywhere.after_apology)
    for setback in scene.setbacks:
        yield from setback.say


def near(line: SceneLine) -> str:
    """Words by which a line is found in its file."""
    return line.text or line.stage or str(line.use)
