"""The page of an account: what it opens, how it is signed in to, and the spaces of this browser."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from overture.server.accounts import people, signing
from overture.server.accounts.people import Person
from overture.server.web.account.entering import next_of
from overture.server.web.account.factor_list import factors_of
from overture.server.web.account.words import SAID
from overture.server.web.people import PersonRequest
from overture.server.web.requests import now_of
from overture.server.web.signing import change_over, enter, spaces_of

PLACES = (
    ("supporter", "shared_with_me", "Shared with me"),
    ("clinician", "caseload", "Caseload"),
    ("host", "host_groups", "Groups"),
    ("operator", "run_people", "Running this service"),
)
"""The first page of each role's face."""


def account(request: PersonRequest) -> HttpResponse:
    """Everything about it in one place."""
    person = request.user
    page = {
        "person": person,
        "spaces": spaces_of(request, person),
        "places": places_of(person),
        "factors": factors_of(person),
        "browsers": signing.open_ones(person).count(),
        "mail": settings.OVERTURE_MAIL,
        "said": SAID.get(request.GET.get("said", ""), ""),
    }
    return render(request, "account/account.html", page)


def places_of(person: Person) -> list[tuple[str, str]]:
    """Where somebody's roles open something: the addresses of those faces that there are."""
    roles = people.roles_of(person)
    named = [(name, words) for role, name, words in PLACES if role in roles]
    return [(found, words) for name, words in named if (found := _address(name))]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def spaces(request: PersonRequest) -> HttpResponse:
    """What became of a space that stood open here before, and both to go to."""
    found = spaces_of(request, request.user)
    if request.method == "GET":
        page = {"spaces": found, "next": next_of(request)}
        return render(request, "account/spaces.html", page)
    if "join" in request.POST and found.can_join and found.here:
        people.join(member=found.here, person=request.user, now=now_of(request))
        enter(request, request.user)
        return redirect(next_of(request) or f"{reverse('account')}?said=joined")
    if "other" in request.POST and found.aside:
        change_over(request)
        return redirect("today")
    return redirect("account_spaces")
