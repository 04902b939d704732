"""What no nudge says: hooks, guilt, hurry, counts, the way to a program; and what a stranger sees.

Whatever stands on a lock screen is read by whoever holds the device.
"""

import re
from collections.abc import Iterator, Mapping

from overture.content import lint_words as words
from overture.content.lint_boundaries import oversteps


def _any_of(*phrases: str) -> re.Pattern[str]:
    joined = "|".join(phrases).replace("'", "[’']")
    return re.compile(rf"\b(?:{joined})\b", re.IGNORECASE)


NEVER: Mapping[str, re.Pattern[str]] = {
    "a hook": _any_of(
        *("guess wh(?:at|o)", "surprise", "curious", "find out (?:who|what|why)"),
        *("you won't believe", "missed"),
        *("still there", "ready for you", "something new", "a gift", "checking in", "check in"),
        *("open the app", "open overture", "tap (?:to|here)", "how are you"),
    ),
    "guilt": _any_of(
        *("should(?:n't)?", "must", "ought", "have to", "need to", "supposed to", "promised"),
        *("you (?:haven't|didn't|forgot|skipped|missed|failed)", "at last", "finally"),
        *("neglect\\w*", "disappoint\\w*", "lazy", "excuses?", "others (?:manage|do|have)"),
    ),
    "hurry": _any_of(
        *("now", "hurry", "quick(?:ly)?", "today only", "right away", "too late", "don't wait"),
        *("act (?:fast|now)", "running out", "expir\\w+", "(?:only|last) \\w+ left"),
    ),
    "a count": re.compile(
        r"\d|\b(?:\w+ (?:days|weeks|times) (?:ago|since|in a row|without)|level|score|points?)\b",
        re.IGNORECASE,
    ),
    "the way to a program": _any_of("cue", "talk to (?:me|us)", "chat"),
    "a mark": re.compile(r"[?!]"),
}
"""A question is a hook, too: it waits for an answer."""

SOMEBODY = _any_of("I", "I'm", "me", "we", "us", "our")
"""A program that speaks of itself; a step is in the member's own voice, and may."""

TELLS = _any_of(
    *("people", "person", "somebody", "step", "steps", "list", "practi[cs]e\\w*", "scenes?"),
    *("shy\\w*", "anxi\\w+", "fear\\w*", "afraid", "worr\\w+", "alone", "lonel\\w+", "quiet"),
    *("social", "talk\\w*", "feel\\w*", "mood", "mental", "health", "mind", "help", "withdraw\\w*"),
)
"""Words that tell a stranger what this program is for."""


def judged(text: str, *, is_step: bool = False) -> Iterator[str]:
    """What is wrong with one text of a nudge."""
    if not is_step and (found := SOMEBODY.search(text)):
        yield f"no nudge speaks of itself: “{found.group(0)}”"
    for name, never in NEVER.items():
        if found := never.search(text):
            yield f"no nudge says {name}: “{found.group(0)}”"
    for lint in (words.raised_voice, words.banned, words.spelling, words.hard_to_read):
        yield from lint(text)
    yield from oversteps(text)


def tells(discreet: str) -> Iterator[str]:
    """What a discreet text gives away."""
    if found := TELLS.search(discreet):
        yield f"discreet words tell a stranger: “{found.group(0)}”"
