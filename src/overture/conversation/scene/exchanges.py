"""Looking back over a scene's exchanges: who said what after what."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from overture.content.schema.scene import Cue, Scene
from overture.conversation.scene.state import Exchange, PartnerLine

Exchanges = tuple[Exchange, ...]
NOTHING = PartnerLine("")


@dataclass(frozen=True)
class Pair:
    """A member line with what it came after and what followed.

    `own` is the whole turn, `hers` the partner's line it belongs to, `effect` the line it got,
    and `at` the number of the exchange.
    """

    at: int
    own: str
    hers: str
    effect: PartnerLine


def member_turns(exchanges: Exchanges) -> Iterator[tuple[int, Exchange]]:
    """The turns in words, with their places."""
    return ((at, e) for at, e in enumerate(exchanges) if e.kind == "words" and e.text)


def line_before(exchanges: Exchanges, at: int) -> PartnerLine:
    """The partner's last line in words before an exchange."""
    earlier = [line for e in exchanges[:at] for line in e.said if line.text]
    return earlier[-1] if earlier else NOTHING


def pair_at(exchanges: Exchanges, at: int, hers: str | None = None) -> Pair:
    """The member line of an exchange with its surroundings."""
    exchange = exchanges[at]
    effect = exchange.said[0] if exchange.said else NOTHING
    before = line_before(exchanges, at).text if hers is None else hers
    return Pair(at, exchange.text, before, effect)


def pairs(exchanges: Exchanges, places: Iterable[int]) -> tuple[Pair, ...]:
    """The pairs at these places."""
    return tuple(pair_at(exchanges, at) for at in places)


def opener(exchanges: Exchanges, opening: str, at: int) -> str:
    """The partner's words that left an opening lying, before an exchange."""
    lines = [line for e in exchanges[:at] for line in e.said if line.opens == opening]
    return lines[-1].shown if lines else ""


def cue_of(scene: Scene, line: PartnerLine) -> Cue | None:
    """The look or sound that went with a line."""
    return next((cue for cue in scene.cues if cue.id == line.cue), None)


def first_place(exchanges: Exchanges, holds: Callable[[Exchange], bool]) -> int | None:
    """The place of the first exchange for which something holds."""
    return next((at for at, exchange in enumerate(exchanges) if holds(exchange)), None)
