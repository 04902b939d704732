"""What is said after an item: which answers fit and why, and what a reflection picked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from overture.content.schema.drill import Aspect, DrillAnswer, DrillItem, DrillQuestion, Fits
from overture.exercises import listening
from overture.exercises.listening import Reflection
from overture.server.practice.drills import DrillAnswer as Kept

FITS: Final[Mapping[Fits, str]] = {"best": "Fits best", "near": "Fits too", "not": "Fits less"}
ASPECTS: Final[Mapping[Aspect, str]] = {
    "happened": "what happened",
    "feels": "how it feels",
    "matters": "what lies under it",
}
ASKS: Final = (
    "It asks something. A question leads on; saying back what you heard lets them see that it "
    "arrived. Both have their place, the question a little later."
)
ADVISES: Final = "There is advice in it. It may be good advice. Many people want to be heard first."
ONESELF: Final = (
    "It turns to you. That can feel close to the one who says it, and it takes the talk away from "
    "them for a moment."
)
SAME: Final = (
    "It is mostly their own words. Said a little differently, it shows that it went through you."
)
UNREAD: Final = "The program has not looked at what you wrote here."


@dataclass(frozen=True)
class Told:
    """One answer afterwards: how it fits, why, and whether the member chose it."""

    text: str
    fits: str
    because: str
    is_best: bool
    is_own: bool


@dataclass(frozen=True)
class Explained:
    """One question afterwards: what fits best and what was chosen first, the others behind."""

    asks: str
    first: tuple[Told, ...]
    others: tuple[Told, ...]


@dataclass(frozen=True)
class Reading:
    """What a program found in a reflection: what came through, what did not, and its manner."""

    came: str
    missed: str
    manner: tuple[str, ...]


def explained(item: DrillItem, picked: Sequence[str]) -> list[Explained]:
    """Each question with its answers explained; nothing picked is "I can't tell"."""
    chosen = list(picked) or [""] * len(item.questions)
    return [
        _explained(question, own) for question, own in zip(item.questions, chosen, strict=False)
    ]


def _explained(question: DrillQuestion, own: str) -> Explained:
    told = [_told(answer, own) for answer in question.answers]
    told.sort(key=lambda one: (not one.is_best, not one.is_own, one.fits != FITS["near"]))
    first = tuple(one for one in told if one.is_best or one.is_own or one.fits == FITS["near"])
    return Explained(question.asks, first, tuple(one for one in told if one not in first))


def _told(answer: DrillAnswer, own: str) -> Told:
    fits = FITS[answer.fits]
    return Told(answer.text, fits, answer.because, answer.fits == "best", answer.text == own)


def heard(item: DrillItem, answer: Kept) -> Reading:
    """What came through in the member's reflection, as far as a program can tell."""
    if not answer.said or answer.credit is None:
        return Reading(UNREAD if answer.said else "", "", ())
    found = listening.read(item, answer.said)
    return Reading(_came(found), _missed(found), _manner(found))


def _came(found: Reflection) -> str:
    named = [words for aspect, words in ASPECTS.items() if aspect in found.picked_up]
    if not named:
        return "No word of theirs was found in it. It may be there in words that a program misses."
    return f"In it: {_listed(named)}."


def _missed(found: Reflection) -> str:
    """What was not found, where something was. Three things are never needed in one breath."""
    named = [words for aspect, words in ASPECTS.items() if aspect not in found.picked_up]
    if not named or len(named) == len(ASPECTS):
        return ""
    return f"Not found in it: {_listed(named)}. It need not all be there."


def _manner(found: Reflection) -> tuple[str, ...]:
    said = (
        (found.asks, ASKS),
        (found.advises, ADVISES),
        (found.about_oneself, ONESELF),
        (found.same_words, SAME),
    )
    return tuple(words for is_so, words in said if is_so)


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
