"""What no text of ours may do: pull somebody back, or claim to be care."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


def _any_of(*phrases: str) -> re.Pattern[str]:
    """One expression for whole phrases; an apostrophe may be straight or curly."""
    joined = "|".join(phrases).replace("'", "[’']")
    return re.compile(rf"\b(?:{joined})\b", re.IGNORECASE)


PULLS: Mapping[str, re.Pattern[str]] = {
    "longing": _any_of(
        r"miss(?:ed|es|ing)? (?:you|our talks|your company)",
        r"(?:wait(?:ing|s|ed)?|here) for you(?! to\b)",
        "lonely without you",
        "thinking of you",
        r"where have you been(?=\?| all| lately)",
        "glad (?:that )?you(?:'re| are) back",
        "welcome back",
    ),
    "a count of days": _any_of(
        r"(?:\d+|\w+) days? in a row",
        r"(?:it's|it has) been (?:\d+|two|three|many|a few|several) (?:days|weeks)",
        r"(?:\d+|two|three|many|several) (?:days|weeks) (?:since you|away|without)",
        "streaks?",
        r"day \d+ of",
        "(?:you )?haven't (?:been here|opened|visited|written|talked|practised) (?:in|for|since)",
    ),
    "guilt": _any_of(
        "don't (?:give up|forget (?:us|me|your)|let (?:it|us|yourself) down|leave(?: yet| me)?)",
        "you(?:'ll| will) lose (?:your|all)",
        r"are you sure you want to (?:leave|go|stop)",
        "so soon",
        "already leaving",
        "before you go",
        "we(?:'d| would) hate to",
    ),
    "a lure": _any_of(
        "come back (?:soon|tomorrow|for more|to (?:Cue|us|me|your talks?))",
        "(?:see|find out) what (?:happens|comes) next",
        "don't miss(?: out)?",
        "last chance",
        "unlock(?:ed|s)?",
        "(?:earn|win|collect)(?:ed|s)? (?:a |your )?(?:badges?|points|rewards?|stars?)",
        "(?:your|daily|new) rewards?",
        "keep (?:it up|your progress|going strong)",
        "Cue (?:wants|wrote to|is waiting|has (?:something|news|a surprise))",
    ),
}
"""Ways of drawing somebody back to a program, whoever words them."""

CLAIMS: Mapping[str, re.Pattern[str]] = {
    "claims to be care": _any_of(
        "therap(?:y|ies|eutic|ist|ists)",
        "psychotherap(?:y|ist)",
        "treatments?",
        "treat(?:s|ed|ing)? (?:your|people|members|anxiety|depression|social)",
        "cur(?:es?|ed|ing)",
        "heal(?:s|ed|ing)? (?:you|your|people)",
        "clinically",
        "medical device",
        "rehabilitation",
    ),
    "claims to know or change a condition": _any_of(
        "diagnos(?:e|es|ed|ing|is|tic)",
        "(?:reduc|reliev|eas|improv|lessen)(?:e|es|ed|ing) (?:your |the )?symptoms",
        "symptoms?",
        "remission",
        "(?:proven|shown|guaranteed) to (?:help|work|reduce)",
    ),
    "names a disorder": _any_of(
        "disorders?",
        "social phobia",
        "agoraphobi\\w+",
        "depression",
        "bipolar",
        "ptsd",
        "ocd",
        "adhd",
        "autis(?:m|tic)",
        "schizo\\w+",
        "psychosis",
        "anorexi\\w+",
        "bulimi\\w+",
    ),
}
"""Words of care and of conditions; what a text is not may be said (`NOT_SO`)."""

NOT_SO = re.compile(
    r"\b(?:not|no|nor|never|neither|isn[’']t|can[’']t|without|nothing of)\b"
    r"(?:[ ,]+(?!but\b)[\w’'-]+){0,6}?[ ,]+"
    r"(?:therap\w+|treatments?|treat|cures?|diagnos\w+|symptoms?|disorders?|medical device)\b",
    re.IGNORECASE,
)
"""A sentence that says what the program is not: "not a person and not therapy"."""


@dataclass(frozen=True)
class Allowed:
    """Words that may stand in a place, and why: expressions over the end of a path and the text."""

    where: str
    words: str
    reason: str


ALLOWED = (
    Allowed(
        "docs/reference/safety.md",
        "streaks|rewards by chance|claims to be therapy|to cure|disorder is named",
        "it lists, by number, what is forbidden",
    ),
    Allowed(
        "safety/limits.toml",
        "medicine or treatment|tablets and treatments",
        "a question about it is passed on to a doctor or a pharmacist",
    ),
    Allowed("conversation/llm/prompt.py", "a diagnosis", "a model is told never to give one"),
    Allowed("member/settings.html", "does not miss you", "it says that no program does"),
)
"""Where such words may stand though no sentence says "not"."""


def pulls(text: str, *, where: str = "") -> Iterator[str]:
    """Wordings that draw somebody back, make guilty, or count what was missed."""
    plain = _without_allowed(text, where)
    for name, pull in PULLS.items():
        if found := pull.search(plain):
            yield f"pulls back ({name}): “{found.group(0)}”"


def claims(text: str, *, where: str = "") -> Iterator[str]:
    """Claims of care or of knowing a condition, but those that are allowed `where` it stands."""
    plain = NOT_SO.sub(" ", _without_allowed(text, where))
    for name, claim in CLAIMS.items():
        for found in claim.finditer(plain):
            yield f"{name}: “{found.group(0)}”"


def oversteps(text: str, *, where: str = "") -> Iterator[str]:
    """Both: what pulls somebody back, and what claims to be care."""
    yield from pulls(text, where=where)
    yield from claims(text, where=where)


def _without_allowed(text: str, where: str) -> str:
    for allowed in ALLOWED:
        if re.search(rf"{allowed.where}$", where):
            text = re.sub(rf"(?i)\b(?:{allowed.words})\b", " ", text)
    return text
