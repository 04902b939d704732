"""What every page of the desk needs: where one is, and whose link it is."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from overture.server.accounts import sharing
from overture.server.accounts.sharing import Link
from overture.server.web.clinician.look import Look
from overture.server.web.clinician.rules import allowed
from overture.server.web.people import PersonRequest
from overture.server.web.requests import now_of


def link_or_404(request: PersonRequest, link_id: UUID) -> Link:
    """A link to this clinician. Raises Http404 for anybody else's: it does not exist."""
    link = sharing.link_of(request.user, link_id, Link.Kind.CLINICIAN)
    if link is None:
        raise Http404
    return link


def shared_or_404(request: PersonRequest, link_id: UUID) -> Link:
    """A link that shows something now. Raises Http404 where nothing is shared."""
    link = link_or_404(request, link_id)
    if not sharing.shared(link, now_of(request)):
        raise Http404
    return link


def look_at(request: PersonRequest, link: Link) -> Look:
    """What the link shows now, by the clinician's own clock."""
    return Look(link, timezone.localtime(now_of(request)))


def shown(
    request: PersonRequest,
    template: str,
    page: Mapping[str, object],
    *,
    place: str = "caseload",
    status: int = 200,
) -> HttpResponse:
    """A page of the desk, with its side navigation."""
    desk = {"place": place, "practice": settings.ENVIRONMENT.keeper, "allowed": allowed(), **page}
    return render(request, f"clinician/{template}.html", desk, status=status)


def since(link: Link, today: date) -> str:
    """When the link began: 14 April, with the year where it is another one."""
    day = timezone.localdate(link.since)
    return f"{day.day} {day:%B}" if day.year == today.year else f"{day.day} {day:%B %Y}"
