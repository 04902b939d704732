"""Whose space this is, and headers that every answer carries."""

import logging
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone

from overture.server.accounts import services
from overture.server.accounts.models import Member
from overture.server.web.public.failures import not_kept
from overture.server.web.public.release import release
from overture.server.web.requests import (
    SESSION_MEMBER,
    ZONE_COOKIE,
    member_or_none,
    now_of,
    space_of,
)

Respond = Callable[[HttpRequest], HttpResponse]
DAY = timedelta(days=1)
LOG = logging.getLogger(__name__)


class MemberMiddleware:
    """Opens the member's space for the request, and tells the time by the member's own clock."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with `request.member` set: a Member, or None."""
        request.began = now_of(request)  # type: ignore[attr-defined]
        member = _member_of(request)
        request.member = member  # type: ignore[attr-defined]
        if member:
            _seen(request, member)
        with timezone.override(_zone_of(request)):
            return self.respond(request)


def _member_of(request: HttpRequest) -> Member | None:
    """Whose space is open. Where the database is gone, help opens as it does for everybody."""
    try:
        key = request.session.get(SESSION_MEMBER)
        return Member.objects.filter(pk=key).first() if key else None
    except DatabaseError:
        if not _stands_alone(request):
            raise
        LOG.exception("the database could not be read; help is shown without it")
        request.memberless = True  # type: ignore[attr-defined]
        return None


def _stands_alone(request: HttpRequest) -> bool:
    try:
        return getattr(resolve(request.path_info).func, "stands_alone", False)
    except Resolver404:
        return False


def _zone_of(request: HttpRequest) -> ZoneInfo | None:
    """The zone named by the browser, or None for the server's own."""
    name = request.COOKIES.get(ZONE_COOKIE, "")
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _seen(request: HttpRequest, member: Member) -> None:
    """Note that the member is here. A disk that is full must not keep pages from being read.

    Once a day the session begins anew: it ends after 180 days away, not 180 days after the start,
    which would close the space of somebody without six words for good.
    """
    now = timezone.now()
    try:
        services.seen(member=member, now=now)
    except OperationalError:
        LOG.exception("could not note that a member is here")
        return
    if member.last_seen_at is None or now - member.last_seen_at > DAY:
        request.session.modified = True


def _sign(request: HttpRequest, response: HttpResponse) -> None:
    """Say whose page it is. Where the database is gone nobody knows, and nothing is said."""
    if hasattr(request, "member") and not getattr(request, "memberless", False):
        response.headers.setdefault("Overture-Space", space_of(member_or_none(request)))
    response.headers["Overture-Release"] = release()


class KeptMiddleware:
    """Says so where the database cannot be written, and shows again what was typed."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the page does."""
        return self.respond(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a database that cannot be written; None for any other fault."""
        if not isinstance(exception, OperationalError):
            return None
        LOG.error("the database could not be used", exc_info=exception)
        return not_kept(request)


class HeadersMiddleware:
    """Nothing a member sees is kept by the browser itself or a proxy, and no sensor is asked for.

    But for the microphone, where the member has switched listening on. Our own service worker
    keeps a few pages for when there is no connection: each says whose it is and of which release.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers added."""
        response = self.respond(request)
        response.headers.setdefault("Cache-Control", "no-store")
        if response.headers.get("Content-Type", "").startswith("text/html"):
            _sign(request, response)
        member = getattr(request, "member", None)
        microphone = "(self)" if member and member.listens else "()"
        response.headers["Permissions-Policy"] = (
            f"camera=(), microphone={microphone}, geolocation=(), browsing-topics=()"
        )
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response
