"""What the server is given: pages by Django, streams beside it, start and stop answered."""

import asyncio

import pytest
from tests.support.asgi import get

from overture.server.conversations.streaming import STREAM_PREFIX
from overture.server.project import asgi


def _lifespan(*messages: str) -> list[str]:
    given, said = iter(messages), []

    async def receive():
        return {"type": next(given)}

    async def send(message):
        said.append(message["type"])

    asyncio.run(asgi.application({"type": "lifespan"}, receive, send))
    return said


def test_start_and_stop_are_answered_and_stopping_ends_it():
    said = _lifespan("lifespan.startup", "lifespan.shutdown")
    assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """Which application was asked for which address."""
    found: list[str] = []

    def noting(name):
        async def application(scope, receive, send):
            found.append(f"{name} {scope['path']}")
            await send({"type": "http.response.start", "status": 200, "headers": []})

        return application

    monkeypatch.setattr(asgi, "stream", noting("stream"))
    monkeypatch.setattr(asgi, "pages", noting("pages"))
    return found


@pytest.mark.parametrize(
    ("path", "by"),
    [
        (f"{STREAM_PREFIX}x", "stream"),
        (STREAM_PREFIX, "stream"),
        (STREAM_PREFIX.rstrip("/"), "pages"),
        ("/", "pages"),
        ("/cue", "pages"),
        (f"/cue{STREAM_PREFIX}", "pages"),
    ],
)
def test_streams_are_answered_beside_django_and_all_else_by_it(asked, path, by):
    get(asgi.application, path)
    assert asked == [f"{by} {path}"]


def test_an_address_that_nobody_signed_is_not_found_without_a_page():
    answer = get(asgi.application, f"{STREAM_PREFIX}nonsense")
    assert (answer.status, answer.body) == (404, "")
