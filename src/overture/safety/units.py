"""What of a text is given to the encoder: the whole, or its beginning, and the parts it is made of.

A sentence that matters is often one of ten. Read with the nine others it disappears in their mean,
so a text of several sentences is read part by part as well, and the strongest part counts.
"""

from overture.safety.text import clauses, sentences

LONGEST_WORDS, BEGINNING_WORDS = 48, 20
"""From the first length the encoder would take long and blur the rest: only a beginning is read."""

PART_WORDS, OVERLAP_WORDS = 22, 6
"""Words of a part at most, and how many of them the next one repeats where no comma parts them."""

FEWEST_PARTS = 2
"""From so many parts a text is read part by part as well."""

MOST_CHARACTERS, MOST_FOREIGN = 360, 160
"""Characters encoded at once: LONGEST_WORDS words of English, and less where each is a token."""


def whole(text: str, plain: str) -> str:
    """The text itself; what it folds to where it is mostly markup; or the start of a long one."""
    words = plain.split()
    kept = text
    if len(words) > LONGEST_WORDS or len(text) > 2 * len(plain) + 40:
        kept = " ".join(words[:BEGINNING_WORDS])
    return kept[: MOST_CHARACTERS if kept.isascii() else MOST_FOREIGN]


def parts(plain: str) -> list[str]:
    """The sentences of folded text, longer ones at their commas; none if there are only one or two.

    Two are heard well enough in the whole, and most messages are no longer: they are read once.
    """
    found = [part for sentence in sentences(plain) for part in _pieces(sentence)]
    return list(dict.fromkeys(found)) if len(found) >= FEWEST_PARTS else []


def _pieces(sentence: str) -> list[str]:
    if len(sentence.split()) <= PART_WORDS:
        return [sentence.replace(" , ", " ")]
    found: list[str] = []
    held: list[str] = []
    for clause in clauses(sentence):
        words = clause.split()
        if held and len(held) + len(words) > PART_WORDS:
            found.append(" ".join(held))
            held = []
        while len(words) > PART_WORDS:
            found.append(" ".join(words[:PART_WORDS]))
            words = words[PART_WORDS - OVERLAP_WORDS :]
        held += words
    return [*found, " ".join(held)] if held else found
