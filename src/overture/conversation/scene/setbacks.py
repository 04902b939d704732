"""Small things that go wrong: at most one in a scene, and any next turn mends it.

Whether and when is drawn from the seed, so that it can be neither waited for nor dodged. It never
falls on somebody who is stuck or has brought something heavy, and never beside the harder moment,
which is announced and agreed.
"""

from hashlib import blake2b

from overture.content.schema.scene import Beat, Scene, Setback
from overture.conversation.scene.lines import Candidate, Ground, choose, group
from overture.conversation.scene.smalltalk import ASKS_AGAIN, ASKS_REAL
from overture.conversation.scene.state import HARDER, PartnerLine

SETBACK = "setback/"
EARLIEST, SPREAD = 1, 3
"""Turns in words that come before a setback at least, and over how many more it may fall."""

INTERRUPTED = 4
"""Words from which a turn can be interrupted."""

_GOES_BY = frozenset({ASKS_REAL, ASKS_AGAIN, "said_nervous", "line_drawn", HARDER})
"""Flags of the turn or the scene beside which nothing else goes wrong."""

_CUT_SHORT = frozenset({"self_disclosure", "question", "follow_up", "joke", "answer"})
_FOLLOWED = _CUT_SHORT | {"thanks", "greet", "request", "refusal", "off_topic"}


def interruption(ground: Ground) -> Candidate | None:
    """What comes in the way of this turn, so that it is not answered and may be said again."""
    reading = ground.reading
    waiting = reading.kind == "wait" and reading.act == "silent"
    cut = reading.kind == "words" and reading.act in _CUT_SHORT and reading.words >= INTERRUPTED
    if not waiting and (not cut or reading.job or reading.flags):
        return None
    return _drawn(ground, [s for s in _possible(ground) if s.interrupts or waiting])


def mishap(ground: Ground) -> Candidate | None:
    """What goes wrong after the reply, where that left nothing open for the member."""
    reading = ground.reading
    if ground.state.wants_answer or reading.kind != "words" or reading.act not in _FOLLOWED:
        return None
    return _drawn(ground, [s for s in _possible(ground) if not s.interrupts])


def with_what_went_wrong(
    reason: str, scene: Scene, said: tuple[PartnerLine, ...], entered: Beat | None
) -> str:
    """The reason for the dial's move, and after it what went wrong in this turn, if anything."""
    if entered is not None and HARDER in entered.only_if:
        return f"{reason} Then came the harder moment that you had agreed to."
    for setback in scene.setbacks:
        if any(line.id.startswith(f"{SETBACK}{setback.id}-") for line in said):
            return f"{reason} Something small went wrong: {setback.what}"
    return reason


def _possible(ground: Ground) -> list[Setback]:
    """The setbacks that may happen in this turn."""
    state, reading = ground.state, ground.reading
    if reading.stuck or _GOES_BY & (reading.flags | state.flags) or not _is_time(ground):
        return []
    return [
        setback
        for setback in ground.scene.setbacks
        if not setback.announced
        and state.level in setback.levels
        and (not setback.in_beats or state.beat in setback.in_beats)
    ]


def _is_time(ground: Ground) -> bool:
    """Whether this play has a setback, it has not happened yet, and its time has come."""
    if any(name.startswith(SETBACK) for name in ground.state.used):
        return False
    drawn = blake2b(f"{ground.seed}/{ground.scene.id}/setback".encode(), digest_size=4).digest()
    number = int.from_bytes(drawn, "big")
    has_one, after = number % 2 == 0, EARLIEST + number // 2 % SPREAD
    turns = sum(exchange.kind == "words" for exchange in ground.state.exchanges)
    return has_one and turns >= after


def _drawn(ground: Ground, setbacks: list[Setback]) -> Candidate | None:
    return choose([[c for s in setbacks for c in group(s.say, SETBACK + s.id, ground)]], ground)
