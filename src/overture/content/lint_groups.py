"""What people here never put into each other's mouths: advice, grades, and pressure."""

import re
from collections.abc import Iterator, Mapping


def _any_of(*phrases: str) -> re.Pattern[str]:
    joined = "|".join(phrases).replace("'", "[’']")
    return re.compile(rf"\b(?:{joined})\b", re.IGNORECASE)


NEVER: Mapping[str, re.Pattern[str]] = {
    "advice": _any_of(
        "you (?:should|shouldn't|must|ought|had better|need to|have to|might want to)",
        "(?:have|did) you (?:tried?|thought (?:of|about))",
        "why (?:not|don't you)",
        "if I were you",
        "next time you",
        "just (?:do|go|try|relax|be)",
    ),
    "a grade": _any_of(
        "(?:very|really|so) (?:good|well|brave|strong)",
        "(?:great|good|well|nicely) done",
        "good (?:for|on) you",
        "brave",
        "progress",
        "improving",
        "better than (?:before|last)",
        "only (?:a|an) (?:small|little)",
        "even if it's small",
    ),
    "a comparison": _any_of(
        "(?:others|other people|some people|most of us) (?:have|had|find|manage|can|do)",
        "at least",
        "everybody (?:feels|does|is)",
        "it could be worse",
    ),
}
"""Wordings that no line offered to one person for another uses."""


def presses(text: str) -> Iterator[str]:
    """Advice, grades and comparisons in words that one person may send to another."""
    for name, never in NEVER.items():
        if found := never.search(text):
            yield f"gives {name}: “{found.group(0)}”"
