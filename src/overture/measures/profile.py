"""The short social-reward profile: six taps, each skippable, that steer what is offered first.

It is not a test and has no total. Every answer only shifts a starting guess, and the record
soon outweighs it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Answer = Literal[0, 1, 2, 3]


@dataclass(frozen=True)
class ProfileItem:
    """One question with four equal answers, from the least to the most of `about`."""

    id: str
    about: str
    asks: str
    answers: tuple[str, str, str, str]


PROFILE: tuple[ProfileItem, ...] = (
    ProfileItem(
        "contact",
        "how frequent",
        "In an ordinary week, how many people do you exchange a few words with?",
        ("Hardly anyone", "One or two", "A handful", "Many"),
    ),
    ProfileItem(
        "dread",
        "dread",
        "When you know you’ll have to talk to someone, how much do you dread it?",
        ("Not much", "Somewhat", "A lot", "It can stop me"),
    ),
    ProfileItem(
        "wanting",
        "wanting",
        "If it went well, how much would you like to have more of it?",
        ("Not really", "A little", "Quite a bit", "Very much"),
    ),
    ProfileItem(
        "enjoying",
        "enjoying",
        "While it is going on, how much of it can you usually enjoy?",
        ("None of it", "A moment here and there", "Some of it", "Most of it"),
    ),
    ProfileItem(
        "trust",
        "predictable and trustworthy",
        "How have people mostly turned out, so far?",
        ("They let me down", "I can’t tell with them", "Mixed", "Mostly kind"),
    ),
    ProfileItem(
        "energy",
        "energy",
        "How much energy is there for people these days?",
        ("Hardly any", "A little", "Some", "Plenty"),
    ),
)

_STANDARD_SCORES = (-1.0, -0.2, 0.8, 1.6)


@dataclass(frozen=True)
class Profile:
    """What six taps shift: a starting anxiety (in standard deviations) and a first reach.

    Attributes:
        anxiety: standardised starting anxiety, or None if dread was skipped.
        reach: most anxiety (0 to 10) that the first steps may bring, four in five sure.
    """

    anxiety: float | None
    reach: float


def read_profile(answers: Mapping[str, int]) -> Profile:
    """The profile that some answers give; an item not answered changes nothing.

    Raises ValueError for an unknown item or an answer outside 0 to 3.
    """
    known = {item.id for item in PROFILE}
    for item, answer in answers.items():
        if item not in known or answer not in range(4):
            message = f"not an answer to this profile: {item}={answer}"
            raise ValueError(message)
    dread = answers.get("dread")
    energy = answers.get("energy", 1)
    let_down = answers.get("trust", 2) == 0
    return Profile(
        anxiety=None if dread is None else _STANDARD_SCORES[dread],
        reach=5.0 + 0.7 * energy - (0.8 if let_down else 0.0),
    )
