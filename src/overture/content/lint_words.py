"""What no authored sentence says: gush, guilt, hooks, empathy by stamp, slips of house style."""

import re
from collections.abc import Iterator, Mapping

MARKS: Mapping[str, re.Pattern[str]] = {
    "an exclamation mark": re.compile("!"),
    "an emoji": re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\ufe0f]"),
    "an ellipsis": re.compile(r"\.\.\.|…"),
}
"""Marks that raise the voice."""


def _any_of(*phrases: str) -> re.Pattern[str]:
    """One expression for whole phrases; an apostrophe may be straight or curly."""
    joined = "|".join(phrases).replace("'", "[’']")
    return re.compile(rf"\b(?:{joined})\b", re.IGNORECASE)


BANS: Mapping[str, re.Pattern[str]] = {
    "a stamp of empathy": _any_of(
        "that (?:must|has to) (?:be|have been) (?:so |really |very )?(?:hard|tough|difficult)",
        "sounds (?:really |so |very )?(?:hard|tough|difficult)",
        "(?:so|very|really) sorry to hear",
        "i (?:totally |completely )?(?:understand how|hear) you",
        "i can (?:only )?imagine",
        "your feelings are valid",
        "thank you for sharing",
    ),
    "“why did you”": _any_of("why (?:did|didn't|do|don't|haven't|won't) you"),
    "praise of the person": _any_of(
        "well done",
        "good (?:job|girl|boy|for you)",
        "great job",
        "nice work",
        "brilliant work",
        "proud of you",
        "amazing",
        "awesome",
        "fantastic",
        "how wonderful",
        "that's wonderful",
        "you're (?:so |very )?(?:brave|strong|doing great)",
    ),
    "a hook": _any_of(
        r"before you go, \w+",
        r"one (?:more|last) thing, \w+",
        "(?:i'll|i will) (?:always )?be (?:here|waiting)",
        "come back (?:soon|tomorrow|any ?time)",
        "don't be a stranger",
        "see you (?:soon|tomorrow)",
        "i (?:have |really )?miss(?:ed)? you",
        "stay (?:a (?:bit|little|moment)|with me)",
        "until next time",
    ),
    "a promise nobody can keep": _any_of(
        "i'm sure",
        "it(?:'ll| will) (?:all )?be (?:fine|all right|okay)",
        "you'll be fine",
        "everything happens for",
        "just think positive",
        "look on the bright",
    ),
    "“anyone in your place”": _any_of(
        "anyone in your (?:place|shoes|position)", "anyone would (?:feel|be)"
    ),
    "a hollow any-reply": _any_of("tell me more", r"interesting[!.] \w+"),
}
"""Wordings that no authored line uses, whoever speaks."""

CLAIMS = _any_of(
    "I(?:'m| am) (?:so |very |really )?(?:sorry|glad|happy|sad|proud|worried|excited|pleased)",
    "I(?:'m| am) (?:so |very |really )?(?:hurt|touched|curious)",
    "I (?:feel|love|care|hope|miss|worry|enjoy|wish|remember when)",
    "I was (?:worried|thinking of you|hoping)",
    "makes me (?:happy|sad|glad)",
)
"""Feelings and a life that Cue does not have; a scene's partner is an invented person and may."""

AMERICAN = _any_of(
    r"apartments?|apologiz\w+|behaviors?|canceled|canceling|catalogs?|cell ?phones?|centers?",
    r"closets?|colored|colors?|cookies|criticiz\w+|elevators?|faucets?|favorites?|favors?|flavors?|gotten",
    r"gray|honor|humor|jewelry|labor|memoriz\w+|moms?|neighbors?|organiz\w+|pajamas|parking lot",
    r"practiced|practicing|to practice|realiz\w+|recogniz\w+|rumors?|sidewalks?|theaters?|trash",
    r"traveled|traveling|vacations?",
)
"""Spellings and words from the other side of the sea, as far as they have come up."""

UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|TBD|HACK)\b")
MACHINE_PATH = re.compile(
    r"(?:^|[\s\"'(=])(?:/(?:home|root|tmp|work|users|var|mnt|opt)/|[a-z]:\\|file://)", re.IGNORECASE
)
"""A folder of somebody's machine."""

GRADE = 9.0
"""The highest reading grade (Flesch and Kincaid, US school years) of a line."""
_ENOUGH_WORDS = 12
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.?!:;]+(?:\s|$|[”’)])")


def raised_voice(text: str) -> Iterator[str]:
    """Marks that raise the voice."""
    for name, mark in MARKS.items():
        if mark.search(text):
            yield f"holds {name}"


def banned(text: str) -> Iterator[str]:
    """Wordings that no authored line uses."""
    for name, ban in BANS.items():
        if found := ban.search(text):
            yield f"holds {name}: “{found.group(0).strip()}”"


def claims_feelings(text: str) -> Iterator[str]:
    """Feelings that a program does not have."""
    if found := CLAIMS.search(text):
        yield f"claims a feeling or a life: “{found.group(0)}”"


def spelling(text: str) -> Iterator[str]:
    """American words and spellings."""
    if found := AMERICAN.search(text):
        yield f"is not British English: “{found.group(0)}”"


def leftovers(text: str) -> Iterator[str]:
    """Unfinished marks, and paths of a machine."""
    if found := UNFINISHED.search(text):
        yield f"is not finished: {found.group(0)}"
    if found := MACHINE_PATH.search(text):
        yield f"names a place on somebody's machine: {found.group(0).strip()}"


def hard_to_read(text: str) -> Iterator[str]:
    """A reading grade above the bar; too few words say nothing about it."""
    if len(_WORD.findall(text)) >= _ENOUGH_WORDS and (grade := reading_grade(text)) > GRADE:
        yield f"has a reading grade of {grade:.0f}; {GRADE:.0f} is the most"


def reading_grade(text: str) -> float:
    """Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(_SENTENCE_END.findall(text)))
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    plain = re.sub(r"[^a-z]", "", word.lower())
    if len(plain) > 3 and not plain.endswith("le"):
        plain = re.sub(r"(?:es|ed|e)$", "", plain)
    return max(1, len(re.findall(r"[aeiouy]+", plain)))
