"""Warmth both ways, and looks that could be read one way or another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from overture.content.schema.scene import Cue, Scene
from overture.conversation.scene.exchanges import (
    Exchanges,
    Pair,
    cue_of,
    member_turns,
    pair_at,
    pairs,
)
from overture.conversation.scene.matching import folded, in_common
from overture.conversation.scene.state import Exchange, PartnerLine

_GOOD_WISH = re.compile(r"\b(?:good luck|i hope|hope (?:it|that|you)|well done)\b", re.IGNORECASE)
_STAYS = frozenset({"joke", "thanks", "follow_up", "question", "self_disclosure"})
_THANKS = re.compile(r"\b(?:thank\w*|cheers|ta)\b", re.IGNORECASE)
_BARE_WORDS = (
    "thanks thank you cheers ta very much a lot so many again ok okay right well then bye goodbye "
    "sorry and oh yes no that is thats great lovely for it the"
)
_BARE = frozenset(_BARE_WORDS.split())
SOMETHING, WHOLE_ANSWER, PASSED_OVER = 2, 4, 2
"""Words beside the thanks from which they are for something; words from which an answer stays with
what was said, and up to which a turn passes over it."""


@dataclass(frozen=True)
class CueMet:
    """An unclear look and the member's next turn: asked about it, or hushed: went quiet, said
    sorry, or took back what they had asked.
    """

    cue: Cue
    pair: Pair
    asked: bool
    hushed: bool


def cues_met(scene: Scene, exchanges: Exchanges) -> tuple[CueMet, ...]:
    """Every unclear look with what the member did next."""
    return tuple(_cues_met(scene, exchanges))


def _cues_met(scene: Scene, exchanges: Exchanges) -> Iterator[CueMet]:
    for at in range(1, len(exchanges)):
        cues = [cue_of(scene, line) for line in exchanges[at - 1].said]
        unclear = next((cue for cue in cues if cue and cue.sign == "unclear"), None)
        after = exchanges[at]
        if unclear and after.act != "exit":
            asked = any(flag.startswith("asks_about") for flag in after.noticed)
            hushed = after.act in {"silence", "apology"} or "took_back" in after.noticed
            yield CueMet(unclear, pair_at(exchanges, at), asked=asked, hushed=hushed)


def warm_lines(scene: Scene, exchanges: Exchanges) -> tuple[PartnerLine, ...]:
    """The partner's lines that went with something warm."""
    return tuple(line for exchange in exchanges for line in exchange.said if _is_warm(scene, line))


def warmth_answered(scene: Scene, exchanges: Exchanges) -> tuple[Pair, ...]:
    """The turns that stayed with something warm of the partner's."""
    return tuple(
        pair_at(exchanges, at, warm.text)
        for at, warm in _after_warmth(scene, exchanges)
        if _stays_with(exchanges[at], warm)
    )


def warmth_missed(scene: Scene, exchanges: Exchanges) -> tuple[Pair, ...]:
    """The turns that passed over something warm that asked for nothing else."""
    return tuple(
        pair_at(exchanges, at, warm.text)
        for at, warm in _after_warmth(scene, exchanges)
        if _passes_over(exchanges[at], warm)
    )


def warmth_given(exchanges: Exchanges) -> tuple[Pair, ...]:
    """Warmth given: thanks for a thing, an offer, a good wish."""
    return pairs(exchanges, (at for at, exchange in member_turns(exchanges) if _gives(exchange)))


def _after_warmth(scene: Scene, exchanges: Exchanges) -> Iterator[tuple[int, PartnerLine]]:
    """The turns just after something warm in words, with the warm line."""
    for at in range(1, len(exchanges)):
        warm = [line for line in exchanges[at - 1].said if _is_warm(scene, line) and line.text]
        if warm and exchanges[at].kind in {"words", "silence"}:
            yield at, warm[-1]


def _is_warm(scene: Scene, line: PartnerLine) -> bool:
    cue = cue_of(scene, line)
    return cue is not None and cue.sign == "warm"


def _stays_with(exchange: Exchange, warm: PartnerLine) -> bool:
    if exchange.kind != "words" or exchange.act in {"rude", "heavy", "leave", "unclear"}:
        return False
    if bool(in_common(exchange.text, warm.text)) or exchange.act in _STAYS:
        return True
    return exchange.act == "answer" and exchange.words >= WHOLE_ANSWER


def _passes_over(exchange: Exchange, warm: PartnerLine) -> bool:
    if warm.asks or _stays_with(exchange, warm) or exchange.act in {"rude", "heavy", "leave"}:
        return False
    return exchange.kind == "silence" or exchange.words <= PASSED_OVER


def _gives(exchange: Exchange) -> bool:
    if exchange.act in {"rude", "heavy"}:
        return False
    thanks = "thanks" in exchange.acts and _thanks_for_something(exchange.text)
    offers = any(flag.startswith("offers_") for flag in exchange.noticed)
    return thanks or offers or bool(_GOOD_WISH.search(exchange.text))


def _thanks_for_something(text: str) -> bool:
    """Whether the sentence with the thanks in it says what they are for; “thanks, bye” does not."""
    said = (part for part in re.split(r"[.!?]+", text) if _THANKS.search(part))
    return any(_matter(part) >= (1 if " for " in part else SOMETHING) for part in said)


def _matter(part: str) -> int:
    """How many words of a sentence are more than the thanks themselves."""
    return len(set(folded(part).split()) - _BARE)
