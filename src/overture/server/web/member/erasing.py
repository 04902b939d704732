"""Erasing talks, or everything. The only thing that asks twice."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from overture.server.accounts import services as accounts
from overture.server.conversations import selectors as conversations
from overture.server.conversations import services as talks
from overture.server.practice import selectors as practice
from overture.server.web.people import step_up
from overture.server.web.requests import MemberRequest, members_only, now_of


@members_only
@step_up
@require_http_methods(["GET", "POST"])
def erase_talks(request: MemberRequest) -> HttpResponse:
    """Ask, then erase every talk with Cue. Scenes, steps and the record stay."""
    if request.method == "POST":
        talks.erase_talks(member=request.member, now=now_of(request))
        return redirect(f"{reverse('settings')}?saved=talks")
    page = {"talks": conversations.talks_kept(request.member)}
    return render(request, "member/erase_talks.html", page)


@members_only
@step_up
@require_http_methods(["GET", "POST"])
def erase(request: MemberRequest) -> HttpResponse:
    """Ask, hand out a copy first if wanted, then erase the space and close it in this browser."""
    page = {
        "kept": practice.counts(request.member),
        "talks": conversations.talks_kept(request.member),
        "copy_first": request.method == "POST" and "copy" in request.POST,
    }
    if request.method == "GET" or page["copy_first"]:
        return render(request, "member/erase.html", page)
    accounts.erase(member=request.member, now=now_of(request))
    request.session.flush()
    request.member = None  # type: ignore[assignment]  # there is nobody any more
    response = render(request, "member/erased.html")
    response.headers["Clear-Site-Data"] = '"cache"'
    response.headers["Overture-Space"] = "erased"  # what waits on the device goes as well
    return response
