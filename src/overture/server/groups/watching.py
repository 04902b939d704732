"""Which groups have changed since somebody looked: one small query a second for a whole process.

Processes share nothing but the database, so what one of them keeps the others find there.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from django.db import close_old_connections

from overture.server.groups.models import Group

EVERY: Final = 1.0
"""Seconds between two looks."""

LOG = logging.getLogger(__name__)


class Watch:
    """Wakes those who wait for a group, in one event loop. It looks only while somebody waits."""

    def __init__(self, every: float = EVERY) -> None:
        self._every = every
        self._waiting: dict[UUID, set[asyncio.Event]] = defaultdict(set)
        self._seen: dict[UUID, int] = {}
        self._task: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="groups")

    @contextmanager
    def waiting_for(self, group_id: UUID) -> Iterator[asyncio.Event]:
        """An event that is set whenever the group has changed."""
        woken = asyncio.Event()
        self._waiting[group_id].add(woken)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._look_again_and_again())
        try:
            yield woken
        finally:
            self._waiting[group_id].discard(woken)
            if not self._waiting[group_id]:
                del self._waiting[group_id]
                self._seen.pop(group_id, None)

    async def _look_again_and_again(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            asked = list(self._waiting)
            try:
                now = await loop.run_in_executor(self._thread, _numbers, asked)
            except Exception as error:  # noqa: BLE001 - whatever it was, the next look must come
                LOG.error("groups could not be looked at: %s", type(error).__name__)  # noqa: TRY400
                now = {}
            for group_id, number in now.items():
                if self._seen.get(group_id) != number:
                    self._seen[group_id] = number
                    for woken in self._waiting.get(group_id, ()):
                        woken.set()
            await asyncio.sleep(self._every)


def _numbers(groups: list[UUID]) -> dict[UUID, int]:
    """How far each group has come. One statement, whatever is being watched."""
    try:
        return dict(Group.objects.filter(pk__in=groups).values_list("pk", "sequence"))
    finally:
        close_old_connections()
