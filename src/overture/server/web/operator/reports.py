"""Replies that members reported: the program's words, and a note where one was written."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from overture.server.accounts.people import Role
from overture.server.conversations import reports as kept
from overture.server.groups import keeping
from overture.server.web.people import PersonRequest, role_only
from overture.server.web.requests import now_of


@role_only(Role.Kind.OPERATOR)
@require_GET
def reports(request: PersonRequest) -> HttpResponse:
    """What waits, the oldest first. Who reported a reply is not said.

    Worries about the host of a group stand here too: the host never sees them.
    """
    page = {
        "place": "reports",
        "practice": settings.ENVIRONMENT.keeper,
        "reports": kept.waiting(),
        "hosts": keeping.reports_about_hosts(),
    }
    return render(request, "operator/reports.html", page)


@role_only(Role.Kind.OPERATOR)
@require_POST
def about_host(request: PersonRequest, report_id: UUID) -> HttpResponse:
    """Somebody has seen to a worry about a host, and says how."""
    outcome, now = request.POST.get("outcome", ""), now_of(request)
    try:
        was_open = keeping.answer_about_host(report_id=report_id, outcome=outcome, now=now)
    except ValueError as error:
        raise Http404 from error
    if not was_open:
        raise Http404
    return redirect("run_reports")


@role_only(Role.Kind.OPERATOR)
@require_POST
def close(request: PersonRequest, report_id: UUID) -> HttpResponse:
    """Somebody has seen to it."""
    if not kept.close(report_id=report_id, now=now_of(request)):
        raise Http404
    return redirect("run_reports")
