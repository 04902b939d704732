"""Whoever answers, the answer carries the headers of a page, and a page's own stand."""

import asyncio

import pytest
from tests.support.asgi import Exchange, get

from overture.server.conversations.streaming import STREAM_PREFIX
from overture.server.project import asgi
from overture.server.project.sealing import NOTHING, sealed

pytestmark = pytest.mark.requirement(57)


def headers_of(answer: Exchange) -> dict[bytes, bytes]:
    found = answer.sent[0]["headers"]
    assert len(dict(found)) == len(found)  # none stands twice
    return dict(found)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{STREAM_PREFIX}made-up", 404),
        ("/static/talk.js", 200),
        ("/static/mark.svg", 200),
    ],
)
def test_what_no_middleware_sees_is_sealed_too(path, status, db):
    answer = get(asgi.application, path)
    headers = headers_of(answer)
    assert answer.status == status
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"referrer-policy"] == b"same-origin"
    assert headers[b"cross-origin-opener-policy"] == b"same-origin"
    assert headers[b"cross-origin-resource-policy"] == b"same-origin"
    assert b"default-src 'none'" in headers[b"content-security-policy"]
    assert headers[b"x-frame-options"] == b"DENY"
    assert b"access-control-allow-origin" not in headers


def test_a_stream_that_is_refused_is_kept_by_nobody():
    headers = headers_of(get(asgi.application, f"{STREAM_PREFIX}made-up"))
    assert headers[b"cache-control"] == b"no-store"


def test_the_headers_of_a_page_stand():
    own = [(b"Content-Security-Policy", b"default-src 'self'"), (b"Set-Cookie", b"a=1")]

    async def page(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": own})

    headers = get(sealed(page), "/").sent[0]["headers"]
    assert headers[:2] == own
    assert NOTHING.encode() not in dict(headers).values()


def test_where_pages_are_sealed_for_good_all_else_is(settings):
    path = "/static/talk.js"
    assert b"strict-transport-security" not in headers_of(get(asgi.application, path))
    settings.SECURE_HSTS_SECONDS = 60
    lasting = headers_of(get(asgi.application, path))[b"strict-transport-security"]
    assert lasting == b"max-age=60; includeSubDomains"


@pytest.mark.parametrize("path", ["/", f"{STREAM_PREFIX}x", "/static/talk.js"])
def test_a_websocket_is_refused_and_nothing_breaks(path):
    said = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        said.append(message["type"])

    asyncio.run(asgi.application({"type": "websocket", "path": path}, receive, send))
    assert said == ["websocket.close"]
