"""Pace and safety settings in words: for whom they are about, and for whom suggested them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from overture.content.families import FAMILIES
from overture.planning.words import number

NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "hardest": ("Hardest step offered", "by expected anxiety"),
    "new_a_week": ("New steps a week", "with people, at most"),
    "likely": ("Likely to go well", "at least, on past record"),
    "cue_minutes": ("Cue and scenes, minutes a day", "offered at most"),
    "practise_first": ("Practise first, then for real", ""),
    "hold": ("Hold steps after 3 harder ones", "of the last 4"),
    "no_go": ("Not offered", "kinds of situation"),
}
"""How a clinician reads them."""


@dataclass(frozen=True)
class Meaning:
    """What a yes to one setting would mean, for the member."""

    asks: str
    means: str


def meaning(setting: str, value: object) -> Meaning:
    """A suggested setting in plain words to the member."""
    if setting == "no_go":
        return _no_go(value if isinstance(value, list) else [])
    if isinstance(value, bool):
        return _SWITCHED[setting, value]
    return _NUMBERS[setting](int(str(value)))


def short(setting: str, value: object) -> str:
    """The value as it stands beside the setting's name."""
    if isinstance(value, bool):
        return "On" if value else "Off"
    if isinstance(value, list):
        return ", ".join(FAMILIES[topic].title for topic in value if topic in FAMILIES) or "None"
    return f"{value}/10" if setting == "likely" else str(value)


def _hardest(value: int) -> Meaning:
    return Meaning(
        f"Steps up to {value} of 10",
        f"You would be offered steps at which an anxiety of up to {value} of 10 is to be expected.",
    )


def _new_a_week(value: int) -> Meaning:
    many = "no new step" if not value else f"{number(value)} new step{'' if value == 1 else 's'}"
    return Meaning(
        f"At most {many} with people a week",
        "Steps that you have done before stay on offer as often as you like.",
    )


def _likely(value: int) -> Meaning:
    return Meaning(
        f"Steps that go well at least {value} times in 10",
        "It is reckoned from how your own steps went, and from other people’s where yours are few.",
    )


def _cue_minutes(value: int) -> Meaning:
    return Meaning(
        f"About {value} minutes a day with Cue and scenes",
        "After that Today offers none. Both stay open to you all the same.",
    )


_NUMBERS: Final = {
    "hardest": _hardest,
    "new_a_week": _new_a_week,
    "likely": _likely,
    "cue_minutes": _cue_minutes,
}
_SWITCHED: Final = {
    ("practise_first", True): Meaning(
        "Practise first, then for real",
        "A step that has a scene would be offered once you have practised the scene.",
    ),
    ("practise_first", False): Meaning(
        "Real steps without practice first", "Scenes stay where they are, for when you want them."
    ),
    ("hold", True): Meaning(
        "Nothing larger after three harder ones",
        "When three of your last four were harder than expected, steps stay at their present size.",
    ),
    ("hold", False): Meaning(
        "Steps may grow after harder ones too", "After a hard one the next is smaller as it is now."
    ),
}


def _no_go(topics: Sequence[str]) -> Meaning:
    if not topics:
        return Meaning("Every kind of situation may be offered", "Nothing is left out any more.")
    kinds = ", ".join(FAMILIES[topic].kinds for topic in topics if topic in FAMILIES)
    return Meaning(f"Nothing offered with {kinds}", "You can go there by yourself at any time.")
