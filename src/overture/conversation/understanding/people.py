"""Who is mentioned: kin and other people of the member's, and names."""

from collections.abc import Iterator

from overture.conversation.understanding import lexicon
from overture.conversation.understanding.grammar import Word, span
from overture.conversation.understanding.types import Person, PersonKind

_OWNERS = frozenset(["my", "our", "me"])
_DESCRIBED = 2
"""Words that may stand between "my" and the kin term: my older half brother."""


def people(text: str, words: list[Word], companion: str) -> tuple[Person, ...]:
    """Everybody mentioned, in the order of the text, each once; the companion itself left out."""
    found: dict[str, Person] = {}
    for person in (*_theirs(text, words), *_named(words, companion)):
        found.setdefault(person.named.lower(), person)
    return tuple(found.values())


def known_names() -> frozenset[str]:
    """First names that are known, in lower case, without those that are also words."""
    mentions = lexicon.words().mentions
    return mentions.names - mentions.names_also_words


def _theirs(text: str, words: list[Word]) -> Iterator[Person]:
    mentions = lexicon.words().mentions
    kin = mentions.kin | mentions.female_kin | mentions.male_kin
    for place, word in enumerate(words):
        if word.low in _OWNERS and not word.last:
            owned = _owned(words, place, kin | mentions.roles)
            if owned:
                kind: PersonKind = "kin" if owned[-1].low in kin else "role"
                rest = " ".join(part.text for part in owned[1:])
                yield Person(span(text, owned), f"your {rest}", kind)
        elif word.low in lexicon.words().mentions.bare_kin and (
            place == 0 or not _has_owner(words, place)
        ):
            yield Person(word.text, f"your {word.low}", "kin")


def _owned(words: list[Word], place: int, terms: frozenset[str]) -> list[Word]:
    """ "my", up to two describing words, and the term; empty when there is none."""
    function = lexicon.grammar().function
    for end in range(place + 1, min(place + 2 + _DESCRIBED, len(words))):
        word = words[end]
        if word.low in terms and not word.text.endswith(("'s", "’s")):
            return words[place : end + 1]
        if word.low in function or word.last:
            return []
    return []


def _has_owner(words: list[Word], place: int) -> bool:
    owners = _OWNERS | {"your", "his", "her", "their", "a", "the"}
    return any(word.low in owners for word in words[max(0, place - 2) : place])


def _named(words: list[Word], companion: str) -> Iterator[Person]:
    for place, word in enumerate(words):
        before = words[place - 1] if place else None
        if (
            before
            and before.low in lexicon.words().mentions.titles
            and word.capital
            and not before.last
        ):
            whole = f"{before.text} {word.text}"
            yield Person(whole, whole, "name")
        elif word.low != companion.lower() and _is_name(word, before):
            shown = word.text.removesuffix("'s").removesuffix("’s")
            yield Person(word.text, shown[0].upper() + shown[1:], "name")


def _is_name(word: Word, before: Word | None) -> bool:
    low = word.low.removesuffix("s") if word.text.endswith(("'s", "’s")) else word.low
    mentions = lexicon.words().mentions
    if low in mentions.not_names or (before and before.low in lexicon.words().mentions.titles):
        return False
    if low in known_names():
        return True
    begins = before is None or before.last
    if not word.capital or (begins and low not in mentions.names) or not low.isalpha():
        return False
    if (
        before
        and not begins
        and before.low in lexicon.grammar().before_places | {"the", "a", "an", "towards", "via"}
    ):
        return False
    return low in mentions.names or not _is_title_case(before)


def _is_title_case(before: Word | None) -> bool:
    """Whether the word before has a capital too, as in a title or a name of several words."""
    return before is not None and not before.last and before.capital and before.low != "i"
