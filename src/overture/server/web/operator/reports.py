"""Replies that members reported: the program's words, and a note where one was written."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from overture.server.accounts.people import Role
from overture.server.conversations import reports as kept
from overture.server.web.people import PersonRequest, role_only
from overture.server.web.requests import now_of


@role_only(Role.Kind.OPERATOR)
@require_GET
def reports(request: PersonRequest) -> HttpResponse:
    """What waits, the oldest first. Who reported it is not said."""
    page = {"place": "reports", "practice": settings.ENVIRONMENT.keeper, "reports": kept.waiting()}
    return render(request, "operator/reports.html", page)


@role_only(Role.Kind.OPERATOR)
@require_POST
def close(request: PersonRequest, report_id: UUID) -> HttpResponse:
    """Somebody has seen to it."""
    if not kept.close(report_id=report_id, now=now_of(request)):
        raise Http404
    return redirect("run_reports")
