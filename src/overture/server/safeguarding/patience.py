"""How long a server is waited for: a whole delivery, and not just each of its silences.

A server that sends one byte every few seconds never falls silent. So when the time is over every
connection is shut, whatever it is in the middle of.
"""

import socket
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from threading import Lock, Thread, Timer
from types import TracebackType
from typing import Self, TypeVar

Result = TypeVar("Result")


class Patience:
    """The time that one delivery has, from looking a name up to the answer."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self._lock = Lock()
        self._held: list[socket.socket] = []
        self._over = False
        self._timer = Timer(seconds, self._give_up)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for held in self._held:
                held.close()
            self._held = []

    @property
    def is_over(self) -> bool:
        """Whether nothing that goes wrong from here on is the fault of anything but time."""
        return self._over

    @property
    def left(self) -> float:
        """Seconds that are left. Raises TimeoutError where there are none."""
        left = self._ends - time.monotonic()
        if self._over or left <= 0:
            self._over = True
            raise TimeoutError
        return left

    def looked_up(self, look: Callable[[], Result]) -> Result:
        """What `look` finds in the time that is left; else it is left behind, with TimeoutError.

        Only for what changes nothing: a system that looks names up cannot be told to stop.
        """
        found: Future[Result] = Future()

        def into_found() -> None:
            try:
                found.set_result(look())
            except BaseException as error:  # noqa: BLE001 - raised where it is waited for
                found.set_exception(error)

        left = self.left
        Thread(target=into_found, daemon=True).start()
        return found.result(left)

    def connected(self, addresses: Sequence[str], port: int) -> socket.socket:
        """A connection to the first address that answers, shut when the time is over."""
        failed: OSError = OSError("no address")
        for address in addresses:
            try:
                return self._hold(socket.create_connection((address, port), self.left))
            except TimeoutError:
                raise
            except OSError as error:
                failed = error
        raise failed

    def _hold(self, connection: socket.socket) -> socket.socket:
        """The same connection, held by a handle of our own: encryption takes the first one away."""
        with self._lock:
            self._held.append(connection.dup())
        try:
            connection.settimeout(self.left)
        except TimeoutError:
            connection.close()
            raise
        return connection

    def _give_up(self) -> None:
        self._over = True
        with self._lock:
            for held in self._held:
                with suppress(OSError):  # they have hung up by themselves
                    held.shutdown(socket.SHUT_RDWR)


def addresses_of(host: str, port: int) -> list[str]:
    """Every address that a name stands for."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
