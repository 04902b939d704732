"""A model that misbehaves on purpose: a real HTTP server on loopback that says what a test wants.

It speaks the same protocol as a good one, as far as the script lets it, and remembers what it was
asked and whether the other side hung up.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from overture.conversation.llm import Budget, Endpoint
from overture.conversation.llm.speaking import breaker_of

MODEL = "stub:1"
QUICK = Budget(connect=2.0, first=2.5, silence=1.5, total=5.0, tokens=60, tries=2)
"""Short enough for a test, long enough for a busy machine."""
LONG = 30.0

Script = Callable[["Answer"], None]


@dataclass
class Answer:
    """One request being answered. A script calls these in the order in which things happen."""

    handler: BaseHTTPRequestHandler
    prompt: list[dict[str, str]]
    model: str = MODEL

    def begin(self, status: int = 200, kind: str = "text/event-stream") -> None:
        """Send the head of the answer."""
        self.handler.send_response(status)
        self.handler.send_header("Content-Type", kind)
        self.handler.end_headers()

    def raw(self, data: str) -> None:
        """Send bytes as they are."""
        self.handler.wfile.write(data.encode())
        self.handler.wfile.flush()

    def piece(self, text: str, ended: str | None = None) -> None:
        """Send one piece of a reply."""
        choice = {"index": 0, "delta": {"content": text}, "finish_reason": ended}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "choices": [choice]}
        self.raw(f"data: {json.dumps({**chunk, 'model': self.model})}\n\n")

    def end(self) -> None:
        """End a reply as the protocol wants it."""
        self.piece("", ended="stop")
        self.raw("data: [DONE]\n\n")


def says(*pieces: str, model: str = MODEL) -> Script:
    """A script that says these pieces and ends properly."""

    def script(answer: Answer) -> None:
        answer.model = model
        answer.begin()
        for piece in pieces:
            answer.piece(piece)
        answer.end()

    return script


def guided_in(prompt: list[dict[str, str]]) -> str:
    """The words that people wrote, as a prompt holds them."""
    lines = prompt[-1]["content"].splitlines()
    line = next(line for line in lines if "; say the same, differently: " in line)
    return str(json.loads(line.partition("differently: ")[2]))


def obeys(answer: Answer) -> None:
    """A script that says the words people wrote, as a careful model nearly does."""
    says(guided_in(answer.prompt))(answer)


def rewords(answer: Answer) -> None:
    """A script that says the words people wrote with one of its own in front."""
    says(f"Well, {guided_in(answer.prompt)}")(answer)


def fails(status: int) -> Script:
    """A script that answers with an error."""

    def script(answer: Answer) -> None:
        answer.begin(status, "application/json")
        answer.raw('{"error": {"message": "no"}}')

    return script


def stalls(*pieces: str) -> Script:
    """A script that says these pieces and then nothing more, without ending."""

    def script(answer: Answer) -> None:
        answer.begin()
        for piece in pieces:
            answer.piece(piece)
        time.sleep(LONG)  # noqa: TID251 - this is what stalling is

    return script


def drops(*pieces: str) -> Script:
    """A script that says these pieces and hangs up."""

    def script(answer: Answer) -> None:
        answer.begin()
        for piece in pieces:
            answer.piece(piece)
        answer.handler.connection.close()

    return script


def sends(*data: str) -> Script:
    """A script that sends bytes that are no reply."""

    def script(answer: Answer) -> None:
        answer.begin()
        for part in data:
            answer.raw(part)

    return script


def endless(piece: str) -> Script:
    """A script that never stops talking."""

    def script(answer: Answer) -> None:
        answer.begin()
        until = time.monotonic() + LONG
        while time.monotonic() < until:
            answer.piece(piece)
            time.sleep(0.002)  # noqa: TID251 - as fast as a quick model

    return script


@dataclass
class BadModel:
    """A misbehaving model: what it says next, and what it has seen."""

    url: str
    scripts: list[Script] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)

    @property
    def endpoint(self) -> Endpoint:
        """It, as the program would be told of it."""
        return Endpoint.of(self.url, MODEL, budget=QUICK)

    def will(self, *scripts: Script) -> "BadModel":
        """Answer the next requests so, one script each; the last one stays."""
        self.scripts = list(scripts)
        return self

    def sent(self) -> str:
        """All that was ever sent here, as text."""
        return json.dumps(self.asked, ensure_ascii=False)

    def next_script(self) -> Script:
        """What happens to the request that has just come."""
        return self.scripts.pop(0) if len(self.scripts) > 1 else self.scripts[0]


def _handler(model: Callable[[], BadModel]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            model().asked.append(json.loads(self.rfile.read(length)))
            model().headers.append(dict(self.headers))
            try:
                model().next_script()(Answer(self, model().asked[-1]["messages"]))
            except OSError:
                model().hung_up.set()

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def running() -> Iterator[BadModel]:
    """A misbehaving model that answers inside the block."""
    holder: list[BadModel] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(lambda: holder[0]))
    server.daemon_threads = True
    holder.append(BadModel(f"http://127.0.0.1:{server.server_address[1]}/v1"))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield holder[0]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def bad_model() -> Iterator[BadModel]:
    """A misbehaving model of one test's own, and no memory of those before it."""
    breaker_of.cache_clear()
    with running() as model:
        yield model
