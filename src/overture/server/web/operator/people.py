"""People and what they are here. Of members there is a number, and nothing else."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from overture.server.accounts import invitations, selectors, sharing
from overture.server.accounts import people as accounts
from overture.server.accounts.people import Role
from overture.server.care import parting
from overture.server.web.invited import link_of
from overture.server.web.people import PersonRequest, account_step_up, role_only
from overture.server.web.requests import now_of

KINDS = (Role.Kind.CLINICIAN, Role.Kind.HOST, Role.Kind.OPERATOR)
"""What an operator can make somebody. Who is close to a member is a member's to say."""

LATELY = timedelta(days=30)


@role_only(Role.Kind.OPERATOR)
@require_GET
def people(request: PersonRequest) -> HttpResponse:
    """Everybody with an account and a role, invitations that are open, and how many spaces."""
    return _page(request)


@role_only(Role.Kind.OPERATOR)
@account_step_up
@require_POST
def invite(request: PersonRequest) -> HttpResponse:
    """Make an invitation. Its link is shown this once."""
    called, kind = request.POST.get("name", ""), request.POST.get("kind", "")
    try:
        _, token = invitations.from_person(
            person=request.user, kind=kind, called=called, now=now_of(request)
        )
    except ValueError:
        return _page(request, problem="Say who it is for, and what they will be.", status=400)
    return _page(request, link=link_of(request, token), called=called)


@role_only(Role.Kind.OPERATOR)
@require_POST
def withdraw(request: PersonRequest, invitation_id: UUID) -> HttpResponse:
    """Take back an invitation of one's own that nobody has used."""
    now = now_of(request)
    found = invitations.open_ones_by(request.user, now).filter(pk=invitation_id).first()
    if found is None:
        raise Http404
    invitations.withdraw(invitation=found, now=now)
    return redirect("run_people")


@role_only(Role.Kind.OPERATOR)
@account_step_up
@require_POST
def role(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """End what somebody is here. Nobody ends being operator for themselves: one has to stay."""
    found, kind = accounts.by_id(person_id), request.POST.get("kind", "")
    if found is None or kind not in Role.Kind.values:
        raise Http404
    if found == request.user and kind == Role.Kind.OPERATOR:
        return _page(request, problem="Another operator has to end your own role.", status=409)
    by, now = accounts.pseudonym_of(request.user), now_of(request)
    for link in sharing.linked_to(found, kind):
        parting.step_back(link=link, now=now)  # whose page they stood on reads that they are gone
    accounts.end_role(person=found, kind=kind, by=by, now=now)
    return redirect("run_people")


def _page(request: PersonRequest, *, status: int = 200, **more: str) -> HttpResponse:
    now = now_of(request)
    page = {
        "place": "people",
        "practice": settings.ENVIRONMENT.keeper,
        "people": accounts.with_roles(),
        "open": invitations.open_ones_by(request.user, now),
        "kinds": KINDS,
        "spaces": selectors.how_many_spaces(),
        "lately": selectors.how_many_spaces(seen_since=now - LATELY),
        **more,
    }
    return render(request, "operator/people.html", page, status=status)
