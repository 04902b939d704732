"""Whether single messages may be read, to find out where the danger screen is wrong."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from overture.server.safeguarding import review
from overture.server.web.requests import MemberRequest, members_only, now_of


@members_only
@require_http_methods(["GET", "POST"])
def may_be_read(request: MemberRequest) -> HttpResponse:
    """What is asked, in whole; a yes or a no, which can be changed at any time."""
    answer = request.POST.get("answer", "")
    if answer in {"yes", "no"}:
        review.say(member=request.member, yes=answer == "yes", now=now_of(request))
        return redirect("review")
    page = {
        "agrees": review.agrees(request.member),
        "words": review.CONSENT_TEXT,
        "keeper": settings.ENVIRONMENT.keeper,
    }
    return render(request, "member/review.html", page)
