"""Replies that arrive sentence by sentence, mounted outside Django's middleware.

A reply in people's words is kept before its first word is sent. One that a model finds words for is
kept as soon as it is whole, or the stream is left: what was shown stays, and where nothing was
shown people's words stand. So a closed tab or a lost connection loses nothing: the page shows the
kept reply when it is opened again.
"""

import asyncio
from collections.abc import (
    AsyncGenerator,
    Awaitable,
    Callable,
    Iterator,
    Mapping,
    MutableMapping,
    Sequence,
)
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.core import signing
from django.core.exceptions import ObjectDoesNotExist
from django.db import close_old_connections
from django.template.loader import render_to_string
from django.utils import timezone

from overture.content import scenes
from overture.conversation.llm import Speaker
from overture.server.conversations import desk, replying
from overture.server.conversations.models import Conversation, Turn
from overture.server.conversations.replying import Draft
from overture.server.conversations.selectors import faces_of

STREAM_PREFIX = "/stream/"
SALT = "overture.stream"
MAX_AGE = 600
WORDS_A_SECOND = {"slow": 9.0, "even": 18.0, "quick": 60.0}

# Of their own: all the others may be waiting for just the reply that is to be kept.
_KEEPERS = ThreadPoolExecutor(2, thread_name_prefix="keep")

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


def pause_of(turn: Turn) -> int:
    """Milliseconds between two words that are dealt out, at the member's pace."""
    return round(1000 / WORDS_A_SECOND[turn.conversation.member.pace])


async def stream(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one stream request: the reply's parts as server-sent events, then the whole.

    The page's script deals the words of a part out, at the member's pace.
    """
    try:
        turn_id, zone = signing.loads(
            scope["path"].removeprefix(STREAM_PREFIX), salt=SALT, max_age=MAX_AGE
        )
        begun = await desk.called(_begin, turn_id, ZoneInfo(zone))
    except (signing.BadSignature, ObjectDoesNotExist):  # not ours, too old, or erased meanwhile
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
            ],
        }
    )
    gone = asyncio.create_task(_until_gone(receive))
    try:
        async with aclosing(_events(begun, ZoneInfo(zone), gone)) as events:
            async for event in events:
                if gone.done():
                    return
                await send({"type": "http.response.body", "body": event, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    except ObjectDoesNotExist:
        return  # erased while it was being answered
    finally:
        gone.cancel()


async def _refuse(send: Send) -> None:
    headers = [(b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


@dataclass(frozen=True, slots=True)
class Kept:
    """A reply that is kept, with no more of it than its stream needs while it is open."""

    spoken: Sequence[Mapping[str, Any]]
    whole: str

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What is dealt out before the whole is shown: stage, who and text, in order.

        Help is never dealt out word by word.
        """
        parts: list[tuple[str, str]] = []
        for spoken in self.spoken:
            if spoken["speaker"] == "safety":
                break
            who = spoken.get("who") if spoken["text"] else ""
            told = (("stage", spoken["stage"]), ("who", who or ""), ("text", spoken["text"]))
            parts += [(name, words) for name, words in told if words]
        return parts


async def _events(
    begun: Kept | Draft, zone: ZoneInfo, gone: asyncio.Future[None]
) -> AsyncGenerator[bytes]:
    """The parts of a reply as they come, then the whole as it was kept."""
    if isinstance(begun, Kept):
        for name, words in begun.parts:
            yield event(name, words)
        whole = begun.whole
    else:
        try:
            async with aclosing(_as_it_comes(begun, gone)) as parts:
                async for part in parts:
                    yield part
        finally:
            # Kept even when the server is being stopped around this very stream.
            keeping = asyncio.get_running_loop().run_in_executor(_KEEPERS, _keep, begun, zone)
            whole = (await asyncio.shield(keeping)).whole
    yield event("whole", whole)
    yield event("end", "")


async def _as_it_comes(draft: Draft, gone: asyncio.Future[None]) -> AsyncGenerator[bytes]:
    """The parts of a reply while a model finds words: every sentence once it was judged.

    When nobody is there any more the model is told to stop.
    """
    worded = False
    for spoken in draft.answer.spoken:
        if spoken.stage:
            yield event("stage", spoken.stage)
        if spoken.text and spoken.who:
            yield event("who", spoken.who)
        if spoken.text and draft.speaker and not worded:
            worded = True
            async with aclosing(_heard(draft.speaker, gone)) as sentences:
                async for sentence in sentences:
                    yield event("text", sentence)
        elif spoken.text:
            yield event("text", spoken.text)


async def _heard(speaker: Speaker, gone: asyncio.Future[None]) -> AsyncGenerator[str]:
    """The sentences of a speaker, until there are no more or nobody is there to read them."""
    waiting: asyncio.Queue[str | None] = asyncio.Queue()

    async def listen() -> None:
        try:
            async with aclosing(speaker.sentences()) as sentences:
                async for sentence in sentences:
                    waiting.put_nowait(sentence)
        finally:
            waiting.put_nowait(None)

    listening = asyncio.create_task(listen())
    gone.add_done_callback(lambda _: listening.cancel())
    try:
        while (sentence := await waiting.get()) is not None:
            yield sentence
    finally:
        listening.cancel()
        await asyncio.wait([listening])


def _begin(turn_id: str, zone: ZoneInfo) -> Draft | Kept:
    """The kept reply, or the draft that a model is to word; whoever comes first makes it.

    The others wait for it.
    """
    with _in(zone):
        begun = replying.begin(turn_id=turn_id, now=timezone.now())
        if isinstance(begun, Turn):
            return kept(begun)
        return begun if begun.speaker else kept(replying.keep(begun, now=timezone.now()))


def _keep(draft: Draft, zone: ZoneInfo) -> Kept:
    with _in(zone):
        return kept(replying.keep(draft, now=timezone.now()))


@contextmanager
def _in(zone: ZoneInfo) -> Iterator[None]:
    """The member's time zone, and an end for connections that are too old: no request ends here."""
    try:
        with timezone.override(zone):
            yield
    finally:
        close_old_connections()


def kept(turn: Turn) -> Kept:
    """An answered turn as its stream, or the page's script, deals it out."""
    whole = render_to_string("member/parts/reply_whole.html", _page_of(turn))
    return Kept((turn.reply or {}).get("spoken", ()), whole)


def _page_of(turn: Turn) -> dict[str, Any]:
    """What the parts of a talk's page are given, for the one turn that has just been answered."""
    talk = turn.conversation
    page = {"conversation": talk, "reply": turn.reply, "key": uuid4(), "who": "Cue", "of": turn.pk}
    scene = None
    if talk.kind == Conversation.Kind.SCENE:
        page |= {"attempt": talk.attempt}
        scene = scenes().get(talk.scene_id)  # an update may take one away in the middle of a turn
    if scene:
        page |= {"scene": scene, "who": scene.partner.name}
        page |= {"faces": faces_of(turn.reply or {}, scene)}
    return page


def event(name: str, data: str) -> bytes:
    """One server-sent event. Line ends inside the data become lines of the event."""
    lines = "".join(f"data: {line}\n" for line in (data.splitlines() or [""]))
    return f"event: {name}\n{lines}\n".encode()
