"""Django's pages for an ASGI server, each answered by one thread from first middleware to last.

Django's own handler hops between the loop and a thread a dozen times for one request, in a thread
and with a database connection that are made for that request alone: more work than most pages.
Here one of a few threads answers, and keeps its connection for the next.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import IO, Any

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.http import HttpResponse, HttpResponseBase
from django.urls import set_script_prefix

from overture.server.conversations import desk

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[Any], Awaitable[None]]


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
        await self.send_response(await desk.called(self._answer, scope, body), send)

    def _answer(self, scope: Scope, body: IO[bytes]) -> HttpResponseBase:
        """The whole answer; all that was opened for it is closed."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        request, refusal = self.create_request(scope, body)
        response = self.get_response(request) if request else refusal or HttpResponse(status=400)
        response.close()
        body.close()
        return response
