"""The one place from which words leave for a model: a streamed chat request, bounded in time."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass
from typing import Any

from overture.conversation.llm.endpoint import Endpoint
from overture.conversation.llm.task import Prompt
from overture.conversation.llm.wire import (
    BrokenOffError,
    Exchange,
    UnreachableError,
    posted,
    trusted,
)

UNWORTHY_OF_A_RETRY = frozenset({400, 401, 403, 404, 405, 413, 422})
"""The host understood and declined: asking again would change nothing."""


class NoWordsError(Exception):
    """The model gave no words, or stopped giving them; `why` says how, as a code.

    Codes: unreachable, refused, busy, broken, slow, stalled, dropped, garbage, other_model.
    """

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(why if not detail else f"{why}: {detail}")
        self.why = why


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a reply, as it came. `model` and `version` are what the server calls itself."""

    text: str
    model: str = ""
    version: str = ""
    ended: str = ""


def warm_up() -> None:
    """Read what the first request would otherwise wait for."""
    trusted()


async def pieces(endpoint: Endpoint, prompt: Prompt) -> AsyncGenerator[Piece]:
    """The reply piece by piece. Raises NoWordsError however it fails.

    A request that brought nothing is sent once more; after the first piece nothing is repeated.
    Closing this iterator closes the connection, and with it the model's work.
    """
    budget = endpoint.budget
    loop = asyncio.get_running_loop()
    until = loop.time() + budget.total
    for attempt in range(1, budget.tries + 1):
        begun = False
        try:
            async with aclosing(_one_try(endpoint, prompt, until)) as tried:
                async for piece in tried:
                    begun = True
                    yield piece
        except NoWordsError as error:
            again = error.why in {"unreachable", "busy", "broken", "dropped"}
            if begun or not again or attempt == budget.tries or loop.time() >= until:
                raise
        else:
            return


async def _one_try(endpoint: Endpoint, prompt: Prompt, until: float) -> AsyncGenerator[Piece]:
    budget = endpoint.budget
    loop = asyncio.get_running_loop()
    by = min(until, loop.time() + budget.first)
    why = "slow"
    async with AsyncExitStack() as open_until_left:
        try:
            async with asyncio.timeout_at(min(by, loop.time() + budget.connect)):
                exchange = await _asked(open_until_left, endpoint, prompt)
            _refuse_unless_well(await exchange.answered(by))
            while come := await exchange.events(by):
                for data in come:
                    if data.startswith(b"[DONE]"):
                        return
                    piece = _read(data, endpoint)
                    if piece.text or piece.ended:
                        yield piece
                        why, by = "stalled", min(until, loop.time() + budget.silence)
        except _FAULTS as error:
            raise _plainly(error, too_late=why) from error


async def _asked(stack: AsyncExitStack, endpoint: Endpoint, prompt: Prompt) -> Exchange:
    """A request on its way, on a connection that is closed with `stack`.

    It says nothing of this machine, nor of its environment.
    """
    asked = {
        "model": endpoint.model,
        "messages": prompt,
        "max_tokens": endpoint.budget.tokens,
        "temperature": 0.6,
        "stream": True,
    }
    headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    body = json.dumps(asked, ensure_ascii=False).encode()
    return await stack.enter_async_context(
        posted(f"{endpoint.url}/chat/completions", headers, body)
    )


def _refuse_unless_well(status: int) -> None:
    if not 200 <= status < 300:
        raise NoWordsError(_why_of(status), str(status))


def _read(data: bytes, endpoint: Endpoint) -> Piece:
    """An event as far as it is a piece. Raises ValueError or NoWordsError where it is none."""
    chunk = json.loads(data)
    if not isinstance(chunk, dict) or chunk.get("error"):
        raise NoWordsError("garbage")
    choices = chunk.get("choices")
    if not isinstance(choices, list):
        raise NoWordsError("garbage")
    choice = _part(choices[0] if choices else None)
    text = _part(choice.get("delta")).get("content")
    if text is not None and not isinstance(text, str):
        raise NoWordsError("garbage")
    model = _word(chunk.get("model"))
    if model and not is_same_model(endpoint.model, model):
        raise NoWordsError("other_model", model)
    version, ended = _word(chunk.get("system_fingerprint")), _word(choice.get("finish_reason"))
    return Piece(text or "", model, version, ended)


def _part(given: object) -> dict[str, Any]:
    return given if isinstance(given, dict) else {}


def _word(given: object) -> str:
    return given[:200] if isinstance(given, str) else ""


def is_same_model(asked: str, reported: str) -> bool:
    """Whether a server words with the model that was agreed to, or a dated name of the same."""
    return reported == asked or reported.startswith((f"{asked}-", f"{asked}@"))


_FAULTS = (UnreachableError, BrokenOffError, OSError, ValueError, RecursionError)


def _plainly(error: Exception, *, too_late: str) -> NoWordsError:
    """What a fault comes to. Its message is dropped: it may quote what was sent."""
    if isinstance(error, TimeoutError):
        return NoWordsError(too_late)
    if isinstance(error, UnreachableError):
        return NoWordsError("unreachable")
    return NoWordsError("dropped" if isinstance(error, (BrokenOffError, OSError)) else "garbage")


def _why_of(status: int) -> str:
    if status in UNWORTHY_OF_A_RETRY or status < 400:
        return "refused"
    return "busy" if status in {408, 409, 429, 503} else "broken"
