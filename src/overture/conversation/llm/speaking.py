"""Having a decided reply worded: request, stream, guard, and people's words behind it all."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from overture.conversation.llm.breaker import Breaker
from overture.conversation.llm.client import NoWordsError, pieces
from overture.conversation.llm.endpoint import Endpoint
from overture.conversation.llm.speech import Speech
from overture.conversation.llm.task import Task
from overture.conversation.messages import Origin

LOG = logging.getLogger(__name__)

_JUDGES = ThreadPoolExecutor(2, thread_name_prefix="judge")
Clock = Callable[[], float]


@cache
def breaker_of(url: str) -> Breaker:
    """The breaker of one address, shared by everything in this process."""
    del url
    return Breaker()


@dataclass
class Speaker:
    """One reply being worded by a model. Iterate `sentences`; what stands then is `text`.

    However the model or the connection behaves, and whenever the iterator is closed, `text` is a
    whole reply afterwards and `origin` says who worded it.
    """

    endpoint: Endpoint
    task: Task
    clock: Clock = time.monotonic
    breaker: Breaker | None = None
    first_ms: int | None = None
    total_ms: int = 0
    version: str = ""
    speech: Speech = field(init=False)

    def __post_init__(self) -> None:
        self.speech = Speech(self.task)

    async def sentences(self) -> AsyncGenerator[str]:
        """The sentences that may be shown, each as soon as it may."""
        began = self.clock()
        try:
            async with aclosing(self._worded(began)) as worded:
                async for sentence in worded:
                    yield sentence
        finally:
            self.total_ms = round(1000 * (self.clock() - began))
            self.stop()

    def stop(self) -> None:
        """Wait for nothing more: what is not whole by now is made whole in people's words."""
        self.speech.cut("left")

    async def _worded(self, began: float) -> AsyncGenerator[str]:
        breaker = self.breaker or breaker_of(self.endpoint.url)
        if not breaker.lets_through(began):
            left = self.speech.cut("resting")
        else:
            try:
                async with aclosing(self._heard(began)) as heard:
                    async for sentence in heard:
                        yield sentence
            except NoWordsError as error:
                LOG.warning("the model at %s gave no words: %s", self.endpoint.host, error.why)
                breaker.failed(self.clock())
                left = self.speech.cut(error.why)
            except Exception as error:  # noqa: BLE001 - a reply never hangs on a fault of ours
                LOG.error("a model's reply broke off: %s", type(error).__name__)  # noqa: TRY400
                left = self.speech.cut("fault")
            else:
                breaker.did_well()
                return
        for sentence in left:
            yield sentence

    async def _heard(self, began: float) -> AsyncGenerator[str]:
        complete = False
        async with aclosing(pieces(self.endpoint, self.task.prompt)) as stream:
            async for piece in stream:
                if self.first_ms is None:
                    self.first_ms = round(1000 * (self.clock() - began))
                self.version = piece.version or self.version
                complete = piece.ended not in {"", "length"}
                # Most pieces complete no sentence, and are not worth a thread. One that may is
                # judged beside the loop, which has others to serve.
                if not self.speech.may_be_whole_with(piece.text):
                    self.speech.take(piece.text)
                    continue
                for sentence in await _beside(partial(self.speech.take, piece.text)):
                    yield sentence
                if self.speech.over:
                    return
        for sentence in await _beside(partial(self.speech.end, complete=complete)):
            yield sentence

    @property
    def text(self) -> str:
        """The whole reply."""
        return self.speech.text

    @property
    def origin(self) -> Origin:
        """Who worded the reply, as it is shown and kept."""
        return Origin(
            by=self.speech.by,
            model=self.endpoint.model,
            host=self.endpoint.host,
            version=self.version,
            why=self.speech.why,
        )

    @property
    def record(self) -> dict[str, Any]:
        """How it went, to be kept with the turn: times, and no words."""
        return {"first_ms": self.first_ms, "total_ms": self.total_ms}


async def _beside(judge: Callable[[], list[str]]) -> list[str]:
    """Judge in a thread. Whoever is cancelled meanwhile waits for it: a speech has one judge."""
    judging = asyncio.get_running_loop().run_in_executor(_JUDGES, judge)
    try:
        return await asyncio.shield(judging)
    except asyncio.CancelledError:
        await asyncio.wait([judging])
        raise


def spoken_now(speaker: Speaker) -> Speaker:
    """Wait for the whole reply. For a thread without an event loop of its own."""

    async def listen() -> None:
        async for _ in speaker.sentences():
            pass

    asyncio.run(listen())
    return speaker
