"""What the server does by itself, again and again: people who are to be told, are told.

Every server process goes its rounds. A delivery is claimed by one of them, so there may be many.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from django.utils import timezone

from overture.server.accounts import asked_once, bulk_copies, throttling
from overture.server.conversations import reports
from overture.server.groups import posting
from overture.server.practice import logs
from overture.server.practice.nudges import deciding, delivering, ending
from overture.server.safeguarding import outbox, review

EVERY = 5.0
"""Seconds between two rounds: for somebody who waits, soon; for the database, one small query."""
RARER = 12
"""What nobody waits for is done once in so many of these times."""

LOG = logging.getLogger(__name__)


async def go_rounds(every: float = EVERY) -> None:
    """Go round until cancelled. A round that fails is logged, and the next one comes.

    Each way out has a thread of its own, and so have reports: a server that is slow keeps no page
    waiting, and nobody who is told in another way.
    """
    tidying = _again_and_again(tidy, RARER * every, "tidying")
    telling = [
        _again_and_again(partial(one_round, way), every, f"rounds-{way}")
        for way in outbox.ways_out()
    ]
    nudging = [
        _again_and_again(decide_nudges, RARER * every, "nudges"),
        _again_and_again(announce_posts, RARER * every, "group-posts"),
        *(
            _again_and_again(partial(send_nudges, way), RARER * every, f"nudges-{way}")
            for way in delivering.WAYS
        ),
    ]
    await asyncio.gather(tidying, *telling, *nudging)


async def _again_and_again(work: Callable[[], int], every: float, name: str) -> None:
    thread = ThreadPoolExecutor(1, thread_name_prefix=name)
    try:
        while True:
            await asyncio.sleep(every)
            await sync_to_async(work, thread_sensitive=False, executor=thread)()
    finally:
        thread.shutdown(wait=False)


def one_round(way: str | None = None) -> int:
    """Tell those who are due to be told now, by one way out or by all. Returns how many."""
    return _carried_out(lambda: len(outbox.run_due(clock=timezone.now, by=way)))


def tidy() -> int:
    """Mail what was reported, and forget what is old. Returns how many reports went."""
    return _carried_out(_tidy)


def decide_nudges() -> int:
    """End nudges whose time is over, and decide where a window has begun. Returns how many go."""
    return _carried_out(_decide_nudges)


def send_nudges(way: str) -> int:
    """Send the nudges that are due, by one way out. Returns how many were dealt with."""
    return _carried_out(lambda: len(delivering.run_due(clock=timezone.now, by=way)))


def announce_posts() -> int:
    """Let open pages of groups show what waited for the morning. Returns how many posts."""
    return _carried_out(lambda: posting.announce_due(now=timezone.now()))


def _decide_nudges() -> int:
    ending.end_due(now=timezone.now())
    return deciding.decide_due(clock=timezone.now)


def _carried_out(work: Callable[[], int]) -> int:
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - whatever it was, the next round must come
        LOG.error("a round failed: %s", type(error).__name__)  # noqa: TRY400 - no words of anybody
        return 0
    finally:
        close_old_connections()


def _tidy() -> int:
    now = timezone.now()
    review.forget_old(now=now)
    logs.forget_taken_out(now=now)
    throttling.forget_old(now=now)
    asked_once.forget_old(now=now)
    bulk_copies.forget_old(now=now)
    return reports.mail_new(now=now)
