"""Practice settings: whom one invites, which rules hold, and leaving."""

from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from overture.safety.places import OURS, places
from overture.server.accounts import invitations, sharing
from overture.server.accounts.invitations import Invitation
from overture.server.accounts.people import Role
from overture.server.accounts.sharing import Link
from overture.server.care import handing
from overture.server.web.clinician import desk
from overture.server.web.own_words import is_text
from overture.server.web.people import PersonRequest, role_only
from overture.server.web.requests import now_of

ADDRESS: Final = "/invited/{token}"
FULL = "There are twenty open invitations already. Take one back, and there is room again."
LEAVE = "leave"


@role_only(Role.Kind.CLINICIAN)
@require_GET
def office(request: PersonRequest) -> HttpResponse:
    """What is open, and what holds here."""
    return _page(request)


@role_only(Role.Kind.CLINICIAN)
@require_POST
def invite(request: PersonRequest) -> HttpResponse:
    """A link for one person; its address is shown this once."""
    called = request.POST.get("name", "")
    try:
        _, token = invitations.from_person(
            person=request.user,
            kind=Invitation.Kind.MEMBER,
            called=called if is_text(called) else "",
            now=now_of(request),
        )
    except ValueError:
        return _page(request, problem=FULL, status=422)
    return _page(request, address=request.build_absolute_uri(ADDRESS.format(token=token)))


@role_only(Role.Kind.CLINICIAN)
@require_POST
def invite_back(request: PersonRequest, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back before it is used."""
    now = now_of(request)
    found = invitations.open_ones_by(request.user, now).filter(pk=invitation_id).first()
    if found:
        invitations.withdraw(invitation=found, now=now)
    return redirect("clinic_office")


@role_only(Role.Kind.CLINICIAN)
@require_POST
def leave(request: PersonRequest) -> HttpResponse:
    """Leave: asked twice, because it cannot be undone by oneself."""
    if request.POST.get("sure") != LEAVE:
        return _page(request, leaving=True)
    handing.leave(person=request.user, now=now_of(request))
    return redirect("welcome")


def _page(
    request: PersonRequest,
    *,
    address: str = "",
    problem: str = "",
    leaving: bool = False,
    status: int = 200,
) -> HttpResponse:
    known = places()
    page = {
        "open_ones": invitations.open_ones_by(request.user, now_of(request)),
        "address": address,
        "problem": problem,
        "leaving": leaving,
        "links": sharing.linked_to(request.user, Link.Kind.CLINICIAN).count(),
        "rules": [known[one].name for one in settings.OVERTURE_RULES.places if one != OURS],
    }
    return desk.shown(request, "office", page, place="office", status=status)
