"""The kinds of situation that scenes and steps belong to, and how each is called in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from overture.content.schema.acts import Topic


@dataclass(frozen=True)
class FamilyWords:
    """How one kind of situation is called.

    `kinds` is a plural that can stand in a sentence, `title` a heading, `where` tells where a
    moment was. `topics` are those of a talk that come near it.
    """

    kinds: str
    title: str
    where: str
    topics: tuple[Topic, ...] = ()
    is_singular: bool = False


FAMILIES: Mapping[str, FamilyWords] = {
    "counter": FamilyWords("shops and counters", "Counters", "In shops and at counters", ("food",)),
    "street": FamilyWords(
        "people you don’t know",
        "People you don’t know",
        "With people you don’t know",
        ("small_talk",),
    ),
    "neighbour": FamilyWords("neighbours", "Neighbours", "With neighbours", ("neighbours",)),
    "colleague": FamilyWords(
        "colleagues", "Work talk", "With colleagues", ("work",), is_singular=True
    ),
    "meeting": FamilyWords("meetings", "Meetings", "In meetings", ("work",)),
    "interview": FamilyWords("interviews", "Interviews", "In interviews", ("work",)),
    "study": FamilyWords("classes and study", "Study", "Where you study", ("study",), True),
    "phone": FamilyWords(
        "phone calls", "Phone calls", "On the phone", ("phone_calls", "health_appointments")
    ),
    "online": FamilyWords("messages", "Messages", "In messages", ("online",)),
    "official": FamilyWords(
        "offices and forms", "Offices", "At official counters", ("money_worries", "moving")
    ),
    "group": FamilyWords("groups", "Groups", "In groups", ("weekend",)),
    "club": FamilyWords("clubs", "Clubs", "At clubs", ("games", "sport", "craft", "music")),
    "friend": FamilyWords("friends", "Friends", "With friends", ("friends",)),
    "dating": FamilyWords("dates", "Dates", "On dates", ("dating",)),
    "own": FamilyWords("your own steps", "Your own", "Steps of your own"),
}
"""Every kind, in the order in which they are shown. `own`: steps that a member wrote."""
