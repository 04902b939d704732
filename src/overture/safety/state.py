"""What the screen remembers of one member between turns, visits and restarts."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from overture.content.schema.safety import Topic

Pending = Literal["safety", "immediacy", "speaker", "topic"]
"""Which question of ours is open: thoughts of ending life, now or not, about the speaker
themselves after a worry about somebody else, or about another topic."""

Path = Literal["none", "open", "immediate", "told"]
"""Where the protocol stands: not begun, being said, immediate until somebody is there, all said."""

HALF_LIFE = timedelta(days=3)
"""In this time the accumulated concern halves."""

PER_TURN = 0.93
"""What is left of the concern after one more turn."""

FORGET_AFTER = timedelta(days=14)
"""After so long without a sign, lines may be said again and a question is a first one again."""

NEXT_VISIT = timedelta(hours=6)
"""After so long without a word somebody comes back, rather than goes on."""

WATCH = 0.3
"""Concern from which a member is on watch."""


@dataclass(frozen=True)
class ScreenState:
    """One member's state. Immutable; every screen and every reply gives a new one.

    `concern` (0 or more) adds up signs and fades with turns and days. `at` is when a text was last
    screened, `sign_at` when one last held a sign. `turn` counts texts. `believed` means that the
    last question was denied with another meaning. `left_open` is a question of ours that was passed
    over and may still be answered. `said` holds ids of lines already used,
    `corrected` digests of phrases that the member said were meant otherwise. `minor`: the member
    stated an age under 18; the companion and the scenes are then not for them. `paused_until`: the
    usual talk is set aside until then, where whoever runs the service has chosen that.
    """

    concern: float = 0.0
    at: datetime | None = None
    sign_at: datetime | None = None
    turn: int = 0
    pending: Pending | None = None
    left_open: Pending | None = None
    asked_turn: int | None = None
    questions: int = 0
    denials: int = 0
    believed: bool = False
    path: Path = "none"
    topic: Topic | None = None
    opened_at: datetime | None = None
    followed_up: bool = False
    said: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    minor: bool = False
    paused_until: datetime | None = None

    @property
    def passed_over(self) -> "ScreenState":
        """The state with our question no longer waited for; a no may still come to it."""
        kept = self.pending if self.pending in {"safety", "speaker"} else self.left_open
        return replace(self, pending=None, left_open=kept)

    def still_open(self, turns: int) -> bool:
        """Whether a question was passed over, no more than so many turns ago."""
        recent = self.asked_turn is not None and self.turn - self.asked_turn <= turns
        return self.pending is None and self.left_open is not None and recent

    @property
    def watched(self) -> bool:
        """Whether a weaker sign is enough, because something came before."""
        return self.concern >= WATCH or self.path != "none"

    def later(self, now: datetime) -> "ScreenState":
        """The state as one more text arrives at `now`: one turn on, concern faded by the time."""
        if self.at is None:
            return replace(self, at=now, turn=self.turn + 1)
        elapsed = max(now - self.at, timedelta(0))
        kept = self.concern * PER_TURN * 0.5 ** (elapsed / HALF_LIFE)
        aged = replace(self, concern=round(kept, 6), at=now, turn=self.turn + 1)
        if elapsed >= NEXT_VISIT:
            aged = aged.on_a_next_visit
        if now - (self.sign_at or self.at) <= FORGET_AFTER:
            return aged
        # Nothing is open any more; what the member corrected and their age stay.
        return ScreenState(at=now, turn=aged.turn, corrected=self.corrected, minor=self.minor)

    @property
    def on_a_next_visit(self) -> "ScreenState":
        """The state as somebody comes back: steps that were left over are not gone on with.

        How it is now is to be asked instead, and no yes or no is taken for an answer of the day
        before. The watch stays on.
        """
        rested = replace(self, path="told") if self.path in {"open", "immediate"} else self
        is_asked = self.follow_up_waits
        return replace(rested, pending=None, left_open=None) if is_asked else rested

    @property
    def follow_up_waits(self) -> bool:
        """Whether the protocol was open for danger from the own hand, and was not asked about."""
        own = self.topic in {"self_harm", None}
        return own and self.opened_at is not None and not self.followed_up

    def raised(self, amount: float, now: datetime) -> "ScreenState":
        """More concern, because of a sign in the text of `now`."""
        return replace(self, concern=min(self.concern + amount, 3.0), sign_at=now)

    def to_json(self) -> str:
        """One line of JSON, the same for the same state."""
        return _adapter().dump_json(self).decode()

    @staticmethod
    def from_json(text: str) -> "ScreenState":
        """Read what `to_json` wrote; fields of an older version may be missing.

        Raises ValueError if it cannot be read.
        """
        return _adapter().validate_json(text)


@cache
def _adapter() -> TypeAdapter[ScreenState]:
    return TypeAdapter(ScreenState)


def phrase_digest(span: str) -> str:
    """A short digest of a phrase, so that the state holds no words of the member."""
    return hashlib.sha256(span.encode()).hexdigest()[:16]
