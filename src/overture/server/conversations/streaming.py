"""Replies that arrive word by word, mounted outside Django's middleware.

The reply is made and kept before its first word is sent, so that a closed tab, a killed server
or a lost connection loses nothing: the page shows the kept reply when it is opened again.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from asgiref.sync import sync_to_async
from django.core import signing
from django.db import close_old_connections
from django.template.loader import render_to_string
from django.utils import timezone

from overture.content import scenes
from overture.server.conversations import services
from overture.server.conversations.models import Conversation, Turn
from overture.server.conversations.selectors import faces_of

STREAM_PREFIX = "/stream/"
SALT = "overture.stream"
MAX_AGE = 600
WORDS_A_SECOND = {"slow": 9.0, "even": 18.0, "quick": 60.0}

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


def address_of(turn: Turn) -> str:
    """The signed, short-lived address of one turn's stream.

    It carries the member's time zone: no middleware opens a stream, and Cue speaks of days.
    """
    return STREAM_PREFIX + signing.dumps(
        [str(turn.pk), timezone.get_current_timezone_name()], salt=SALT
    )


async def stream(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one stream request: the reply's words as server-sent events, then the whole."""
    try:
        turn_id, zone = signing.loads(
            scope["path"].removeprefix(STREAM_PREFIX), salt=SALT, max_age=MAX_AGE
        )
        reply = await sync_to_async(_prepare, thread_sensitive=False)(turn_id, ZoneInfo(zone))
    except (signing.BadSignature, Turn.DoesNotExist):  # not ours, too old, or erased meanwhile
        await _refuse(send)
        return
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [
                (b"content-type", b"text/event-stream; charset=utf-8"),
                (b"cache-control", b"no-store"),
                (b"x-accel-buffering", b"no"),
                (b"x-content-type-options", b"nosniff"),
            ],
        }
    )
    gone = asyncio.create_task(_until_gone(receive))
    try:
        async for event in _events(reply):
            if gone.done():
                return
            await send({"type": "http.response.body", "body": event, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        gone.cancel()


async def _refuse(send: Send) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


@dataclass(frozen=True)
class _Prepared:
    """A kept reply, ready to be sent: how fast, word by word what, and the whole as shown."""

    words_a_second: float
    spoken: list[dict[str, Any]]
    whole: str


async def _events(reply: _Prepared) -> AsyncIterator[bytes]:
    pause = 1.0 / reply.words_a_second
    for spoken in reply.spoken:
        if spoken["speaker"] == "safety":  # help is never dealt out word by word
            break
        if spoken["stage"]:
            yield event("stage", spoken["stage"])
        if spoken["text"] and spoken.get("who"):
            yield event("who", spoken["who"])
        for number, word in enumerate(spoken["text"].split()):
            yield event("word", word if number == 0 else f" {word}")
            await asyncio.sleep(pause)
    yield event("whole", reply.whole)
    yield event("end", "")


def _prepare(turn_id: str, zone: ZoneInfo) -> _Prepared:
    """The turn's reply; whoever comes first makes it, the others wait for it."""
    try:
        with timezone.override(zone):
            turn = services.finish(turn_id=turn_id, now=timezone.now())
        return _Prepared(
            words_a_second=WORDS_A_SECOND[turn.conversation.member.pace],
            spoken=(turn.reply or {}).get("spoken", []),
            whole=render_to_string("member/parts/reply_whole.html", _page_of(turn)),
        )
    finally:
        close_old_connections()  # no request of Django's ends here to do it


def _page_of(turn: Turn) -> dict[str, Any]:
    """What the parts of a talk's page are given, for the one turn that has just been answered."""
    talk = turn.conversation
    page = {"conversation": talk, "reply": turn.reply, "key": uuid4(), "who": "Cue"}
    if talk.kind == Conversation.Kind.SCENE:
        scene = scenes()[talk.scene_id]
        page |= {"attempt": talk.attempt, "scene": scene, "who": scene.partner.name}
        page |= {"faces": faces_of(turn.reply or {}, scene)}
    return page


def event(name: str, data: str) -> bytes:
    """One server-sent event. Line ends inside the data become lines of the event."""
    lines = "".join(f"data: {line}\n" for line in (data.splitlines() or [""]))
    return f"event: {name}\n{lines}\n".encode()
