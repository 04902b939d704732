"""Looking into one space for a reason: noted, told to its member, and over in an hour."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from overture.server.accounts import emergency
from overture.server.accounts.people import Role
from overture.server.practice import selectors as practice
from overture.server.safeguarding import told
from overture.server.web.people import PersonRequest, account_step_up, role_only
from overture.server.web.requests import now_of

MOST = 30
"""Moments that are shown: enough to see what happened lately."""

SHORT = "Say why in a sentence: whoever’s space it is reads it."
NOBODY = "No space has this number. It stands in the member’s Settings, and has eight signs."


@role_only(Role.Kind.OPERATOR)
@account_step_up
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PersonRequest) -> HttpResponse:
    """What it is, what it shows, who is told; and the form."""
    if request.method != "POST":
        return _form(request)
    number, note = request.POST.get("number", ""), request.POST.get("note", "")
    try:
        look = emergency.begin(person=request.user, number=number, reason=note, now=now_of(request))
    except ValueError:
        return _form(request, problem=SHORT, number=number, note=note)
    if look is None:
        return _form(request, problem=NOBODY, number=number, note=note)
    return redirect("run_look", look_id=look.pk)


@role_only(Role.Kind.OPERATOR)
@require_GET
def look(request: PersonRequest, look_id: UUID) -> HttpResponse:
    """The steps and moments of the space, and who was told in danger. Talks stay closed."""
    found = emergency.open_look(request.user, look_id, now_of(request))
    if found is None:
        raise Http404
    page = {
        "place": "emergency",
        "practice": settings.ENVIRONMENT.keeper,
        "look": found,
        "moments": practice.last_moments(found.member, MOST),
        "steps": practice.steps_of(found.member),
        "alert": told.latest_open(found.member, now_of(request)),
    }
    return render(request, "operator/look.html", page)


def _form(request: PersonRequest, **typed: str) -> HttpResponse:
    page = {"place": "emergency", "practice": settings.ENVIRONMENT.keeper, **typed}
    return render(request, "operator/emergency.html", page, status=400 if typed else 200)
