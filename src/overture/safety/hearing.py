"""What a message holds that the protocol takes up before it names the next step.

Read only once the protocol is open: a refusal, a fear of being sent for, a person who was named, a
question to the program. Nothing here decides whether there is a risk; the screen did that.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from overture.content.schema.hearing import Concern, Stage
from overture.safety.boundaries import asks_if_human, takes_leave
from overture.safety.library import hearing
from overture.safety.text import folded, windowed

_WHO = (
    r"(?:(?:best|good|old|close|older|younger|big|little|twin|step) ?)?"
    r"(?:mum|mom|mother|dad|father|sister|brother|wife|husband|partner|girlfriend|boyfriend"
    r"|friend|mate|flatmate|room ?mate|housemate|neighbou?r|aunt|auntie|uncle|cousin|gran|nan"
    r"|grandma|grandmother|grandad|grandfather|colleague|teacher|pastor|imam|rabbi|priest)"
)
_OWN = re.compile(rf"\b(?:[Mm]y|a|one) ({_WHO})\b(?!['’]s\b|s\b)(?:,? ([A-Z][a-z]+))?")
_ANSWER = re.compile(
    rf"^\W*(?:[Mm]aybe|[Pp]erhaps|[Pp]robably)?\W*(?:my )?(?:({_WHO})|([A-Z][a-z]{{2,}}))\W*$"
)
_NO_NAME = re.compile(
    r"(?:Nobody|None|Yes|Yeah|Yep|Nope|Nah|Not|Never|Maybe|Nothing|Sometimes|Okay|Thanks|Stop|Help"
    r"|Why|What|Who|How|Fine|Sure|Better|Worse|The|And|But|Then|Please|Later|Now|Someone|Everyone)"
)
_TURNED_AWAY = re.compile(
    r"\b(?:die[ds]?|dead|passed|hates?|left|dumped|hits?|hurts?|abus\w+|blames?|angry|kick\w*"
    r"|(?:wouldnt|doesnt|dont|wont|not|never|cant|couldnt) (?:\w+ )?(?:care|understand|get it|know"
    r"|help|listen|talk|speak|want|answer|believe|like|love|tell|trust|be there|reach|call|there)"
    r"|shout\w*|yell\w*|scream\w*|without (?:him|her|them|my)|miss|gone|abroad|ex|fight\w*"
    r"|fought|argu\w+|disappoint\w+|better off|cheat\w*|divorc\w*|burden"
    r"|worse|because|afraid of|scared of|fault|drunk|worr\w+|upset|bother)\b"
)
"""Beside one of these a person who was mentioned may be no help, or no longer there."""

_ASKED_FOR_SOMEBODY = frozenset({"ni.person", "im.person", "im.pickup", "pause.person"})


@dataclass(frozen=True)
class Heard:
    """A concern in a message, with what it names: {person} for somebody who could be told."""

    concern: Concern
    slots: Mapping[str, str]


def concerns(message: str, stage: Stage, topic: str | None, said: Sequence[str]) -> Iterator[Heard]:
    """The concerns heard in a message, those that can wait least first.

    `said` are the ids of the lines said so far, the last one last.
    """
    plain = folded(windowed(message))
    last = said[-1] if said else ""
    for concern in hearing().concern:
        if stage in concern.stages and (topic or "self_harm") in concern.on:
            found = _heard(concern, message, plain, last)
            if found is not None:
                yield found


def named(message: str, last: str = "") -> str | None:
    """Somebody the member names who could be told: "your sister", "Sam"; None if there is nobody.

    `last` is the line said before, since one word is a name only in answer to "who?".
    """
    if _TURNED_AWAY.search(folded(windowed(message))):
        return None
    found = _OWN.search(message)
    if found is None and last.removesuffix(".named") in _ASKED_FOR_SOMEBODY:
        found = _ANSWER.match(message)
    if found is None:
        return None
    who, name = found.groups()
    if name is None:
        return f"your {who}"
    return None if _NO_NAME.fullmatch(name) else str(name)


def _heard(concern: Concern, message: str, plain: str, last: str) -> Heard | None:
    if concern.after and last not in concern.after:
        return None
    if concern.reads == "person":
        person = named(message, last)
        return Heard(concern, {"person": person}) if person else None
    return Heard(concern, {}) if _holds(concern, message, plain) else None


def _holds(concern: Concern, message: str, plain: str) -> bool:
    if concern.reads == "leaving":
        return takes_leave(plain)
    if concern.reads == "human":
        return asks_if_human(message)
    if concern.reads == "wordless" and not any(map(str.isalnum, message)):
        return True
    expression = _expression(concern.id)
    return expression is not None and bool(expression.search(plain))


@cache
def _expression(concern_id: str) -> re.Pattern[str] | None:
    concern = next(one for one in hearing().concern if one.id == concern_id)
    parts = [f"(?:{expression})" for expression in concern.any]
    return re.compile("|".join(parts)) if parts else None
