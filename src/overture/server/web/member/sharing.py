"""Whether the numbers of one’s own steps may be counted in, to learn what people are like."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from overture.server.practice import sharing
from overture.server.web.requests import MemberRequest, members_only, now_of


@members_only
@require_http_methods(["GET", "POST"])
def may_be_counted(request: MemberRequest) -> HttpResponse:
    """What is asked, in whole; a yes or a no, which can be changed at any time."""
    if not sharing.may_be_asked(request.member):
        raise Http404
    answer = request.POST.get("answer", "")
    if answer in {"yes", "no"}:
        sharing.say(member=request.member, yes=answer == "yes", now=now_of(request))
        return redirect("counted")
    page = {
        "agrees": sharing.agrees(request.member),
        "words": sharing.CONSENT_TEXT,
        "keeper": settings.ENVIRONMENT.keeper,
    }
    return render(request, "member/counted.html", page)
