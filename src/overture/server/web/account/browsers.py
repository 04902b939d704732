"""Where an account is open, and closing it there or for good."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from overture.server.accounts import people, services, sharing, signing
from overture.server.accounts.people import Member
from overture.server.care import parting
from overture.server.web.people import PersonRequest
from overture.server.web.requests import SESSION_MEMBER, now_of
from overture.server.web.signing import leave, sign_in_of, spaces_of


def browsers(request: PersonRequest) -> HttpResponse:
    """The list; one of them, or all others, are signed out from here."""
    person, this, now = request.user, sign_in_of(request), now_of(request)
    if request.method == "GET":
        page = {"found": signing.open_ones(person), "this": this}
        return render(request, "account/browsers.html", page)
    if "others" in request.POST:
        signing.end_all(person=person, but=this, now=now)
        return redirect(f"{reverse('account')}?said=others")
    if named := _named(request):
        signing.end(person=person, sign_in_id=named, now=now)
    return redirect("account_browsers")


def close(request: PersonRequest) -> HttpResponse:
    """Close the account for good. The space stays with six words, or is erased as well."""
    own = spaces_of(request, request.user).own
    chosen = request.POST.get("space", "")
    if request.method == "GET" or (own and chosen not in {"keep", "erase"}):
        page = {"own": own, "problem": request.method == "POST"}
        return render(request, "account/close.html", page, status=422 if page["problem"] else 200)
    person, now = request.user, now_of(request)
    words = services.give_code(member=own, now=now) if own and chosen == "keep" else ""
    leave(request, person)
    for kind in sharing.Link.Kind.values:
        for link in sharing.linked_to(person, kind):
            parting.step_back(link=link, now=now)  # each member reads that somebody is gone
    people.close(person=person, now=now)
    if own and chosen == "erase":
        services.erase(member=own, now=now)
    if own and chosen == "keep":
        request.session[SESSION_MEMBER] = str(own.pk)
    return _closed(request, words, own if words else None, erased=chosen == "erase")


def _closed(
    request: HttpRequest, words: str, member: Member | None, *, erased: bool
) -> HttpResponse:
    """What is left: the space with its six words, shown this once, or nothing."""
    request.member = member  # type: ignore[attr-defined]  # whose space is open here now
    response = render(request, "account/closed.html", {"words": words, "erased": erased})
    response.headers["Clear-Site-Data"] = '"cache"'
    if erased:
        response.headers["Overture-Space"] = "erased"  # what waits on the device goes as well
    return response


def _named(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("end", ""))
    except ValueError:
        return None
