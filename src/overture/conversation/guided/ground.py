"""What a line may be judged and filled by: the talk, the turn, and what of it may be said back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from overture.conversation.messages import SceneCard, TalkFacts
from overture.conversation.policy.capture import quotable
from overture.conversation.policy.plainly import denied, hurtful
from overture.conversation.policy.state import TalkState
from overture.conversation.understanding.types import KeyKind, KeyPhrase, Understanding


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
    def mourns(self) -> bool:
        """Whether this turn speaks of a loss, or the talk did and nobody has laughed since."""
        return self.state.beside_loss or (self.state.grieving and not self.understanding.jokes)

    @property
    def tender(self) -> bool:
        """Whether this turn is sad, lonely, hard on oneself, or about a loss."""
        felt = {"sad", "lonely", "hurt", "ashamed"} & set(self.understanding.feelings)
        hard = self.understanding.act in {"share_bad_event", "loneliness", "self_criticism"}
        return bool(felt) or hard or self.state.beside_loss or hurtful(self.understanding.text)

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """Noun phrases to set side by side: those of this turn in its order, else of the talk."""
        said = self.understanding.text
        here = [k for k in self.understanding.keys if k.kind in {"np", "place"} and k.turned]
        here = [k for k in here if not hurtful(k.verbatim) and not denied(k.verbatim, said)]
        here.sort(key=lambda key: said.find(key.verbatim))
        own = tuple(dict.fromkeys(key.turned for key in here))
        return own if len(own) > 1 else self.state.nps

    @cached_property
    def holding(self) -> dict[tuple[str, ...], bool]:
        """Which conditions of lines were found to hold here, and which not."""
        return {}

    @cached_property
    def used(self) -> frozenset[str]:
        """Ids of the lines that this talk has used up."""
        return frozenset(self.state.used)

    @cached_property
    def scene(self) -> SceneCard | None:
        """The scene that fits what is being talked about, or None if none does.

        A topic alone is not enough: a person or a thing of the scene has to have come up.
        """
        fits = [scene for scene in self._others if self._shared(scene)]
        return max(fits, key=self._nearness, default=None)

    @cached_property
    def nearest(self) -> SceneCard | None:
        """The scene that comes nearest, if only by its topic; None if nothing speaks for any."""
        near = max(self._others, key=self._nearness, default=None)
        return near if near and self._nearness(near) > 0 else None

    @cached_property
    def key(self) -> str:
        """The phrase of this turn that is best said back in quotes, or nothing."""
        if self.act in _QUESTIONS:
            return ""
        shown = [quotable(key.verbatim) for key in _quoting_order(self.understanding)]
        if not shown and self.understanding.words <= _SHORT_TURN:
            shown = [_alone(self.understanding.text)]
        kind = [words for words in shown if words and not hurtful(words)]
        fresh = [words for words in kind if words.lower() not in self.state.echoed]
        return next(iter(fresh), "")

    @cached_property
    def noun_phrase(self) -> str:
        """The noun phrase of this turn that may stand in a sentence of Cue's, or nothing."""
        return self.turned("np") or self.turned("place")

    def turned(self, kind: KeyKind) -> str:
        """The first key phrase of a kind, as it may stand in a sentence of Cue's."""
        said = self.understanding.text
        sound = (key for key in self.understanding.keys if not hurtful(key.verbatim))
        keys = (key for key in sound if not denied(key.verbatim, said))
        found = (key.turned for key in keys if key.kind == kind)
        return next((words for words in found if quotable(words) and _weighs(words, kind)), "")

    @property
    def _others(self) -> tuple[SceneCard, ...]:
        """The scenes, without the one that was turned down for another."""
        if self.state.meaning != "another":
            return self.facts.scenes
        return tuple(s for s in self.facts.scenes if s.id != self.state.offer_target)

    @cached_property
    def _said(self) -> frozenset[str]:
        said = " ".join([self.understanding.text, self.state.fear, *self.state.quotes])
        kept = " ".join([*self.state.nps, *(sign for sign, _count in self.state.events)])
        return frozenset(map(_stem, re.findall(r"[a-z]+", f"{said} {kept}".lower())))

    def _shared(self, scene: SceneCard) -> int:
        names = {*_content_words(scene.title), *FAMILY_WORDS.get(scene.family, ())}
        return len({_stem(word) for word in names} & self._said)

    def _nearness(self, scene: SceneCard) -> int:
        topic = self.understanding.topic or self.state.topic
        return 2 * self._shared(scene) + int(topic in scene.topics)


