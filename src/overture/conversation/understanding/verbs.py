"""Gerund phrases and finite clauses that the companion may say back."""

import re
from collections.abc import Iterator
from itertools import pairwise

from overture.conversation.understanding import lexicon
from overture.conversation.understanding.grammar import (
    Word,
    base_of,
    gerund,
    is_base,
    is_gerund,
    is_past,
    span,
    turned,
)
from overture.conversation.understanding.refusals import addresses, refused
from overture.conversation.understanding.types import KeyPhrase

LONGEST_OBJECT = 7
"""Words after the verb; more, and the phrase is given up rather than cut."""

LONGEST_CLAUSE = 10

_SELF = frozenset({"i", "im", "ive", "ill", "id", "my"})
_OTHERS = frozenset({"he", "she", "they", "you", "we", "who", "theyd", "hed", "shed", "youre"}) | {
    *("theyre", "hes", "shes", "theyll", "hell", "shell", "youd", "people", "everyone", "nobody"),
    *("someone", "everybody", "somebody", "it", "its", "one"),
}
_TRAILING = (("by", "myself"), ("on", "my", "own"), ("at", "all"), ("too",), ("again",), ("now",))

_CLAUSE_LEADS = re.compile(
    r"\b(?:i (?:think|know|bet|reckon|suppose)(?: that)?|(?:worried|scared|afraid|sure|terrified|"
    r"convinced)(?: that)?|what if|knowing|the thing is|in case|imagine|i keep thinking)\s+",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?:i|he|she|they|it|nobody|no one|everyone|everybody|someone|somebody|people)"
    r"(?:['’]?ll| will|"
    r"['’]?d| would| might| could| is| are|['’]s| was| were| can| cant| can['’]t| hates?| knows?| "
    r"thinks?| wont| won['’]t)\b",
    re.IGNORECASE,
)
_MALE, _FEMALE = frozenset(["he", "him", "his"]), frozenset(["she", "her", "hers"])


def gerund_phrases(text: str, words: list[Word]) -> Iterator[KeyPhrase]:
    """Gerund phrases, whether written so or made from "I argue ..." and "want to argue ..."."""
    for place, word in enumerate(words):
        if place == 0 or words[place - 1].last or _negated(words, place):
            continue
        if not _is_own(words, place):
            continue
        base = base_of(word.low)
        if base is None or base in lexicon.grammar().state_verbs or not _is_called(words, place):
            continue
        rest = _object(words, place)
        if rest is None or (not rest and base not in lexicon.grammar().verbs_alone):
            continue
        yield from _gerund_phrase(text, [word, *rest], base)


def _gerund_phrase(text: str, words: list[Word], base: str) -> Iterator[KeyPhrase]:
    verbatim = span(text, words)
    if refused(verbatim) or addresses(verbatim):
        return
    yield KeyPhrase("ger", verbatim, gerund(base) + turned(verbatim[len(words[0].text) :]))


def _is_called(words: list[Word], place: int) -> bool:
    """Whether what stands before makes this word a verb of the member's own."""
    word, before = words[place].low, words[place - 1].low
    if is_gerund(word):
        return before in lexicon.grammar().before_gerunds and not _is_future(words, place)
    if not is_base(word):
        return False
    if before == "to":
        return place > 1 and words[place - 2].low in lexicon.grammar().before_infinitives
    adverbs = lexicon.grammar().adverbs | {"just", "only", "still", "even", "also"}
    subject = place - 1
    while (
        subject > 0
        and words[subject].low in adverbs | lexicon.grammar().modals
        and words[subject].low != "id"
    ):
        subject -= 1
    return words[subject].low == "i" and (subject == 0 or words[subject - 1].low != "do")


def _is_own(words: list[Word], place: int) -> bool:
    """Whether the nearest subject before, if there is one in this stretch, is "I"."""
    for before in reversed(words[:place]):
        if before.last or before.low in _SELF:
            return True
        if before.low in _OTHERS:
            return False
    return True


def _is_future(words: list[Word], place: int) -> bool:
    following = words[place + 1].low if place + 1 < len(words) else ""
    return words[place].low == "going" and following == "to"


def _negated(words: list[Word], place: int) -> bool:
    """Whether a no stands near before; "not got round to" puts off and does not deny."""
    before = [word.low for word in words[max(0, place - 4) : place]]
    if before[-2:] in (["round", "to"], ["around", "to"]):
        return False
    return any(word in lexicon.grammar().negations for word in before)


def _object(words: list[Word], place: int) -> list[Word] | None:
    """What belongs to the verb; None when it cannot be said where that ends."""
    found: list[Word] = []
    last = words[place]
    for word in words[place + 1 :]:
        if last.last or word.low in lexicon.grammar().phrase_ends:
            break
        begins = word.low in lexicon.grammar().clause_starts
        if (
            (begins and not (word.low == "it" and not found))
            or len(found) == LONGEST_OBJECT
            or _us(word)
        ):
            return None
        if len(found) > 1 and is_past(word.low) and not is_gerund(word.low):
            return None
        found.append(word)
        last = word
    found = _trimmed(found)
    if found and (is_base(found[0].low) or _two_links(words[place], found)):
        return None
    return None if found and found[-1].low in lexicon.grammar().never_last else found


def _two_links(verb: Word, found: list[Word]) -> bool:
    """Whether two prepositions meet, as when what one of them belonged to stood before."""
    links = lexicon.grammar().noun_links | {"to", "for", "about"}
    low = [verb.low, *(word.low for word in found)]
    return any(first in links and second in links for first, second in pairwise(low))


def _us(word: Word) -> bool:
    return word.low in {"us", "ourselves", "we"}


def _trimmed(words: list[Word]) -> list[Word]:
    """Without the closing words that say alone, too or again."""
    for closing in _TRAILING:
        if tuple(word.low for word in words[-len(closing) :]) == closing:
            return words[: -len(closing)]
    return words


def clauses(text: str) -> Iterator[KeyPhrase]:
    """Feared or believed clauses, such as "she will ask how I am"."""
    for lead in _CLAUSE_LEADS.finditer(text):
        rest = re.split(r"[,.;:!?…\n\"“”()]|\s[-–—]\s", text[lead.end() :], maxsplit=1)[0].strip()
        rest = re.split(r"\s(?:and|but|because|cos|so|when|which|then)\s", rest, maxsplit=1)[0]
        if _CLAUSE.match(rest) and _may_be_said(rest):
            yield KeyPhrase("clause", rest, _as_clause(rest))


def _as_clause(verbatim: str) -> str:
    shown = turned(verbatim)
    return shown[0].lower() + shown[1:]


def _may_be_said(clause: str) -> bool:
    low = [re.sub(r"['’]", "", word) for word in clause.lower().split()]
    if not 3 <= len(low) <= LONGEST_CLAUSE or low[-1] in lexicon.grammar().never_last:
        return False
    if addresses(clause) or refused(clause) or {"we", "us", "our"} & set(low):
        return False
    return not _two_of_one_gender(low)


def _two_of_one_gender(low: list[str]) -> bool:
    mentions = lexicon.words().mentions
    male = sum(word in _MALE | mentions.male_kin for word in low)
    female = sum(word in _FEMALE | mentions.female_kin for word in low)
    named = sum(word in mentions.names for word in low)
    return male > 1 or female > 1 or named + min(male + female, 1) > 1
