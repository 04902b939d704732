"""Static files come from the application itself."""

import asyncio

import pytest
from tests.support.asgi import Exchange

from overture.server.project.static import static_files


async def nothing(scope, receive, send) -> None:
    """What is asked for addresses that are no file."""
    await send({"type": "http.response.start", "status": 404, "headers": []})


def get(path: str, **headers: str) -> Exchange:
    exchange = Exchange()
    sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": sent, "query_string": b""}
    asyncio.run(static_files(nothing)(scope, exchange.receive, exchange.send))
    return exchange


def headers_of(answer: Exchange) -> dict[bytes, bytes]:
    return dict(answer.sent[0]["headers"])


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/static/overture.css", b"text/css"),
        ("/static/talk.js", b"text/javascript"),
        ("/static/mark.svg", b"image/svg+xml"),
        ("/static/django_htmx/htmx-2.min.js", b"text/javascript"),
    ],
)
def test_files_of_the_project_and_of_its_apps_are_served(path, kind):
    answer = get(path)
    assert answer.status == 200
    assert headers_of(answer)[b"content-type"].startswith(kind)
    assert len(answer.body) > 100


def test_a_file_that_has_not_changed_is_not_sent_again():
    first = headers_of(get("/static/talk.js"))
    assert first[b"cache-control"] == b"max-age=0, public"
    again = get("/static/talk.js", if_modified_since=first[b"last-modified"].decode())
    assert (again.status, again.body) == (304, "")


@pytest.mark.parametrize("path", ["/static/none.js", "/static/", "/static/../asgi.py", "/today"])
def test_what_is_no_file_is_asked_elsewhere(path):
    assert get(path).status == 404