FAMILY_WORDS: Mapping[str, tuple[str, ...]] = {
    "neighbour": ("neighbour", "neighbor", "upstairs", "downstairs"),
    "colleague": ("colleague", "coworker", "workmate", "canteen", "lunch"),
    "counter": ("barista", "counter", "till", "cafe", "shop", "order"),
    "phone": ("ring", "ringing", "phone", "phoning", "receptionist"),
}
"""Words that bring a family of scenes to mind."""

ROLES: Mapping[str, str] = {
    "neighbour": "neighbour",
    "colleague": "colleague",
    "counter": "person at the counter",
    "phone": "voice on the telephone",
}
_EMPTY = frozenset(
    [
        "asking",
        "about",
        "with",
        "from",
        "someone",
        "your",
        "the",
        "and",
        "then",
        "right",
        "first",
        "small",
    ]
)
_TITLE_WORD = 4
"""Words of a title shorter than this say nothing about it."""


def _content_words(title: str) -> set[str]:
    words = re.findall(r"[a-z]+", title.lower())
    return {word for word in words if len(word) >= _TITLE_WORD and word not in _EMPTY}


def _stem(word: str) -> str:
    """A word without its plural or its -ing, near enough to match a title."""
    return re.sub(r"(?:ing|es|s|ed)$", "", word) if len(word) > _TITLE_WORD else word


_QUESTIONS = frozenset({"ask_advice", "ask_companion", "ask_if_human", "ask_practise", "greet"})
_SHORT_TURN = 3
_ASKING = re.compile(
    r"(?:what|how|why|who|when|where|should|can|do|does|is|are|i (?:do ?n['’]?t|dont) know|dunno"
    r"|sorry|hello|hi|ask me|tell me|good morning|good evening|haha|lol|want to chat)\b",
    re.IGNORECASE,
)


def _alone(text: str) -> str:
    """A turn of a word or two, as its own quotation."""
    return quotable(text) if text.replace(" ", "").isalpha() else ""


def _quoting_order(understanding: Understanding) -> list[KeyPhrase]:
    """What was said, how one copes, what is feared; then the span that says most."""
    order = ("speech", "coping", "clause", "quote")
    worth = [
        key
        for key in understanding.keys
        if key.kind in order
        and _weighs(key.verbatim, key.kind)
        and not _whole_turn(key.verbatim, understanding)
    ]
    return sorted(
        worth, key=lambda key: (order.index(key.kind), -(min(len(key.verbatim), _ENOUGH) // 8))
    )


def _whole_turn(words: str, understanding: Understanding) -> bool:
    """Whether a quotation would be all that was said: more than a few words, and it is a parrot."""
    said = understanding.text.strip(" .,;:!…-")
    return len(words) >= 0.9 * len(said) and understanding.words > _PARROT_WORDS


_PARROT_WORDS = 6
_ENOUGH, _TOO_LITTLE = 24, 9
_PASSING = re.compile(
    r"(?:seeing|hearing|feeling|knowing|thinking|being|having|wanting|getting up|doing|going"
    r"|coming|saying|looking)\b|\w+ing (?:of|also)\b|\w+ing (?:it|them|him|her)$"
)


def _weighs(words: str, kind: KeyKind) -> bool:
    """Whether a phrase says enough to be worth repeating: not "14 min", not "seeing it"."""
    if kind == "ger":
        return not _PASSING.match(words)
    if kind in {"quote", "clause"} and _ASKING.match(words):
        return False
    letters = sum(map(str.isalpha, words))
    return kind != "quote" or letters >= _TOO_LITTLE
