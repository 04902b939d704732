"""Only what I send: one moment, or a line, to one person; and taken back."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from overture.server.accounts import sharing
from overture.server.care import sending, shown
from overture.server.practice import shared_moments
from overture.server.safeguarding import services as safeguarding
from overture.server.web.clock import local_now
from overture.server.web.fields import Words, problem, typed
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.member.close_people import own
from overture.server.web.member.listening import SURFACE, shown_first
from overture.server.web.requests import MemberRequest, members_only
from overture.server.web.words import capital, day_words

LONGEST: Final = 500
OFFERED: Final = 6
NEEDED: Final = "Choose a moment, or write a line first."
PAUSED: Final = "Sharing with {who} is paused, so nothing was sent. Your line is still here."


class SendForm(forms.Form):
    """A line, a moment, or both."""

    words = Words(LONGEST)
    moment = forms.UUIDField(required=False)


@members_only
@require_http_methods(["GET", "POST"])
def send(request: MemberRequest, link_id: UUID) -> HttpResponse:
    """Choose what is sent to one person, and see what was."""
    link = own(request, link_id)
    if link.kind != sharing.Link.Kind.SUPPORTER:
        raise Http404
    if request.method == "GET":
        return _page(request, link, SendForm())
    form = SendForm(request.POST)
    if not form.is_valid():
        return _page(request, link, form, said=problem(form, "words") or NEEDED, status=422)
    return _sent(request, link, form)


def _sent(request: MemberRequest, link: sharing.Link, form: SendForm) -> HttpResponse:
    """What is typed is screened before anybody reads it. It goes all the same: to tell somebody
    close how bad it is may be the best that can be done, and help is shown beside it.
    """
    given, now = form.cleaned_data, local_now(request)
    words = given["words"]
    heard = None
    if words:
        heard = safeguarding.look(member=request.member, text=words, surface=SURFACE, now=now)
    try:
        sending.send(
            link=link, words=words, attempt_id=given["moment"], key=key_of(request), now=now
        )
        problem_ = ""
    except sending.PausedError:
        problem_ = PAUSED.format(who=shown.called(link))
    except ValueError:
        problem_ = NEEDED
    to = reverse("send_moment", args=[link.pk]) + ("" if problem_ else "?said=sent")
    if heard and heard.next != "none" and heard.reply:
        heading = "What you wrote is not sent yet" if problem_ else "What you wrote is sent"
        return shown_first(request, heard.reply, to, words=words, heading=heading)
    if problem_:
        return _page(request, link, form, said=problem_, status=422)
    return redirect(to)


@members_only
@require_POST
def back(request: MemberRequest, sent_id: UUID) -> HttpResponse:
    """Take back what was sent. It is gone from the other's page at once."""
    found = sending.sent_of(request.member, sent_id)
    if found is None:
        raise Http404
    sending.take_back(sent=found, now=local_now(request))
    if found.link.ended_at:
        return redirect("people")
    return redirect(f"{reverse('send_moment', args=[found.link_id])}?said=back")


def _page(
    request: MemberRequest,
    link: sharing.Link,
    form: SendForm,
    *,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    who, today = shown.called(link), local_now(request).date()
    told = {"sent": f"Sent. {who} reads it on the page that you share.", "back": "Taken back."}
    page = {
        "link": link,
        "who": who,
        "paused": bool(link.paused_at),
        "moments": [
            (one.attempt_id, one.title, _day(one.at, today))
            for one in shared_moments.latest(request.member, OFFERED)
        ],
        "chosen": typed(form, "moment"),
        "words": typed(form, "words"),
        "problem": said,
        "sent": [(one, _day(one.at, today)) for one in sending.sent_to(link)],
        "told": told.get(request.GET.get("said", ""), ""),
        "key": request.POST.get("key") or fresh_key(),
    }
    return render(request, "member/send_moment.html", page, status=status)


def _day(at: datetime, today: date) -> str:
    return capital(day_words(timezone.localdate(at), today))
