"""A group's page as it changes, over server-sent events, mounted outside Django's middleware.

An event carries the whole part of the page that changes, as its reader may see it, and the number
of the change it holds. A browser that comes back says which number it had: what it has seen is not
sent again. Without scripts the page is loaded again, and says the same.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from django.core import signing
from django.db import close_old_connections
from django.template.loader import render_to_string
from django.utils import timezone

from overture.server.conversations import desk
from overture.server.groups import reading, tasks
from overture.server.groups.models import Membership
from overture.server.groups.watching import Watch

LIVE_PREFIX: Final = "/groups/live/"
SALT: Final = "overture.group"
MAX_AGE: Final = 3600
"""So long an address can be opened; a page that stays open longer asks for a new one."""
STILL_HERE: Final = 15.0
"""Seconds after which a comment is sent, so that nobody on the way closes a quiet stream."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_WATCHES: WeakKeyDictionary[asyncio.AbstractEventLoop, Watch] = WeakKeyDictionary()


def address_of(me: Membership) -> str:
    """The signed, short-lived address under which a member's view of a group can be followed."""
    known = [str(me.pk), timezone.get_current_timezone_name()]
    return LIVE_PREFIX + signing.dumps(known, salt=SALT)


def parts_of(me: Membership, now: datetime) -> dict[str, Any]:
    """What the part of the page is given that changes while it is open."""
    page = reading.page_of(me, now)
    return {"page": page, "group": me.group, "me": me, "making": tasks.making(me.group, me, now)}


async def live(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request for a stream: the page's part now, if it is news, and on every change."""
    try:
        address = scope["path"].removeprefix(LIVE_PREFIX)
        key, zone = signing.loads(address, salt=SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        await _refuse(send)
        return
    reader = _Reader(UUID(key), ZoneInfo(zone), _number_before(scope))
    me = await desk.called(reader.place)
    if me is None:
        await _refuse(send)
        return
    await _start(send)
    gone = asyncio.create_task(_until_gone(receive))
    watch = _WATCHES.setdefault(asyncio.get_running_loop(), Watch())
    try:
        with watch.waiting_for(me.group_id) as woken:
            await asyncio.wait_for(_follow(reader, woken, gone, send), MAX_AGE)
    except TimeoutError:
        pass
    finally:
        gone.cancel()
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _follow(
    reader: "_Reader", woken: asyncio.Event, gone: asyncio.Task[None], send: Send
) -> None:
    """Send what is new whenever there is something, until the reader has left or may not read."""
    woken.set()
    while not gone.done():
        if woken.is_set():
            woken.clear()
            body = await desk.called(reader.news)
            if body is None:
                return
        else:
            body = b": here\n\n"
        if body:
            await send({"type": "http.response.body", "body": body, "more_body": True})
        waiting = asyncio.create_task(woken.wait())
        await asyncio.wait({waiting, gone}, timeout=STILL_HERE, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()


class _Reader:
    """Somebody who follows a group: looked up anew for every event, never remembered."""

    def __init__(self, key: UUID, zone: ZoneInfo, number: int) -> None:
        self._key, self._zone, self._number = key, zone, number

    def place(self) -> Membership | None:
        """Their place in the group, if they have one now."""
        try:
            me = reading.reader_of(self._key, timezone.now())
        finally:
            close_old_connections()
        return me

    def news(self) -> bytes | None:
        """The event for what has changed, empty if nothing has; None if they may read no more."""
        try:
            with timezone.override(self._zone):
                return self._news()
        finally:
            close_old_connections()

    def _news(self) -> bytes | None:
        now = timezone.localtime()
        me = reading.reader_of(self._key, now)
        if me is None:
            return None
        parts = parts_of(me, now)
        number = parts["page"].number
        if number == self._number:
            return b""
        self._number = number
        return event(number, render_to_string("member/parts/group_live.html", parts))


def event(number: int, data: str) -> bytes:
    """One numbered server-sent event. Line ends inside the data become lines of the event."""
    lines = "".join(f"data: {line}\n" for line in (data.splitlines() or [""]))
    return f"id: {number}\nevent: page\n{lines}\n".encode()


def _number_before(scope: Scope) -> int:
    """The number of the last change that the browser has: of its page, or of its last event."""
    headers = dict(scope["headers"])
    asked = scope.get("query_string", b"").decode("ascii", "replace").removeprefix("after=")
    said = headers.get(b"last-event-id", b"").decode("ascii", "replace") or asked
    return int(said) if said.isdecimal() and len(said) < 16 else -1


async def _start(send: Send) -> None:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})


async def _refuse(send: Send) -> None:
    headers = [(b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
