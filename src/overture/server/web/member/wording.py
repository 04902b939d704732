"""Who finds the words: people, or a language model that the member agreed to."""

from django.conf import settings as project
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from overture.server.conversations import consent
from overture.server.web.requests import MemberRequest, members_only, now_of


@members_only
@require_http_methods(["GET", "POST"])
def model(request: MemberRequest) -> HttpResponse:
    """Which host a model runs on, what would be sent and what not; and the member's yes or no.

    A yes to a page that named another model or host, because it was left open, is kept for none.
    """
    answer, offer = request.POST.get("answer", ""), consent.offer_to(request.member)
    changed = answer == "yes" and request.POST.get("named", "") != offer.named
    if answer in {"yes", "no"} and not changed:
        consent.choose_model(member=request.member, agreed=answer == "yes", now=now_of(request))
        return redirect(f"{reverse('settings')}?saved=model#cue")
    page = {"model": offer, "changed": changed, "keeper": project.ENVIRONMENT.keeper}
    return render(request, "member/model.html", page, status=409 if changed else 200)
