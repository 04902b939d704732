"""Replies that arrive word by word, mounted outside Django's middleware.

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
    Mapping,
    MutableMapping,
    Sequence,
)
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4
from zoneinfo import ZoneInfo

from asgiref.sync import sync_to_async
from django.core import signing
from django.core.exceptions import ObjectDoesNotExist
from django.db import close_old_connections
from django.template.loader import render_to_string
from django.utils import timezone

from overture.content import scenes
from overture.conversation.llm import Speaker
from overture.server.conversations import replying
from overture.server.conversations.models import Conversation, Turn
from overture.server.conversations.replying import Draft
from overture.server.conversations.selectors import faces_of

STREAM_PREFIX = "/stream/"
SALT = "overture.stream"
MAX_AGE = 600
THREADS = 6
"""Replies in the making at once. More would only take turns at the same cores and database."""
WORDS_A_SECOND = {"slow": 9.0, "even": 18.0, "quick": 60.0}

_THREADS = ThreadPoolExecutor(THREADS, thread_name_prefix="reply")
# Of their own: some of the others may be waiting for just the reply that is to be kept.
_KEEPERS = ThreadPoolExecutor(2, thread_name_prefix="keep")

Result = TypeVar("Result")
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
        begun = await _in_thread(_begin, turn_id, ZoneInfo(zone))
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
                (b"x-content-type-options", b"nosniff"),
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
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


@dataclass(frozen=True, slots=True)
class Kept:
    """A reply that is kept, with no more of it than its stream needs while it is open."""

    spoken: Sequence[Mapping[str, Any]]
    pace: str
    whole: str

    @property
    def pause(self) -> float:
        """Seconds between two words, at the member's pace."""
        return 1.0 / WORDS_A_SECOND[self.pace]

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
    """The words of a reply as they come, then the whole as it was kept."""
    if isinstance(begun, Kept):
        async with aclosing(_dealt(begun)) as words:
            async for word in words:
                yield word
        whole = begun.whole
    else:
        try:
            async with aclosing(_as_it_comes(begun, gone)) as words:
                async for word in words:
                    yield word
        finally:
            # Kept even when the server is being stopped around this very stream.
            whole = (await asyncio.shield(_in_thread(_keep, begun, zone, among=_KEEPERS))).whole
    yield event("whole", whole)
    yield event("end", "")


async def _dealt(kept: Kept) -> AsyncGenerator[bytes]:
    """The words of a kept reply, at the member's pace."""
    for name, words in kept.parts:
        if name != "text":
            yield event(name, words)
            continue
        async for word in _word_by_word(words, kept.pause):
            yield word


async def _as_it_comes(draft: Draft, gone: asyncio.Future[None]) -> AsyncGenerator[bytes]:
    """The words of a reply while a model finds them: every sentence once it was judged.

    The model is listened to beside the dealing out, so that a slow pace costs it no time; when
    nobody is there any more it is told to stop.
    """
    pause = 1.0 / WORDS_A_SECOND[draft.turn.conversation.member.pace]
    worded = False
    for spoken in draft.answer.spoken:
        if spoken.stage:
            yield event("stage", spoken.stage)
        if spoken.text and spoken.who:
            yield event("who", spoken.who)
        if spoken.text and draft.speaker and not worded:
            worded = True
            async with aclosing(_heard(draft.speaker, gone)) as sentences:
                first = True
                async for sentence in sentences:
                    async for word in _word_by_word(sentence, pause, goes_on=not first):
                        yield word
                    first = False
        else:
            async for word in _word_by_word(spoken.text, pause):
                yield word


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


async def _word_by_word(text: str, pause: float, *, goes_on: bool = False) -> AsyncGenerator[bytes]:
    for number, word in enumerate(text.split()):
        yield event("word", f" {word}" if number or goes_on else word)
        await asyncio.sleep(pause)


async def _in_thread(
    function: Callable[..., Result], *arguments: object, among: ThreadPoolExecutor = _THREADS
) -> Result:
    """Call what touches the database in one of a few threads, first come first served."""

    def called() -> Result:
        try:
            return function(*arguments)
        finally:
            close_old_connections()  # no request of Django's ends here to do it

    return await sync_to_async(called, thread_sensitive=False, executor=among)()


def _begin(turn_id: str, zone: ZoneInfo) -> Draft | Kept:
    """The kept reply, or the draft that a model is to word; whoever comes first makes it.

    The others wait for it.
    """
    with timezone.override(zone):
        begun = replying.begin(turn_id=turn_id, now=timezone.now())
        if isinstance(begun, Draft):
            return begun if begun.speaker else _keep(begun, zone)
        return kept(begun)


def _keep(draft: Draft, zone: ZoneInfo) -> Kept:
    with timezone.override(zone):
        return kept(replying.keep(draft, now=timezone.now()))


def kept(turn: Turn) -> Kept:
    """An answered turn as its stream, or the page's script, deals it out."""
    whole = render_to_string("member/parts/reply_whole.html", _page_of(turn))
    return Kept((turn.reply or {}).get("spoken", ()), turn.conversation.member.pace, whole)


def _page_of(turn: Turn) -> dict[str, Any]:
    """What the parts of a talk's page are given, for the one turn that has just been answered."""
    talk = turn.conversation
    page = {"conversation": talk, "reply": turn.reply, "key": uuid4(), "who": "Cue"}
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
