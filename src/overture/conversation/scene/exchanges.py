"""Looking back over a scene's exchanges: who said what after what."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from overture.content.schema.scene import Cue, Scene
from overture.conversation.scene.matching import in_common
from overture.conversation.scene.state import Exchange, PartnerLine

Exchanges = tuple[Exchange, ...]
NOTHING = PartnerLine("")


@dataclass(frozen=True)
class Pair:
    """A member line with what it came after and what followed.

    `own` is the whole turn, `hers` the partner's line it belongs to, `effect` the line it got,
    and `at` the number of the exchange. `who` said `hers`, where several could have.
    """

    at: int
    own: str
    hers: str
    effect: PartnerLine
    who: str = ""


def member_turns(exchanges: Exchanges) -> Iterator[tuple[int, Exchange]]:
    """The turns in words, with their places."""
    return ((at, e) for at, e in enumerate(exchanges) if e.kind == "words" and e.text)


def line_before(exchanges: Exchanges, at: int) -> PartnerLine:
    """The partner's line in words that an exchange came after.

    Where several spoke in the turn before, it is the one that the member's words share most with.
    """
    earlier = [[line for line in e.said if line.text] for e in exchanges[:at]]
    last = next((lines for lines in reversed(earlier) if lines), [NOTHING])
    if not any(line.by for line in last) or at >= len(exchanges):
        return last[-1]
    own = exchanges[at].text
    return max(reversed(last), key=lambda line: len(in_common(own, line.text)))


def pair_at(exchanges: Exchanges, at: int, hers: str | None = None) -> Pair:
    """The member line of an exchange with its surroundings."""
    exchange = exchanges[at]
    effect = exchange.said[0] if exchange.said else NOTHING
    before = line_before(exchanges, at)
    if hers is None:
        return Pair(at, exchange.text, before.text, effect, before.by)
    return Pair(at, exchange.text, hers, effect, _speaker_of(exchanges, hers, at))


def _speaker_of(exchanges: Exchanges, hers: str, at: int) -> str:
    """Who said these words last before an exchange."""
    lines = [line for e in exchanges[:at] for line in e.said if line.shown == hers]
    return lines[-1].by if lines else ""


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
