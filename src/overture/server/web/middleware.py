"""Whose space this is, and headers that every answer carries."""

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from overture.server.accounts import services
from overture.server.accounts.models import Member
from overture.server.web.requests import SESSION_MEMBER

Respond = Callable[[HttpRequest], HttpResponse]
ZONE_COOKIE = "overture-zone"


class MemberMiddleware:
    """Opens the member's space for the request, and tells the time by the member's own clock."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with `request.member` set: a Member, or None."""
        key = request.session.get(SESSION_MEMBER)
        member = Member.objects.filter(pk=key).first() if key else None
        request.member = member  # type: ignore[attr-defined]
        if member:
            services.seen(member=member, now=timezone.now())
        with timezone.override(_zone_of(request)):
            return self.respond(request)


def _zone_of(request: HttpRequest) -> ZoneInfo | None:
    """The zone named by the browser, or None for the server's own."""
    name = request.COOKIES.get(ZONE_COOKIE, "")
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


class HeadersMiddleware:
    """Nothing a member sees is kept by the browser or a proxy, and no sensor is ever asked for."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers added."""
        response = self.respond(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Permissions-Policy"] = (
            "camera=(), microphone=(), geolocation=(), browsing-topics=()"
        )
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response
