"""Pages are answered by a few threads, each from the first middleware to the last."""

import asyncio
import threading

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from tests.support.asgi import Exchange

from overture.server.conversations import desk
from overture.server.project.pages import Pages

pytestmark = pytest.mark.django_db(transaction=True)

SEEN: list[str] = []
AT_WORK: list[int] = []
NOW: list[HttpRequest] = []
LOCK = threading.Lock()
OVER = threading.Event()


def noted(request: HttpRequest) -> HttpResponse:
    """Note the thread that answers, and say back what was sent."""
    SEEN.append(threading.current_thread().name)
    return HttpResponse(request.body or b"empty")


def broken(request: HttpRequest) -> HttpResponse:
    """Fail, as a fault of ours would."""
    raise RuntimeError


def counted(request: HttpRequest) -> HttpResponse:
    """Note how many are at work, and stay long enough for others to come."""
    SEEN.append(threading.current_thread().name)
    with LOCK:
        NOW.append(request)
        AT_WORK.append(len(NOW))
    OVER.wait(0.05)
    with LOCK:
        NOW.remove(request)
    return HttpResponse("done")


def waiting(request: HttpRequest) -> HttpResponse:
    """Wait for somebody else, as for a model."""
    desk.give_way()
    OVER.wait(20)
    return HttpResponse("at last")


urlpatterns = [
    path("waiting", waiting),
    path("counted", counted),
    path("noted", csrf_exempt(noted)),
    path("broken", broken),
]


@pytest.fixture(autouse=True)
def own_pages(settings):
    """Pages of this file's own, and nothing noted yet."""
    settings.ROOT_URLCONF = __name__
    SEEN.clear()
    AT_WORK.clear()
    OVER.clear()


class Asked(Exchange):
    """A request with a body, which may be cut off in the middle."""

    def __init__(self, body: bytes = b"", *, cut: bool = False) -> None:
        super().__init__()
        end = {"type": "http.disconnect"} if cut else {"type": "http.request", "body": b""}
        self._told = [{"type": "http.request", "body": body, "more_body": True}, end]

    async def receive(self):
        """One part of the request after the other, then the client is waited for."""
        return self._told.pop(0) if self._told else await super().receive()


def scope(where: str, method: str = "GET", headers=()) -> dict:
    given = [(b"host", b"127.0.0.1"), *headers]
    return {"type": "http", "method": method, "path": where, "headers": given, "query_string": b""}


def ask(where: str, method: str = "GET", headers=(), asked: Asked | None = None) -> Asked:
    asked = asked or Asked()
    asyncio.run(Pages()(scope(where, method, headers), asked.receive, asked.send))
    return asked


def test_what_was_sent_arrives_and_the_answer_comes_back():
    answer = ask("/noted", "POST", asked=Asked(b"said=hello"))
    assert (answer.status, answer.body) == (200, "said=hello")
    assert dict(answer.sent[0]["headers"])[b"X-Frame-Options"] == b"DENY"


def test_pages_that_wait_for_somebody_keep_nobody_elses_page_waiting():
    async def together() -> Asked:
        application, waiting, quick = Pages(), [Asked() for _ in range(desk.PLACES)], Asked()
        calls = [
            asyncio.ensure_future(application(scope("/waiting"), one.receive, one.send))
            for one in waiting
        ]
        await asyncio.wait_for(application(scope("/noted"), quick.receive, quick.send), 20)
        OVER.set()
        await asyncio.gather(*calls)
        return quick

    assert asyncio.run(together()).status == 200


def test_a_fault_of_ours_is_a_page_and_the_next_request_is_answered(caplog):
    assert ask("/broken").status == 500
    assert ask("/noted").status == 200


def test_a_client_that_leaves_while_it_sends_is_not_answered():
    assert ask("/noted", "POST", asked=Asked(b"said=hel", cut=True)).sent == []
    assert SEEN == []


def test_a_page_that_is_not_there_is_not_found():
    assert ask("/nowhere").status == 404


def test_many_at_once_are_answered_a_few_at_a_time_and_none_by_the_loop():
    async def together() -> list[Asked]:
        application, asked = Pages(), [Asked() for _ in range(12)]
        calls = (application(scope("/counted"), one.receive, one.send) for one in asked)
        await asyncio.gather(*calls)
        return asked

    assert [one.status for one in asyncio.run(together())] == [200] * 12
    assert 1 < max(AT_WORK) <= desk.PLACES
    assert threading.main_thread().name not in SEEN
