"""Small numbers as words, for sentences."""

from typing import Final

_NUMBERS: Final = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
)


def number(count: int) -> str:
    """The count in words up to ten, in figures above."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def every_time(count: int) -> str:
    """ "the one time so far", "both times so far", "all three times so far"."""
    if count == 1:
        return "the one time so far"
    return "both times so far" if count == 2 else f"all {number(count)} times so far"


def times_of(part: int, whole: int) -> str:
    """ "two of the three times so far"; `part` is at least one and less than `whole`."""
    return f"{number(part)} of the {number(whole)} times so far"


def sentence(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]
