"""How the member talked over several turns: questions in a row, sorry, a word or two, at length."""

import re

from overture.conversation.scene.exchanges import Exchanges, Pair, member_turns, pair_at, pairs
from overture.conversation.scene.matching import in_common
from overture.conversation.scene.smalltalk import ASKS_AGAIN, SMALL_TALK
from overture.conversation.scene.state import Exchange
from overture.conversation.scene.weight import is_grave, tells_of_hurt

BRIEF, AT_LENGTH = 2, 30
"""Words up to which a turn is a word or two, and from which it tells at length."""

_OWN = re.compile(r"\b(?:i|i['’]\w+|my|we|our)\b", re.IGNORECASE)
_SORRY = re.compile(r"\b(?:sorry|apologi[sz]e|apologies|forgive me)\b", re.IGNORECASE)
_ELSEWHERE = frozenset({"question", "follow_up", "joke", "off_topic"})
"""Acts that leave a question standing; something of their own is often the answer."""
_INVITES_QUESTIONS = re.compile(r"\bquestions?\b|\bask (?:me|us|away)\b", re.IGNORECASE)
_MENDED = "anywhere/rude/mended"
MOSTLY_OWN = 3
"""Times somebody speaks of themselves from which a long turn is about them."""


def asks(exchange: Exchange) -> bool:
    """Whether a turn asks something."""
    return "?" in exchange.text or bool({"question", "follow_up"} & set(exchange.acts))


def questions_in_a_row(exchanges: Exchanges) -> tuple[Pair, ...]:
    """The longest run of questions with nothing of the member's own between them."""
    longest: list[int] = []
    run: list[int] = []
    for at, exchange in member_turns(exchanges):
        own = "self_disclosure" in exchange.acts or bool(_OWN.search(exchange.text))
        run = [*run, at] if asks(exchange) and not own and exchange.act != "request" else []
        longest = max(longest, run, key=len)
    return pairs(exchanges, longest)


def apologies(exchanges: Exchanges) -> tuple[Pair, ...]:
    """The turns with a sorry in them, but for the one that mends a rude turn."""
    return pairs(
        exchanges,
        (
            at
            for at, exchange in member_turns(exchanges)
            if _SORRY.search(exchange.text)
            and ASKS_AGAIN not in exchange.noticed
            and not any(earlier.act == "rude" for earlier in exchanges[:at])
        ),
    )


def mendings(exchanges: Exchanges) -> tuple[Pair, ...]:
    """The turns that mended a rude one: said sorry, and were taken so."""
    found = (at for at, e in member_turns(exchanges) if e.said and e.said[0].id.startswith(_MENDED))
    return pairs(exchanges, found)


def brief_turns(exchanges: Exchanges) -> tuple[Pair, ...]:
    """The turns of a word or two, the goodbye left out."""
    return pairs(
        exchanges,
        (at for at, e in member_turns(exchanges) if e.words <= BRIEF and e.act != "leave"),
    )


def told_at_length(exchanges: Exchanges) -> tuple[Pair, ...]:
    """The long turns about the member. What weighs on somebody is never too long."""
    return pairs(
        exchanges,
        (
            at
            for at, exchange in member_turns(exchanges)
            if exchange.words >= AT_LENGTH
            and exchange.act != "heavy"
            and len(_OWN.findall(exchange.text)) >= MOSTLY_OWN
            and not (is_grave(exchange.text) or tells_of_hurt(exchange.text))
        ),
    )


def unanswered(exchanges: Exchanges) -> tuple[Pair, ...]:
    """The partner's questions that the next turn, in words, was not about."""
    found = []
    for at, exchange in member_turns(exchanges):
        question = _question_before(exchanges, at)
        if question and _is_elsewhere(exchange, question):
            found.append(pair_at(exchanges, at, question))
    return tuple(found)


def _question_before(exchanges: Exchanges, at: int) -> str:
    """What the partner's last turn asked of the member; empty if it asked nothing."""
    lines = [line for line in exchanges[at - 1].said if line.text] if at else []
    asks_it = bool(lines) and lines[-1].asks and lines[-1].text.rstrip().endswith("?")
    return lines[-1].text if asks_it else ""


def _is_elsewhere(exchange: Exchange, question: str) -> bool:
    if exchange.act not in _ELSEWHERE or exchange.job or exchange.took:
        return False
    if asks(exchange) and _INVITES_QUESTIONS.search(question):
        return False
    if SMALL_TALK & set(exchange.noticed) - {"about_weather", "asks_weekend", "asks_after_you"}:
        return False
    return "answer" not in exchange.acts and not in_common(exchange.text, question)
