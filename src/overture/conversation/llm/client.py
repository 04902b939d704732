"""The one place from which words leave for a model: a streamed chat request, bounded in time.

The `openai` package comes with the extra `overture[llm]` and is imported at the first request.
"""

import asyncio
import importlib
import importlib.util
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from overture.conversation.llm.endpoint import Endpoint
from overture.conversation.llm.task import Prompt

if TYPE_CHECKING:
    from httpx2 import Request
    from openai import AsyncOpenAI

HEAVY = "openai.resources.chat.completions"
"""The package imports this part of itself at the first request, which takes about as long again."""

UNWORTHY_OF_A_RETRY = frozenset({400, 401, 403, 404, 405, 413, 422})
"""The host understood and declined: asking again would change nothing."""


class NoWordsError(Exception):
    """The model gave no words, or stopped giving them; `why` says how, as a code.

    Codes: unreachable, refused, busy, broken, slow, stalled, dropped, garbage, other_model,
    no_package.
    """

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(why if not detail else f"{why}: {detail}")
        self.why = why


@dataclass(frozen=True)
class Piece:
    """A piece of a reply, as it came. `model` and `version` are what the server calls itself."""

    text: str
    model: str = ""
    version: str = ""
    ended: str = ""


def is_installed() -> bool:
    """Whether the extra is installed."""
    return importlib.util.find_spec("openai") is not None


def warm_up() -> None:
    """Import what the first request would otherwise wait a second for."""
    if is_installed():
        importlib.import_module(HEAVY)
        _trusted()


async def pieces(endpoint: Endpoint, prompt: Prompt) -> AsyncGenerator[Piece]:
    """The reply piece by piece. Raises NoWordsError however it fails.

    A request that brought nothing is sent once more; after the first piece nothing is repeated.
    Closing this iterator closes the connection, and with it the model's work.
    """
    if not is_installed():
        raise NoWordsError("no_package")
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
    first_by = min(until, loop.time() + budget.first)
    async with _client(endpoint) as client:
        stream = await _in_time(_open(client, endpoint, prompt), first_by, "slow")
        try:
            chunks = aiter(stream)
            piece = await _next_piece(chunks, first_by, endpoint, "slow")
            while piece is not None:
                yield piece
                by = min(until, loop.time() + budget.silence)
                piece = await _next_piece(chunks, by, endpoint, "stalled")
        finally:
            # Not the stream's own close: it would first wait for more to throw away.
            await stream.response.aclose()


async def _open(client: "AsyncOpenAI", endpoint: Endpoint, prompt: Prompt) -> Any:  # noqa: ANN401 - AsyncStream
    with _told_plainly():
        return await client.chat.completions.create(
            model=endpoint.model,
            messages=list(prompt),  # type: ignore[arg-type]
            max_tokens=endpoint.budget.tokens,
            temperature=0.6,
            stream=True,
        )


@asynccontextmanager
async def _client(endpoint: Endpoint) -> AsyncIterator["AsyncOpenAI"]:
    """A client that asks this one host and no other, and keeps nothing open behind itself.

    No proxy of the environment and no redirect may carry words to a host that nobody agreed to.
    llama.cpp drops connections that are kept alive, so none is.
    """
    import httpx2  # noqa: PLC0415 - comes with the extra
    from openai import AsyncOpenAI

    budget = endpoint.budget
    timeout = httpx2.Timeout(budget.total, connect=budget.connect)
    limits = httpx2.Limits(max_keepalive_connections=0)
    async with httpx2.AsyncClient(
        verify=_trusted(),
        timeout=timeout,
        limits=limits,
        trust_env=False,
        follow_redirects=False,
        event_hooks={"request": [_says_nothing_of_this_machine]},
    ) as http:
        yield AsyncOpenAI(
            api_key=endpoint.key or "none",
            base_url=endpoint.url,
            http_client=http,
            max_retries=0,
        )


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates of this machine, read once: reading them takes longer than a request."""
    return ssl.create_default_context()


async def _says_nothing_of_this_machine(request: "Request") -> None:
    """Take out what the package tells of the system it runs on, and of its own environment."""
    for name in [name for name in request.headers if name.startswith(("x-stainless", "openai-"))]:
        del request.headers[name]
    request.headers["user-agent"] = "overture"


async def _in_time(awaited: Any, by: float, why: str) -> Any:  # noqa: ANN401
    try:
        async with asyncio.timeout_at(by):
            return await awaited
    except TimeoutError as error:
        raise NoWordsError(why) from error


async def _next_piece(chunks: Any, by: float, endpoint: Endpoint, why: str) -> Piece | None:  # noqa: ANN401
    """The next piece that carries words or an end; None when the stream is over."""
    while True:
        chunk = await _in_time(_next_chunk(chunks), by, why)
        if chunk is None:
            return None
        piece = _read(chunk)
        if piece.model and not is_same_model(endpoint.model, piece.model):
            raise NoWordsError("other_model", piece.model)
        if piece.text or piece.ended:
            return piece


async def _next_chunk(chunks: Any) -> Any:  # noqa: ANN401 - ChatCompletionChunk or None
    with _told_plainly():
        return await anext(chunks, None)


def _read(chunk: Any) -> Piece:  # noqa: ANN401 - what a server sent is not what its type says
    """A chunk as far as it is one. Raises NoWordsError where it is none."""
    choices = getattr(chunk, "choices", None)
    if not isinstance(choices, list):
        raise NoWordsError("garbage")
    choice = choices[0] if choices else None
    text = getattr(getattr(choice, "delta", None), "content", None)
    if text is not None and not isinstance(text, str):
        raise NoWordsError("garbage")
    return Piece(
        text=text or "",
        model=_word(getattr(chunk, "model", "")),
        version=_word(getattr(chunk, "system_fingerprint", "")),
        ended=_word(getattr(choice, "finish_reason", "")),
    )


def _word(given: object) -> str:
    return given[:200] if isinstance(given, str) else ""


def is_same_model(asked: str, reported: str) -> bool:
    """Whether a server words with the model that was agreed to, or a dated name of the same."""
    return reported == asked or reported.startswith((f"{asked}-", f"{asked}@"))


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Turn every way in which a request can fail into NoWordsError.

    The messages of the errors are dropped: they may quote what was sent.
    """
    import httpx2  # noqa: PLC0415
    import openai

    try:
        yield
    except openai.APITimeoutError as error:
        raise NoWordsError("slow") from error
    except openai.APIConnectionError as error:
        connected = not isinstance(error.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout)
        raise NoWordsError("dropped" if connected else "unreachable") from error
    except openai.APIStatusError as error:
        raise NoWordsError(_why_of(error.status_code), str(error.status_code)) from error
    except httpx2.HTTPError as error:
        raise NoWordsError("dropped") from error
    except (openai.OpenAIError, ValueError, TypeError, AttributeError) as error:
        raise NoWordsError("garbage") from error


def _why_of(status: int) -> str:
    if status in UNWORTHY_OF_A_RETRY or status < 400:
        return "refused"
    return "busy" if status in {408, 409, 429, 503} else "broken"
