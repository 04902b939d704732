"""A parent's or guardian's yes, and how it is taken back."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from overture.server.accounts import ages
from overture.server.web.member.listening import onward
from overture.server.web.requests import MemberRequest, members_only, now_of

UNSAID = "Both are needed: a name, and the switch. Nothing was kept."


@members_only
@require_POST
def guardian(request: MemberRequest) -> HttpResponse:
    """Keep the answer; without a yes and a name the page is shown again, as it was typed."""
    name = request.POST.get("guardian", "")[:80]
    withdraws = "withdraw" in request.POST
    agreed = request.POST.get("agreed") == "yes" and not withdraws
    if not withdraws and not (agreed and name.strip()):
        page = {"place": "practise", "text": ages.GUARDIAN_TEXT, "typed": name, "problem": UNSAID}
        return render(request, "member/guardian.html", page, status=422)
    try:
        ages.record_guardian(
            member=request.member, guardian=name, agreed=agreed, now=now_of(request)
        )
    except ValueError:  # an adult has no guardian here
        return redirect("settings")
    to = reverse("settings" if withdraws else "cue")
    return onward(request, typed=(name,), to=to, now=now_of(request))
