"""One request to one host, and the events that it streams back: as much of HTTP as that takes.

A client library makes an object of every token. Here bytes become lines, and lines become the text
of events; nothing else is made of them, and whoever waits for the next one waits without a thread.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cache
from typing import cast
from urllib.parse import quote, urlsplit

from httptools import HttpParserError, HttpResponseParser

LONGEST_EVENT = 1 << 20
"""Bytes of one event. What runs on beyond them is no answer of a model's."""
WAITING = 256
"""Events that may wait to be read. More stay with the host until these are taken."""

_IN_PATHS = "/%:@!$&'()*+,;=~"


class UnreachableError(Exception):
    """No connection could be made."""


class BrokenOffError(Exception):
    """The connection was lost before the answer was over, or what came is not HTTP."""


@cache
def trusted() -> ssl.SSLContext:
    """The certificates of this machine, read once: reading them takes longer than a request."""
    return ssl.create_default_context()


class Events:
    """Takes the bytes of a stream in order and gives back the data of every event that is whole."""

    def __init__(self) -> None:
        self._rest = b""
        self._data: list[bytes] = []

    def feed(self, given: bytes) -> list[bytes]:
        """The data of the events that these bytes complete.

        Raises ValueError for an event that will not end.
        """
        lines = (self._rest + given).splitlines(keepends=True)
        whole = not lines or lines[-1].endswith(b"\n")
        self._rest = b"" if whole else lines.pop()
        found = [data for line in lines if (data := self._after(line.rstrip(b"\r\n"))) is not None]
        if len(self._rest) + sum(map(len, self._data)) > LONGEST_EVENT:
            raise ValueError("an event without an end")
        return found

    def _after(self, line: bytes) -> bytes | None:
        """The data of the event that this line ends; None if it ends none."""
        if line.startswith(b"data:"):
            self._data.append(line[5:].removeprefix(b" "))
        if line or not self._data:
            return None
        data, self._data = b"\n".join(self._data), []
        return data


class Exchange(asyncio.Protocol):
    """One request on a connection of its own, and the answer as far as it has come."""

    def __init__(self, request: bytes) -> None:
        self.status = 0
        self._request = request
        self._parser = HttpResponseParser(self)
        self._events = Events()
        self._come: list[bytes] = []
        self._has_end = False
        self._held_back = False
        self._over = False
        self._fault: Exception | None = None
        self._transport: asyncio.Transport | None = None
        self._news: asyncio.Future[None] | None = None

    async def answered(self, by: float) -> int:
        """The status of the answer, as soon as it is known.

        Raises TimeoutError past `by`, a time of the loop, and what came in between.
        """
        while not self.status and not self._over:
            await self._more(by)
        if not self.status:
            raise self._fault or BrokenOffError
        return self.status

    async def events(self, by: float) -> list[bytes]:
        """The data of the next events, as many as have come; none when the answer is over.

        Raises TimeoutError past `by`, a time of the loop; and BrokenOffError, or ValueError for an
        event without an end, after what came before.
        """
        while not self._come and not self._over:
            await self._more(by)
        if not self._come and self._fault:
            raise self._fault
        come, self._come = self._come, []
        if self._transport and self._held_back and not self._over:
            self._held_back = False
            self._transport.resume_reading()
        return come

    def hang_up(self) -> None:
        """Close the connection at once, and with it the work of the host."""
        self._end()
        if self._transport:
            self._transport.abort()

    async def _more(self, by: float) -> None:
        # One future and one timer: a stream waits here for each of its tokens.
        loop = asyncio.get_running_loop()
        self._news = news = loop.create_future()
        late = loop.call_at(by, _too_late, news)
        try:
            await news
        finally:
            late.cancel()

    def _tell(self) -> None:
        if self._news and not self._news.done():
            self._news.set_result(None)

    def _end(self, fault: Exception | None = None) -> None:
        if not self._over:
            self._over, self._fault = True, fault
        self._tell()

    # What the transport says.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the request."""
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Read what has come."""
        if self._over:
            return
        try:
            self._parser.feed_data(data)
        except HttpParserError as error:
            cause = error.__context__
            self._end(cause if isinstance(cause, ValueError) else BrokenOffError())
        if len(self._come) > WAITING and self._transport and not self._over:
            self._held_back = True
            self._transport.pause_reading()
        self._tell()

    def connection_lost(self, exc: Exception | None) -> None:
        """The end of an answer that does not say where it ends, and a fault for every other."""
        broken = exc is not None or self._has_end or not self.status
        self._end(BrokenOffError() if broken else None)

    # What the parser says.

    def on_header(self, name: bytes, value: bytes) -> None:
        """Note whether the answer will say where it ends."""
        del value
        self._has_end |= name.lower() in {b"content-length", b"transfer-encoding"}

    def on_headers_complete(self) -> None:
        """Note the status; one of the hundreds announces another."""
        status = self._parser.get_status_code()
        self.status = status if status >= 200 else 0

    def on_body(self, body: bytes) -> None:
        """Take the events out of a part of the body."""
        self._come += self._events.feed(body)

    def on_message_complete(self) -> None:
        """The answer said that it is over."""
        if self.status:
            self._end()


def _too_late(news: asyncio.Future[None]) -> None:
    if not news.done():
        news.set_exception(TimeoutError())


@asynccontextmanager
async def posted(url: str, headers: Mapping[str, str], body: bytes) -> AsyncIterator[Exchange]:
    """The exchange about a request that was sent; the connection is closed after the block.

    No proxy of the environment and no redirect may carry words to a host that nobody agreed to, so
    neither is known here. Nothing is kept alive: llama.cpp drops what is.

    Raises UnreachableError.
    """
    exchange = Exchange(_request(url, headers, body))
    try:
        await _connected(url, exchange)
        yield exchange
    finally:
        exchange.hang_up()


async def _connected(url: str, exchange: Exchange) -> None:
    parts = urlsplit(url)
    sealed = parts.scheme == "https"
    port = parts.port or (443 if sealed else 80)
    loop = asyncio.get_running_loop()
    try:
        await loop.create_connection(
            lambda: exchange, parts.hostname or "", port, ssl=trusted() if sealed else None
        )
    except TimeoutError:
        raise
    except (OSError, UnicodeError) as error:  # the second is a name that can be no host's
        raise UnreachableError from error


def _request(url: str, headers: Mapping[str, str], body: bytes) -> bytes:
    parts = urlsplit(url)
    head = {
        "Host": parts.netloc.encode("idna").decode(),
        "User-Agent": "overture",
        "Accept-Encoding": "identity",
        "Connection": "close",
        "Content-Length": str(len(body)),
        **headers,
    }
    lines = [f"POST {quote(parts.path, safe=_IN_PATHS)} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in head.items()]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body
