"""Telling somebody now: the whole message first, one tap, and then what became of it."""

from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from overture.server.conversations import selectors as conversations
from overture.server.safeguarding import alerts, contacts, told
from overture.server.safeguarding import services as safeguarding
from overture.server.safeguarding.contacts import Contact
from overture.server.web.clock import local_now
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.member.forms import SENTENCE, Words, problem, typed
from overture.server.web.member.previews import OWN_WORDS, preview
from overture.server.web.member.telling_words import (
    is_underway,
    lines,
    reached_nobody,
    summary,
)
from overture.server.web.requests import MemberRequest, members_only

SURFACE = "alert"
TOO_MANY = (
    "Ten messages went out since yesterday, and one server sends no more than that for one person. "
    "Ring somebody now: {name}, or the people on Human help."
)


class TellForm(forms.Form):
    """Whether words of the member's go along, which, and whether to one person only."""

    excerpt = Words(SENTENCE)
    with_words = forms.BooleanField(required=False)
    only = forms.BooleanField(required=False)

    @property
    def ticked(self) -> str:
        """The member's words, if they ticked that they go along this time."""
        return self.cleaned_data["excerpt"] if self.cleaned_data["with_words"] else ""


@members_only
@require_http_methods(["GET", "POST"])
def tell_now(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    """The message as it will be read, and the tap that sends it."""
    found = contacts.contact_of(request.member, contact_id)
    if found is None:
        raise Http404
    if not contacts.agreed(found, "asked") or found.refused_at:
        return redirect("contact", contact_id=found.pk)
    if request.method == "GET":
        said = _said_lately(request)
        return _page(request, found, TellForm(initial={"excerpt": said}))
    form = TellForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    return _told(request, found, form)


def _told(request: MemberRequest, found: Contact, form: TellForm) -> HttpResponse:
    now = local_now(request)
    if form.ticked:
        safeguarding.look_aside(member=request.member, text=form.ticked, surface=SURFACE, now=now)
    chain = [found] if form.cleaned_data["only"] else _chain(found)
    try:
        alert = alerts.tell(
            member=request.member,
            contacts=chain,
            why="asked",
            key=key_of(request),
            zone=timezone.get_current_timezone_name(),
            now=now,
            excerpt=form.ticked,
        )
    except alerts.TooManyAlertsError:
        return _page(request, found, form, refused=TOO_MANY.format(name=found.name), status=429)
    return redirect("told", alert_id=alert.pk)


@members_only
@require_POST
def test(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    """Send one contact a message that says it is a test."""
    found = contacts.contact_of(request.member, contact_id)
    if found is None:
        raise Http404
    try:
        alert = alerts.tell(
            member=request.member,
            contacts=[found],
            why="test",
            key=key_of(request),
            zone=timezone.get_current_timezone_name(),
            now=local_now(request),
        )
    except (contacts.NoConsentError, alerts.TooManyAlertsError):
        return redirect("contact", contact_id=found.pk)
    return redirect("told", alert_id=alert.pk)


@members_only
@require_GET
def what_became(request: MemberRequest, alert_id: UUID) -> HttpResponse:
    """What became of it, as it is; and people who can be reached meanwhile."""
    found = told.alert_of(request.member, alert_id)
    if found is None:
        raise Http404
    now = local_now(request)
    all_told = told.told(found, now)
    may_change = found.ended_at is None and is_underway(all_told)
    page = {
        "alert": found,
        "lines": lines(found, all_told, now),
        "summary": summary(found, all_told),
        "nobody": reached_nobody(all_told),
        "again": may_change,
        "since": f"{timezone.localtime(found.at):%H:%M}",
        "can_stop": may_change,
    }
    return render(request, "member/told.html", page)


@members_only
@require_POST
def stop(request: MemberRequest, alert_id: UUID) -> HttpResponse:
    """Nobody further is told."""
    found = told.alert_of(request.member, alert_id)
    if found is None:
        raise Http404
    alerts.stop(alert=found, now=local_now(request))
    return redirect("told", alert_id=found.pk)


def _chain(found: Contact) -> list[Contact]:
    """The one who was tapped, and then the others on the list in their order."""
    others = [one for one in contacts.to_be_told(found.member, "asked") if one.pk != found.pk]
    return [found, *others]


def _said_lately(request: MemberRequest) -> str:
    """What the member last wrote to Cue, if that was just now: to be changed, or left out."""
    talk = conversations.open_talk_of(request.member)
    turns = conversations.turns_of(talk) if talk else []
    recent = talk is not None and local_now(request) - talk.began_at < timedelta(hours=6)
    said = turns[-1].said if turns and recent and turns[-1].manner == "words" else ""
    return said if len(said) <= SENTENCE else ""


def _page(
    request: MemberRequest,
    found: Contact,
    form: TellForm,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    now = local_now(request)
    team = contacts.team_of(found)
    page = {
        "contact": found,
        "after": _after(found, now),
        "message": preview(found, "asked", now),
        "with_words": preview(found, "asked", now, OWN_WORDS).paragraphs[1],
        "excerpt": typed(form, "excerpt") if form.is_bound else form.initial.get("excerpt", ""),
        "ticked": form.is_bound and "with_words" in form.data,
        "only": form.is_bound and "only" in form.data,
        "problem": problem(form, "excerpt") if form.is_bound else "",
        "refused": refused,
        "team": team,
        "off_call": team is not None and not team.is_on_call(now),
        "key": key_of(request) if form.is_bound else fresh_key(),
        "back": reverse("people_to_tell"),
    }
    return render(request, "member/tell_now.html", page, status=status)


def _after(found: Contact, now: datetime) -> list[tuple[str, str]]:
    """Who is told after the first, and when, if nobody has seen it."""
    chain, at, said = _chain(found), now, []
    for before, one in pairwise(chain):
        team = contacts.team_of(before)
        if team is None or team.is_on_call(at):  # else nothing is waited for
            at += timedelta(minutes=before.wait)
        said.append((one.name, f"{at:%H:%M}"))
    return said
