"""The few places at which pages and replies are made, first come first served.

More work at once would only take turns at the same cores and the same database, and everybody
would be answered late. Whoever waits for a place does so in the event loop, without a thread; and
whoever has one, but has to wait for somebody else, gives it up.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import ContextVar, copy_context
from typing import TypeVar
from weakref import WeakKeyDictionary

PLACES = 3
"""Pages and replies in the making at once."""
THREADS = 64
"""Threads at most: one for each place, and those that gave theirs up and are waiting."""

Result = TypeVar("Result")

_POOL = ThreadPoolExecutor(THREADS, thread_name_prefix="desk")
_FREE: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


class _Place:
    """One place while it is taken. It can be left once, from any thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop, free: asyncio.Semaphore) -> None:
        self._loop, self._free, self._left = loop, free, False

    def leave(self) -> None:
        """Let the next one in, if that was not done yet."""
        if not self._left:
            self._left = True
            with suppress(RuntimeError):  # the server has stopped: nobody is waiting
                self._loop.call_soon_threadsafe(self._free.release)


_PLACE: ContextVar[_Place] = ContextVar("place")


async def called(function: Callable[..., Result], *arguments: object) -> Result:
    """What a function returns, called in a thread as soon as there is a place for it."""
    loop = asyncio.get_running_loop()
    free = _FREE.setdefault(loop, asyncio.Semaphore(PLACES))
    await free.acquire()
    place = _Place(loop, free)
    context = copy_context()
    context.run(_PLACE.set, place)
    try:
        return await loop.run_in_executor(_POOL, context.run, function, *arguments)
    finally:
        place.leave()


def give_way() -> None:
    """Give up the place at which this is called, if it is one: from here on it only waits."""
    place = _PLACE.get(None)
    if place:
        place.leave()
