"""Every word that a member types passes the safety screen; what was typed is saved all the same."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render

from overture.server.safeguarding import services as safeguarding
from overture.server.web.requests import MemberRequest


def onward(
    request: MemberRequest, *, typed: tuple[str, ...], to: str, now: datetime
) -> HttpResponse:
    """Go on to `to`; or, if the screen heard something in `typed`, stay and say so first."""
    text = "\n".join(words for words in typed if words)
    if not text:
        return redirect(to)
    heard = safeguarding.look(member=request.member, text=text, surface="note", now=now)
    if heard.next == "none":
        return redirect(to)
    page = {"reply": heard.reply, "heard": heard, "onward": to}
    return render(request, "member/kept.html", page)
