"""What counts as text that a member may write, on every way in."""

import unicodedata

_KEPT_CONTROLS = frozenset("\n\t")


def is_text(words: str) -> bool:
    """Whether every character is one: any script, any emoji, but no control characters.

    Halves of characters, and the mark of bytes that were no text, are none either.
    """
    return not any(_is_not_text(character) for character in words)


def _is_not_text(character: str) -> bool:
    if character in _KEPT_CONTROLS:
        return False
    return unicodedata.category(character) in {"Cc", "Cs"} or character == "\ufffd"
