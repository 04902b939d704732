"""Work is done at a few places, first come first served, and waiting takes none of them."""

import asyncio
import threading
from contextlib import suppress

import pytest

from overture.server.conversations import desk

PATIENCE = 20


def test_only_so_many_work_at_once_and_the_first_to_come_is_the_first_served():
    order, at_once, most, lock = [], 0, 0, threading.Lock()

    def work(number: int) -> int:
        nonlocal at_once, most
        with lock:
            order.append(number)
            at_once += 1
            most = max(most, at_once)
        threading.Event().wait(0.002)
        with lock:
            at_once -= 1
        return number

    async def together() -> list[int]:
        return await asyncio.gather(*(desk.called(work, number) for number in range(24)))

    assert asyncio.run(together()) == list(range(24))
    assert most == desk.PLACES
    assert all(abs(place - number) < desk.PLACES for place, number in enumerate(order))


def test_who_gives_way_keeps_nobody_waiting():
    over, all_wait = threading.Event(), threading.Barrier(2 * desk.PLACES + 1)

    def wait() -> bool:
        desk.give_way()
        desk.give_way()  # a place can be left only once
        all_wait.wait(PATIENCE)
        return over.wait(PATIENCE)

    async def together() -> str:
        waiting = [asyncio.ensure_future(desk.called(wait)) for _ in range(2 * desk.PLACES)]
        await asyncio.to_thread(all_wait.wait, PATIENCE)
        answer = await asyncio.wait_for(desk.called(lambda: "served"), PATIENCE)
        over.set()
        assert await asyncio.gather(*waiting) == [True] * (2 * desk.PLACES)
        return answer

    assert asyncio.run(together()) == "served"


def test_places_that_were_left_early_are_not_counted_twice():
    most = asyncio.run(_most_at_once(after=desk.give_way))
    assert most == desk.PLACES


def test_a_fault_frees_its_place():
    def fail() -> None:
        raise LookupError

    most = asyncio.run(_most_at_once(after=fail))
    assert most == desk.PLACES


async def _most_at_once(after) -> int:
    """How many work at once, when many a place was taken and left in one way before."""
    for _ in range(3 * desk.PLACES):
        with suppress(LookupError):
            await desk.called(after)
    working, open_now, most = threading.Lock(), [], []

    def work() -> None:
        with working:
            open_now.append(1)
            most.append(len(open_now))
        threading.Event().wait(0.01)
        with working:
            open_now.pop()

    await asyncio.gather(*(desk.called(work) for _ in range(4 * desk.PLACES)))
    return max(most)


def test_who_no_longer_waits_for_a_place_takes_none():
    over = threading.Event()

    async def leave() -> str:
        busy = [asyncio.ensure_future(desk.called(over.wait, PATIENCE)) for _ in range(desk.PLACES)]
        await asyncio.sleep(0)
        left = asyncio.ensure_future(desk.called(pytest.fail, "nobody waited for this"))
        await asyncio.sleep(0)
        left.cancel()
        over.set()
        await asyncio.gather(*busy)
        return await desk.called(lambda: "served")

    assert asyncio.run(leave()) == "served"


def test_giving_way_without_a_place_is_nothing():
    desk.give_way()
