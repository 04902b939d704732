"""What the server does by itself, again and again: people who are to be told, are told.

Every server process goes its rounds. A delivery is claimed by one of them, so there may be many.
"""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from django.utils import timezone

from overture.server.conversations import reports
from overture.server.safeguarding import alerts, review

EVERY = 5.0
"""Seconds between two rounds: for somebody who waits, soon; for the database, one small query."""

LOG = logging.getLogger(__name__)
# Its own thread: a mail server that does not answer keeps no page waiting.
_THREAD = ThreadPoolExecutor(1, thread_name_prefix="rounds")


async def go_rounds(every: float = EVERY) -> None:
    """Go round until cancelled. A round that fails is logged, and the next one comes."""
    while True:
        await asyncio.sleep(every)
        await sync_to_async(one_round, thread_sensitive=False, executor=_THREAD)()


def one_round() -> int:
    """Carry out what is due now. Returns how many deliveries were carried out."""
    try:
        return _carry_out(timezone.now())
    except Exception as error:  # noqa: BLE001 - whatever it was, the next round must come
        LOG.error("a round failed: %s", type(error).__name__)  # noqa: TRY400 - no words of anybody
        return 0
    finally:
        close_old_connections()


def _carry_out(now: datetime) -> int:
    """Those who are to be told come first, then what was reported."""
    told = len(alerts.run_due(now=now))
    reports.mail_new(now=now)
    review.forget_old(now=now)
    return told
