"""Taking an invitation: who invites to what, an account or a space for it, and a yes."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from overture.server.accounts import invitations, people
from overture.server.accounts.invitations import CannotTakeError, Invitation
from overture.server.accounts.signing import STRICT
from overture.server.web.invited import SESSION_INVITED, invitation_of, token_of
from overture.server.web.own_words import is_text
from overture.server.web.people import person_or_none
from overture.server.web.requests import member_or_none, now_of

OF_SPACES: Final = frozenset({Invitation.Kind.MEMBER, Invitation.Kind.GROUP})
"""What is taken with a space. Everything else is taken with an account."""


def opened(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address, where history and other pages would see it."""
    request.session[SESSION_INVITED] = token
    return redirect("invited")


def invited(request: HttpRequest) -> HttpResponse:
    """What is offered and by whom; a yes takes it."""
    found = invitation_of(request)
    if found is None:
        return render(request, "account/invited_over.html", status=404)
    if found.kind == Invitation.Kind.GROUP and _ready(request, found):
        # A group has rules and a name to choose, which are asked before it is taken.
        return redirect("group_join", token=token_of(request))
    called = " ".join(request.POST.get("name", "").split())
    named = (called and is_text(called)) or not _is_nameless(request, found)
    if request.method == "POST" and _ready(request, found) and named:
        return _taken(request, found)
    page = {
        "invitation": found,
        "by": _who(found),
        "ready": _ready(request, found),
        "with_space": found.kind in OF_SPACES,
        "nameless": _is_nameless(request, found),
    }
    return render(request, "account/invited.html", page)


def _taken(request: HttpRequest, found: Invitation) -> HttpResponse:
    of_space = found.kind in OF_SPACES
    try:
        invitations.take(
            token=token_of(request),
            person=None if of_space else person_or_none(request),
            member=member_or_none(request) if of_space else None,
            now=now_of(request),
        )
    except CannotTakeError as error:
        return render(request, "account/invited_over.html", {"why": str(error)}, status=409)
    request.session.pop(SESSION_INVITED, None)
    person = person_or_none(request)
    if person and _is_nameless(request, found):
        people.call(person=person, name=request.POST.get("name", ""))
    page = {"invitation": found, "by": _who(found)}
    return render(request, "account/invited_taken.html", page)


def _is_nameless(request: HttpRequest, found: Invitation) -> bool:
    """Whether others would read nothing where somebody of this role stands."""
    person = person_or_none(request)
    return found.kind in STRICT and person is not None and not person.name


def _ready(request: HttpRequest, found: Invitation) -> bool:
    """Whether there is what the invitation is taken with: a space, or an account."""
    who = member_or_none(request) if found.kind in OF_SPACES else person_or_none(request)
    return who is not None


def _who(found: Invitation) -> str:
    """Whoever invites, as they wish to be called; nothing of a member who gave no name."""
    if found.from_member:
        return found.from_member.name
    return found.from_person.name if found.from_person else ""
