"""Reporting a reply: the words that go, a note if one likes, one tap. Works without scripts."""

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from overture.server.conversations import reports, selectors
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.member.forms import NOTE, Words, problem, typed
from overture.server.web.member.listening import onward
from overture.server.web.requests import MemberRequest, members_only, now_of


class ReportForm(forms.Form):
    """A few words about it, or none."""

    note = Words(NOTE)


@members_only
@require_http_methods(["GET", "POST"])
def reply(request: MemberRequest, turn_id: UUID) -> HttpResponse:
    """Report what was said in one turn."""
    turn = selectors.turn_of(request.member, turn_id)
    if turn is None or not turn.reply:
        raise Http404
    return _report(request, reports.reply_in(turn), turn.conversation)


@members_only
@require_http_methods(["GET", "POST"])
def opening(request: MemberRequest, talk_id: UUID) -> HttpResponse:
    """Report what a talk or a scene was opened with."""
    talk = selectors.talk_of(request.member, talk_id)
    if talk is None:
        raise Http404
    return _report(request, reports.opening_of(talk), talk)


@members_only
@require_http_methods(["GET"])
def reported(request: MemberRequest, talk_id: UUID) -> HttpResponse:
    """It has arrived; and the way back to where it was said."""
    talk = selectors.talk_of(request.member, talk_id)
    if talk is None:
        raise Http404
    return _page(request, "member/reported.html", _way_back(talk))


def _way_back(talk: selectors.Conversation) -> Mapping[str, object]:
    if talk.kind == talk.Kind.SCENE:
        return {"back": reverse("scene", args=[talk.attempt_id]), "back_words": "the scene"}
    # A talk that is over is opened by its name; else a new one would begin.
    of = f"?talk={talk.pk}" if talk.ended_at else ""
    return {"back": f"{reverse('cue')}{of}", "back_words": "Cue"}


def _report(
    request: MemberRequest, about: reports.Reply, talk: selectors.Conversation
) -> HttpResponse:
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        page = {
            "about": about,
            "key": request.POST.get("key") or fresh_key(),
            "note": typed(form, "note"),
            "problem": problem(form, "note") if form.is_bound else "",
        }
        status = 422 if form.is_bound else 200
        return _page(request, "member/report.html", page, status=status)
    now, note = now_of(request), form.cleaned_data["note"]
    reports.report(member=request.member, reply=about, note=note, key=key_of(request), now=now)
    to = reverse("reported", args=[talk.pk])
    return onward(request, typed=(note,), to=to, now=now)


def _page(
    request: MemberRequest, template: str, page: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    whole = {**page, "keeper": settings.ENVIRONMENT.keeper}
    return render(request, template, whole, status=status)
