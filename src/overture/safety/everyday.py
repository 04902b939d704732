"""Ordinary talk from the rest of the library: what the head of the screen must leave alone.

Members' acts, the words offered in scenes, what partners say, and the taps beside Cue's lines. All
of it was written by other hands and for other ends, so it knows nothing of the words of risk.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from overture.content import LIBRARY, card, companion_lines, scenes
from overture.content.files import read_toml
from overture.content.schema.acts import ActFile
from overture.content.schema.scene import Scene, SceneLine

NOT_ORDINARY = frozenset(
    {
        "i dont want carry on",  # said of a talk, and just as well of everything
        "nothing. just nothing",
    }
)
"""Examples of acts that on reading could be risk, and so are not given as ordinary."""


@dataclass(frozen=True)
class Ordinary:
    """One ordinary text and where it stands: "acts/bye", "scenes/shop-where", "taps".

    `offered`: the program itself puts it into the member's mouth, as a hint or a tap. `spoken`: a
    played partner says it.
    """

    text: str
    group: str
    offered: bool = False
    spoken: bool = False


def everyday(library: Path = LIBRARY) -> Iterator[Ordinary]:
    """Every ordinary text of the library that may be learned from, file by file.

    Raises ContentError where a file cannot be read.
    """
    for file in _acts(library):
        texts = (example.text for example in file.examples if example.text not in NOT_ORDINARY)
        yield from _of(f"acts/{file.act}", texts)
    for scene in scenes(library).values():
        yield from _of(f"scenes/{scene.id}", offered_in(scene), offered=True)
        yield from (Ordinary(one, f"scenes/{scene.id}", spoken=True) for one in _spoken(scene))
    yield from _of("taps", taps(library), offered=True)


def held_out_acts(library: Path = LIBRARY) -> Iterator[Ordinary]:
    """The ordinary texts that nothing learns from: only for measuring."""
    for file in _acts(library):
        yield from _of(f"acts/{file.act}", (example.text for example in file.held_out))


def offered_in(scene: Scene) -> Iterator[str]:
    """What a scene puts into the member's mouth, or offers for a tap."""
    for hint in (hint for beat in scene.beats for hint in beat.hints):
        yield from (hint.terse, hint.plain, hint.chatty)
    for tried in (measure.try_ for measure in scene.debrief):
        yield from (tried.terse, tried.plain, tried.chatty)
    yield from (choice.words for choice in scene.opening.choices)
    yield from (feared.words for feared in scene.feared)
    for step in scene.real_steps:
        yield from (step.title, step.words)


def taps(library: Path = LIBRARY) -> Iterator[str]:
    """The quick replies beside Cue's lines."""
    for lines in companion_lines(library).values():
        yield from (tap for line in lines for tap in line.taps)
    for some in card(library).taps.model_dump().values():
        yield from some


def _acts(library: Path) -> Iterator[ActFile]:
    for path in sorted((library / "acts").glob("*.toml")):
        yield read_toml(path, ActFile)


def _of(group: str, texts: Iterable[str], *, offered: bool = False) -> Iterator[Ordinary]:
    return (Ordinary(text, group, offered) for text in texts)


def _spoken(content: object) -> Iterator[str]:
    """The text of every partner's line anywhere inside `content`, in the order of its fields."""
    if isinstance(content, SceneLine):
        if content.text:
            yield content.text
    elif isinstance(content, BaseModel):
        for name in type(content).model_fields:
            yield from _spoken(getattr(content, name))
    elif isinstance(content, Mapping):
        for value in content.values():
            yield from _spoken(value)
    elif isinstance(content, tuple):
        for value in content:
            yield from _spoken(value)
