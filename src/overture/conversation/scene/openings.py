"""What the member did with what the partner said or left lying: picked up, come back to, let go."""

from typing import Literal

from overture.content.schema.scene import Scene
from overture.conversation.scene.exchanges import (
    Exchanges,
    Pair,
    line_before,
    member_turns,
    opener,
    pair_at,
)
from overture.conversation.scene.habits import asks
from overture.conversation.scene.matching import in_common

SHORT_REPLY = 3
"""Words up to which a question can only be about what was just said."""


def follow_ups(scene: Scene, exchanges: Exchanges) -> tuple[Pair, ...]:
    """The turns that pick up something that the partner said, with the words picked up."""
    return tuple(
        pair_at(exchanges, at, _picked_up(exchanges, at))
        for at, _ in member_turns(exchanges)
        if _picks_up(scene, exchanges, at)
    )


def openings(
    scene: Scene, exchanges: Exchanges, kind: Literal["took", "came_back"]
) -> tuple[Pair, ...]:
    """The openings taken at once, or come back to later."""
    facts = _fact_ids(scene)
    return tuple(
        pair_at(exchanges, at, opener(exchanges, opening, at))
        for at, exchange in member_turns(exchanges)
        for opening in getattr(exchange, kind)
        if opening in facts
    )


def missed(scene: Scene, exchanges: Exchanges) -> tuple[Pair, ...]:
    """Openings let go and never come back to."""
    back = {name for exchange in exchanges for name in (*exchange.took, *exchange.came_back)}
    return tuple(
        pair_at(exchanges, at, opener(exchanges, opening, at))
        for at, exchange in member_turns(exchanges)
        for opening in exchange.passed
        if opening in _fact_ids(scene) - back and exchange.act != "leave"
    )


def _fact_ids(scene: Scene) -> frozenset[str]:
    return frozenset(fact.id for fact in scene.partner.facts)


def _picks_up(scene: Scene, exchanges: Exchanges, at: int) -> bool:
    """Whether a turn picks up something that the partner said, not merely asks something."""
    exchange = exchanges[at]
    if exchange.act in {"leave", "heavy", "rude", "request"} or not asks(exchange):
        return False
    if _fact_ids(scene) & {*exchange.took, *exchange.came_back}:
        return True
    before = line_before(exchanges, at)
    brief = exchange.words <= SHORT_REPLY and before.id.startswith("fact/")
    return brief or bool(in_common(exchange.text, before.text))


def _picked_up(exchanges: Exchanges, at: int) -> str:
    """The partner's words that a turn picks up."""
    opening = next(iter((*exchanges[at].took, *exchanges[at].came_back)), "")
    return opener(exchanges, opening, at) or line_before(exchanges, at).text
