"""Leaving an endpoint alone for a while when it keeps failing, so that nobody waits for it."""

from dataclasses import dataclass
from threading import Lock

FAILURES = 3
"""Failures running after which the endpoint rests."""
REST = 30.0
"""Seconds of the first rest; each further failure doubles it."""
LONGEST_REST = 600.0


@dataclass
class Breaker:
    """Counts failures of one endpoint. Time is given in seconds of a steady clock.

    While it rests nothing is asked of the endpoint. When the rest is over one request is let
    through: if it does well all is as before, if it fails the next rest is longer.
    """

    failures: int = 0
    rests_until: float = 0.0

    def __post_init__(self) -> None:
        self._lock = Lock()

    def lets_through(self, at: float) -> bool:
        """Whether a request may be made. After a rest, only the first to ask may try."""
        with self._lock:
            if at < self.rests_until:
                return False
            if self.failures >= FAILURES:
                self.rests_until = at + REST
            return True

    def did_well(self) -> None:
        """A reply came."""
        with self._lock:
            self.failures, self.rests_until = 0, 0.0

    def failed(self, at: float) -> None:
        """No reply came, or none that could be read."""
        with self._lock:
            self.failures += 1
            if self.failures >= FAILURES:
                longer = 2.0 ** (self.failures - FAILURES)
                self.rests_until = at + min(LONGEST_REST, REST * longer)
