"""What the server does by itself, again and again: people who are to be told, are told.

Every server process goes its rounds. A delivery is claimed by one of them, so there may be many.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from django.utils import timezone

from overture.server.conversations import reports
from overture.server.safeguarding import alerts, review

EVERY = 5.0
"""Seconds between two rounds: for somebody who waits, soon; for the database, one small query."""
RARER = 12
"""What nobody waits for is done once in so many of these times."""
MOST = 50
"""Deliveries of one round."""

LOG = logging.getLogger(__name__)
# Threads of their own: a mail server that does not answer keeps no page waiting, and a report that
# it does not take keeps nobody from being told.
_TELLING = ThreadPoolExecutor(1, thread_name_prefix="rounds")
_TIDYING = ThreadPoolExecutor(1, thread_name_prefix="tidying")


async def go_rounds(every: float = EVERY) -> None:
    """Go round until cancelled. A round that fails is logged, and the next one comes."""
    await asyncio.gather(
        _again_and_again(one_round, every, _TELLING),
        _again_and_again(tidy, RARER * every, _TIDYING),
    )


async def _again_and_again(
    work: Callable[[], int], every: float, thread: ThreadPoolExecutor
) -> None:
    while True:
        await asyncio.sleep(every)
        await sync_to_async(work, thread_sensitive=False, executor=thread)()


def one_round() -> int:
    """Tell those who are due to be told now. Returns how many deliveries were carried out."""
    return _carried_out(_tell_all)


def tidy() -> int:
    """Mail what was reported, and forget what is old. Returns how many reports went."""
    return _carried_out(_tidy)


def _carried_out(work: Callable[[], int]) -> int:
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - whatever it was, the next round must come
        LOG.error("a round failed: %s", type(error).__name__)  # noqa: TRY400 - no words of anybody
        return 0
    finally:
        close_old_connections()


def _tell_all() -> int:
    """Each is claimed at its own time: after slow ones, a claim as old as the round is none."""
    done = 0
    while done < MOST and alerts.run_due(now=timezone.now(), most=1):
        done += 1
    return done


def _tidy() -> int:
    now = timezone.now()
    review.forget_old(now=now)
    return reports.mail_new(now=now)
