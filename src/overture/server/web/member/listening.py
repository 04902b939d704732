"""Every word that a member types passes the safety screen; what was typed is saved all the same."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from overture.safety import SafetyReply
from overture.server.safeguarding import services as safeguarding
from overture.server.web.clock import local_now
from overture.server.web.requests import MemberRequest, members_only

SURFACE = "note"
LONGEST = 4000


def onward(
    request: MemberRequest, *, typed: tuple[str, ...], to: str, now: datetime
) -> HttpResponse:
    """Go on to `to`; or, if the screen heard something in `typed`, stay and say so first."""
    text = "\n".join(words for words in typed if words)
    if not text:
        return redirect(to)
    heard = safeguarding.look(member=request.member, text=text, surface=SURFACE, now=now)
    if heard.next == "none" or heard.reply is None:
        return redirect(to)
    return shown_first(request, heard.reply, to, words=text, heading="What you wrote is saved")


@members_only
@require_POST
def answer(request: MemberRequest) -> HttpResponse:
    """The member's answer to what was asked, by a tap or in words; or it was meant otherwise."""
    if "follow_up" in request.POST:
        return _followed_up(request)
    to = _onward_of(request)
    words = request.POST.get("words", "")[:LONGEST]
    now = local_now(request)
    if "otherwise" in request.POST:
        reply = safeguarding.meant_otherwise(member=request.member, text=words, now=now)
        return shown_first(request, reply, to, heading="Thank you for saying so")
    said = (request.POST.get("tap") or request.POST.get("said", ""))[:LONGEST]
    if not said.strip():
        return redirect(to)
    heard = safeguarding.look(member=request.member, text=said, surface=SURFACE, now=now)
    if heard.reply is None:
        return _asked_on_return(request, to, said, now)
    is_open = heard.next != "none"
    return shown_first(
        request, heard.reply, to, words=words if is_open else "", heading="Still here"
    )


def _asked_on_return(request: MemberRequest, to: str, said: str, now: datetime) -> HttpResponse:
    """On with it; but an answer to a question of the day before is met by how it is now."""
    asked = safeguarding.follow_up(member=request.member, now=now)
    if asked is None:
        return redirect(to)
    return shown_first(request, asked, to, words=said, heading="Still here")


def _followed_up(request: MemberRequest) -> HttpResponse:
    """How it is now, after a visit on which the protocol was open; or the member leaves it."""
    now, said = local_now(request), request.POST.get("tap", "")[:LONGEST]
    if not said:
        safeguarding.leave_follow_up(member=request.member, now=now)
        return redirect("today")
    if safeguarding.follow_up(member=request.member, now=now) is None:
        return redirect("today")
    heard = safeguarding.look(member=request.member, text=said, surface=SURFACE, now=now)
    if heard.reply is None:
        return redirect("today")
    words = said if heard.next != "none" else ""
    to = reverse("today")
    return shown_first(request, heard.reply, to, words=words, heading="Thank you for saying")


def _onward_of(request: MemberRequest) -> str:
    """Where the member was going: an address of ours, else Today."""
    to = request.POST.get("onward", "")
    ours = url_has_allowed_host_and_scheme(to, allowed_hosts=None)
    return to if ours and to.startswith("/") else reverse("today")


def shown_first(
    request: MemberRequest,
    reply: SafetyReply,
    to: str,
    *,
    heading: str,
    words: str = "",
) -> HttpResponse:
    """What the screen has to say. With `words` it waits for an answer, which need not come."""
    page = {"reply": reply, "onward": to, "words": words, "heading": heading}
    return render(request, "member/kept.html", page)
