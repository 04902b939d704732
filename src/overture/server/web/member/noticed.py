"""The one quiet card of Today: what was seen in the member's own record, and their answer to it."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from overture.server.conversations import selectors as conversations
from overture.server.practice import noticing, planning
from overture.server.web.clock import local_now
from overture.server.web.keys import fresh_seed
from overture.server.web.requests import MemberRequest, members_only

KEPT = {
    "not_now": "It will rest. Nothing like it comes up for two weeks.",
    "not_it": "Thank you for saying. It takes more than this before it comes up again.",
    "away": "Kept. Those days count for nothing here.",
}


def card(request: MemberRequest, now: datetime) -> noticing.Told | None:
    """What is told today, if anything."""
    return noticing.notice(member=request.member, now=now, talks=_talks(request, now))


def kept(request: MemberRequest) -> str:
    """A line that says what became of the answer that was just given."""
    return KEPT.get(request.GET.get("kept", ""), "")


@members_only
@require_POST
def answer(request: MemberRequest) -> HttpResponse:
    """Something small, somebody, not now, that's not it, or away: kept once, and followed."""
    now, said = local_now(request), request.POST.get("said", "")
    try:
        stood = noticing.answer(
            member=request.member, said=said, now=now, talks=_talks(request, now)
        )
    except ValueError:
        return redirect("today")
    if said == "somebody":
        return redirect("people")
    if said == "smaller" and stood:
        return _something_small(request, now)
    return redirect(f"{reverse('today')}?kept={said}#kept" if stood else "today")


def _something_small(request: MemberRequest, now: datetime) -> HttpResponse:
    """The smallest step with somebody in it; where there is none, the step that stands there."""
    planning.smallest_with_people(member=request.member, now=now, seed=fresh_seed())
    return redirect(f"{reverse('today')}#next")


def _talks(request: MemberRequest, now: datetime) -> list[noticing.Practised]:
    return conversations.time_with_cue(request.member, now - noticing.LOOKED_BACK)
