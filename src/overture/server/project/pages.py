"""Django's pages for an ASGI server, each answered by one thread from first middleware to last.

Django's own handler hops between the loop and a thread a dozen times for one request, in a thread
and with a database connection that are made for that request alone: more work than most pages.
Here a few threads take the requests, first come first served, and keep their connections.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import IO, Any

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.http import HttpResponse, HttpResponseBase
from django.urls import set_script_prefix

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[Any], Awaitable[None]]

THREADS = 3
"""Pages in the making at once. More would only take turns at the same cores and database."""
PATIENT_THREADS = 32
"""Forms in the making at once: one that is sent without scripts may wait seconds for a model."""
SCRIPT = b"x-overture"
"""The header by which our own script says that it reads the reply elsewhere."""

_PAGES = ThreadPoolExecutor(THREADS, thread_name_prefix="page")
_FORMS = ThreadPoolExecutor(PATIENT_THREADS, thread_name_prefix="form")


class Pages(ASGIHandler):
    """Answers requests with Django's synchronous middleware and views. No page is streamed."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's
        """Load the middleware as one synchronous chain."""
        del is_async
        super().load_middleware(is_async=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # type: ignore[override]
        """Answer one request."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        loop = asyncio.get_running_loop()
        call = copy_context().run
        response = await loop.run_in_executor(_threads_for(scope), call, self._answer, scope, body)
        await self.send_response(response, send)

    def _answer(self, scope: Scope, body: IO[bytes]) -> HttpResponseBase:
        """The whole answer; all that was opened for it is closed."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        request, refusal = self.create_request(scope, body)
        response = self.get_response(request) if request else refusal or HttpResponse(status=400)
        response.close()
        body.close()
        return response


def _threads_for(scope: Scope) -> ThreadPoolExecutor:
    by_script = any(name == SCRIPT for name, _ in scope["headers"])
    return _PAGES if by_script or scope["method"] in {"GET", "HEAD"} else _FORMS
