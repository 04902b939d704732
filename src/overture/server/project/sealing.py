"""Headers for what no middleware of Django's sees: streams, files, and answers that are no page."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from django.conf import settings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""What something that is no page may load, do, and be put into, should anybody open it as one."""


def sealed(application: Application) -> Application:
    """The same application, with every answer sealed as pages are; a page's own headers stand."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": _with_ours(message.get("headers", ()))}
            await send(message)

        await application(scope, receive, send_sealed)

    return answered


def _with_ours(given: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    headers = [(bytes(name), bytes(value)) for name, value in given]
    there = {name.lower() for name, _ in headers}
    return headers + [one for one in _ours() if one[0] not in there]


def _ours() -> list[tuple[bytes, bytes]]:
    ours = {
        "x-content-type-options": "nosniff",
        "referrer-policy": settings.SECURE_REFERRER_POLICY,
        "cross-origin-opener-policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        "cross-origin-resource-policy": "same-origin",
        "content-security-policy": NOTHING,
        "x-frame-options": settings.X_FRAME_OPTIONS,
    }
    if settings.SECURE_HSTS_SECONDS:
        lasting = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"
        ours["strict-transport-security"] = lasting
    return [(name.encode(), value.encode()) for name, value in ours.items()]
