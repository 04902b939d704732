"""What a tap means for the talk, whether it was pressed, typed out, or named by its place.

Most taps are simply answers ("Over", "The packet") and are taken up as such. Those listed here do
something: they stop, turn, go on, or answer an offer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Meaning = Literal[
    "stop",
    "quiet",
    "else",
    "on",
    "again",
    "chat",
    "happened",
    "coming",
    "looking",
    "body",
    "practise",
    "another",
    "scenes",
    "smaller",
    "done",
    "more",
    "less",
    "skip",
    "yes",
    "no",
    "answer",
]

_WORDS: Mapping[Meaning, str] = {
    "stop": "stop here | stop | close the page",
    "quiet": (
        "stay quiet | quiet | just sitting here | sit for a bit | leave it | leave it there"
        " | let it rest | let it be | let it lie | put down | put it away | set it down | just said"
        " | said enough | that was it | thats the lot | thats all | done | just saying so"
        " | telling is enough | just awake | no talk | none | a rest from it | rest from it"
        " | just on the page | left to it | skip it | both can rest | nothing today | the end"
    ),
    "else": (
        "something else | anything else | somewhere else | another thing | a newer one"
        " | back to it | something more"
    ),
    "on": (
        "go on | carry on | carry on there | on with that | talk | talk on | say more | say it"
        " | talk it over | talk through | talk about that | talk about it | further in"
        " | something left | a bit left | more to come | take it on | stay with it | tell it"
        " | ill tell it | theres more | look at it | about that | on my mind | something on my mind"
        " | something of mine | with mine | think it through | talk it through | thinking aloud"
        " | go on talking | sort it | typing | there was something | one line | still that"
        " | a bit of it | go over it | the planned thing | worth a look | that"
    ),
    "again": "say it again | say it another way | another way | say it shorter | it was wrong",
    "chat": (
        "small talk | just talk | nothing in particular | nothing much | weather | food"
        " | years ago | a bit of small talk"
    ),
    "happened": "something happened | it happened | happened | an event",
    "coming": "somethings coming up | its coming up | still to come",
    "looking": "just looking | just trying it | look first | carry on testing",
    "body": "my body | breathing",
    "practise": (
        "practise | try it here | try it | begin | ready | it would do | run it again"
        " | the same moment | the same kind | a short one | easy | as it would be"
    ),
    "another": "another one | something different",
    "scenes": "show the scenes | read one",
    "smaller": (
        "smaller | smaller for real | shrink it | make it smaller | half size | change it"
        " | tried small | swap it"
    ),
    "more": "more likely | more than half",
    "less": "less likely | less than half",
    "skip": "skip",
    "yes": "yes | write it down | look | show it | show me | an idea | ideas | keep it | do it",
    "no": (
        "no | no thanks | not now | not today | another day | later | neither | not yet"
        " | not this week | dont write it down | dont keep it | drop it | off the list"
        " | stay a guess | too much | a bore | too big | nothing | not"
    ),
}
_MEANS: Mapping[str, Meaning] = {
    words.strip(): meaning for meaning, group in _WORDS.items() for words in group.split("|")
}
_ALWAYS: Mapping[str, Meaning] = {
    "something else": "else",
    "small talk": "chat",
    "stay quiet": "quiet",
    "go on": "on",
    "carry on": "on",
    "show the scenes": "scenes",
}
"""Ways on that work whenever they are typed, offered or not."""

_ORDINALS: Mapping[str, int] = {
    **dict.fromkeys(("first", "1st", "1", "a", "former", "one"), 0),
    **dict.fromkeys(("second", "2nd", "2", "b", "two"), 1),
    **dict.fromkeys(("third", "3rd", "3", "c", "three"), 2),
    **dict.fromkeys(("last", "latter"), -1),
}
_BY_PLACE = re.compile(
    r"(?:the |option |number |no |i pick |id say )*(\w+)(?: one| option| please)*", re.IGNORECASE
)
_POLITE = re.compile(r"\b(please|i think|i guess|id say|lets do|lets|more like|the)\b")
_LONGEST = 6


@dataclass(frozen=True)
class Picked:
    """A tap that was taken: its words as shown, and what it means here."""

    tap: str
    meaning: Meaning


def picked(text: str, taps: tuple[str, ...]) -> Picked | None:
    """Which tap a turn takes, of those beside the last reply or of those that always work."""
    said = bare(text)
    if not said or len(said.split()) > _LONGEST:
        return None
    found = _by_words(said, taps) or _by_place(said, taps)
    if found:
        return Picked(found, means(found, taps))
    return Picked(text.strip(), _ALWAYS[said]) if said in _ALWAYS else None


def means(tap: str, beside: tuple[str, ...]) -> Meaning:
    """What a tap means among those beside it. A mood or a mere answer is an `answer`."""
    others = {bare(other) for other in beside}
    said = bare(tap)
    if said == "done" and others & {"smaller", "half"}:
        return "done"
    if said == "nothing much" and "tired" in others:
        return "answer"
    if said in {"it happened", "done"} and "half" in others:
        return "done"
    return _MEANS.get(said, "answer")


def bare(text: str) -> str:
    """Words alone, in lower case, without marks or apostrophes."""
    return " ".join(re.findall(r"\w+", re.sub(r"['’‘]", "", text.lower())))


def _by_words(said: str, taps: tuple[str, ...]) -> str:
    """The tap whose words were typed, politely or not; the longest where one holds another."""
    plain = " ".join(_POLITE.sub(" ", said).split())
    for tap in taps:
        if bare(tap) in {said, plain}:
            return tap
    held = [tap for tap in taps if _within(bare(tap), said)]
    return max(held, key=len) if held and not _denied(said) else ""


def _within(tap: str, said: str) -> bool:
    """Whether a tap's words are nearly the whole of what was said."""
    longer = len(said.split()) - len(tap.split())
    return len(tap) > 3 and longer <= 2 and f" {tap} " in f" {said} "


def _denied(said: str) -> bool:
    return bool(re.search(r"\b(not|no|dont|isnt|neither)\b", said))


def _by_place(said: str, taps: tuple[str, ...]) -> str:
    match = _BY_PLACE.fullmatch(said)
    place = _ORDINALS.get(match.group(1).lower()) if match else None
    return taps[place] if place is not None and place < len(taps) else ""
