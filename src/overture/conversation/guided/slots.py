"""Filling the slots of Cue's lines from what the member said. A slot that cannot be filled safely
makes its line not eligible; nothing is ever guessed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from overture.conversation.messages import SceneCard, TalkFacts
from overture.conversation.policy.state import TalkState
from overture.conversation.understanding.types import Understanding

SLOT = re.compile(r"\{(\w+)\}")
_SMALL_NUMBERS = (
    *("none", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


@dataclass(frozen=True)
class Ground:
    """Everything a line may be judged and filled by."""

    state: TalkState
    understanding: Understanding
    facts: TalkFacts
    act: str

    @property
    def daypart(self) -> str:
        """Morning, afternoon or evening by the member's clock."""
        hour = self.facts.now.hour
        return "morning" if 4 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"

    @property
    def scene(self) -> SceneCard | None:
        """The scene nearest to what is being talked about, or None if none comes near."""
        near = max(self.facts.scenes, key=self._nearness, default=None)
        return near if near and self._nearness(near) > 0 else None

    def _nearness(self, scene: SceneCard) -> int:
        """Words of the scene's title that came up, and twice over its topic."""
        said = " ".join([self.understanding.text, self.state.fear, *self.state.quotes]).lower()
        words = {word for word in scene.title.lower().split() if len(word) > _TITLE_WORD}
        topic = self.understanding.topic or self.state.topic
        return sum(word in said for word in words) + 2 * (topic in scene.topics)


_TITLE_WORD = 4
"""Words of a title up to this length ("the", "with", "your") say nothing about it."""


def raised(words: str) -> str:
    """The words with the first letter in upper case."""
    return words[:1].upper() + words[1:]


def _turned(ground: Ground, kind: str) -> str:
    found = ground.understanding.key(kind)  # type: ignore[arg-type]
    return found.turned if found else ""


def _key(ground: Ground) -> str:
    found = ground.understanding.key("speech", "quote", "coping", "clause", "ger", "np")
    return found.verbatim.strip(" .,!?") if found else ""


def _np(ground: Ground) -> str:
    return _turned(ground, "np") or _turned(ground, "place")


def _from(values: tuple[str, ...], index: int) -> str:
    return values[index] if len(values) > index else ""


def _feeling(ground: Ground, index: int) -> str:
    return _from(tuple(ground.understanding.feelings_named), index)


def _person(ground: Ground) -> str:
    people = {person.named for person in ground.understanding.people}
    return next(iter(people)) if len(people) == 1 else ""


def _scene(ground: Ground) -> tuple[str, str]:
    """Title and role of the nearest scene, or of any when none comes near."""
    found = ground.scene or next(iter(ground.facts.scenes), None)
    return (found.title, found.role) if found else ("", "")


def _number(ground: Ground) -> str:
    number = ground.understanding.number
    return "" if number is None or not 0 <= number <= 10 else f"{number:g}"


FILLERS: Mapping[str, Callable[[Ground], str]] = {
    "key": _key,
    "Key": lambda g: raised(_key(g)),
    "key_np": _np,
    "Key_np": lambda g: raised(_np(g)),
    "prev_np": lambda g: _from(g.state.nps[::-1], 0),
    "key_ger": lambda g: _turned(g, "ger"),
    "Key_ger": lambda g: raised(_turned(g, "ger")),
    "key_clause": lambda g: _turned(g, "clause"),
    "k1": lambda g: _from(g.state.nps, 0),
    "K1": lambda g: raised(_from(g.state.nps, 0)),
    "k2": lambda g: _from(g.state.nps, 1),
    "k3": lambda g: _from(g.state.nps, 2),
    "q1": lambda g: _from(g.state.quotes, 0),
    "q2": lambda g: _from(g.state.quotes, 1),
    "q3": lambda g: _from(g.state.quotes, 2),
    "fear": lambda g: g.state.fear,
    "Feeling_adj": lambda g: raised(_feeling(g, 0)),
    "feeling_adj": lambda g: _feeling(g, 0),
    "feeling_adj2": lambda g: _feeling(g, 1),
    "person": _person,
    "Person": lambda g: raised(_person(g)),
    "noun_sg": lambda g: g.understanding.noun or "",
    "term": lambda g: g.understanding.term or g.state.term,
    "Choice": lambda g: raised(g.understanding.text) if g.state.asked == "choice" else "",
    "Duration": lambda g: raised(g.understanding.duration or ""),
    "duration": lambda g: g.understanding.duration or "",
    "day": lambda g: g.understanding.day or "",
    "Day": lambda g: raised(g.understanding.day or ""),
    "daypart": lambda g: g.daypart,
    "when": lambda g: g.facts.step.when or g.understanding.day or "",
    "N": _number,
    "step": lambda g: g.state.worded_step or g.facts.step.words,
    "change_to": lambda g: g.facts.step.change,
    "last_topic_np": lambda g: g.facts.last_topic,
    "member_name": lambda g: g.facts.member_name,
    "companion": lambda g: g.facts.companion_name,
    "scene_title": lambda g: _scene(g)[0],
    "role": lambda g: _scene(g)[1],
    "Privacy_line": lambda g: g.facts.privacy_words,
}
"""How each slot is filled; an empty string means that it cannot be. Slots that are not here yet
(a stable fact, an anchor, a step in the infinitive) keep their lines waiting."""


def fill(text: str, ground: Ground) -> str | None:
    """The line with its slots filled, or None if one cannot be filled safely.

    Without a member's name, the comma that went with it goes too.
    """
    if "{member_name}" in text and not ground.facts.member_name:
        text = re.sub(r",? ?\{member_name\}", "", text)
    values: dict[str, str] = {}
    for slot in SLOT.findall(text):
        value = FILLERS[slot](ground) if slot in FILLERS else ""
        if not value:
            return None
        values[slot] = value
    if "N" in values and " in ten" in text:
        values["N"] = raised(_in_words(values["N"]))
    return SLOT.sub(lambda match: values[match.group(1)], text)


def _in_words(number: str) -> str:
    return _SMALL_NUMBERS[int(number)] if number.isdigit() and int(number) <= 12 else number
