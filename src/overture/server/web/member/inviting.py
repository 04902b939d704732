"""Invite somebody close, or a clinician: what they would see is chosen and looked at beforehand."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from overture.server.accounts import invitations, sharing
from overture.server.care import shown
from overture.server.safeguarding import services as safeguarding
from overture.server.web import close_page
from overture.server.web.clock import local_now
from overture.server.web.fields import SHORT, Words, problem, typed
from overture.server.web.invited import link_of
from overture.server.web.member.listening import SURFACE, shown_first
from overture.server.web.people import step_up
from overture.server.web.requests import MemberRequest, members_only

FULL: Final = "There are twenty open invitations already. Take one back, and there is room again."


class InviteForm(forms.Form):
    """What the member calls somebody."""

    name = Words(SHORT, needed="Write what you call them first. It stands on your own page.")


@members_only
@step_up
@require_http_methods(["GET", "POST"])
def invite(request: MemberRequest) -> HttpResponse:
    """Choose, look at it, and make a link that works once."""
    kind = _kind(request)
    if request.method == "GET":
        return _page(request, kind, InviteForm())
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, kind, form, said=problem(form, "name"), status=422)
    called, now = form.cleaned_data["name"], local_now(request)
    heard = safeguarding.look(member=request.member, text=called, surface=SURFACE, now=now)
    if heard.next != "none" and heard.reply:
        to, heading = reverse("invite"), "Nothing has been made yet"
        return shown_first(request, heard.reply, to, words=called, heading=heading)
    if "look" in request.POST and kind == sharing.Link.Kind.SUPPORTER:
        return _preview(request, called, now)
    if "change" in request.POST:
        return _page(request, kind, form)
    return _made(request, kind, form, now)


@members_only
@require_POST
def back(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back before it is used."""
    now = local_now(request)
    found = invitations.open_ones(request.member, now).filter(pk=invitation_id).first()
    if found is None:
        raise Http404
    invitations.withdraw(invitation=found, now=now)
    return redirect(f"{reverse('people')}?said=invitation")


def _made(request: MemberRequest, kind: str, form: InviteForm, now: datetime) -> HttpResponse:
    called = form.cleaned_data["name"]
    try:
        made, token = invitations.from_member(
            member=request.member, kind=kind, called=called, things=_things(request, kind), now=now
        )
    except ValueError:
        return _page(request, kind, form, said=FULL, status=422)
    ends = timezone.localtime(made.expires_at)
    page = {
        "who": called.partition(",")[0],
        "is_close": kind == sharing.Link.Kind.SUPPORTER,
        "address": link_of(request, token),
        "until": f"{ends.day} {ends:%B}",
        "things": [sharing.Thing(thing).label for thing in made.things],
        "name": request.member.name,
    }
    return render(request, "member/invited.html", page)


def _preview(request: MemberRequest, called: str, now: datetime) -> HttpResponse:
    """The very page that somebody would be given, before there is anybody to give it to."""
    things = _things(request, sharing.Link.Kind.SUPPORTER)
    found = shown.of(request.member, frozenset(things), now)
    who = called.partition(",")[0]
    nothing = f"With nothing ticked, there is no page for {who} until you tick or send something."
    note = f"This is what {who} would see if they came today." if things else nothing
    page = {
        **close_page.page_of(shown.member_name(request.member), found, now.date()),
        "preview": {"who": who, "back": reverse("invite"), "note": note},
        "called": called,
        "ticked": things,
    }
    return render(request, "member/invite_preview.html", page)


def _kind(request: MemberRequest) -> str:
    asked = request.POST.get("kind") or request.GET.get("kind", "")
    return asked if asked in sharing.Link.Kind.values else sharing.Link.Kind.SUPPORTER


def _things(request: MemberRequest, kind: str) -> list[sharing.Thing]:
    wanted = set(request.POST.getlist("thing"))
    return [thing for thing in sharing.ALLOWED[sharing.Link.Kind(kind)] if thing in wanted]


def _page(
    request: MemberRequest, kind: str, form: InviteForm, *, said: str = "", status: int = 200
) -> HttpResponse:
    ticked = _things(request, kind)
    page = {
        "kind": kind,
        "is_close": kind == sharing.Link.Kind.SUPPORTER,
        "name": typed(form, "name"),
        "problem": said,
        "things": [
            (thing, thing.label, thing in ticked)
            for thing in sharing.ALLOWED[sharing.Link.Kind(kind)]
        ],
        "unnamed": not request.member.name,
    }
    return render(request, "member/invite.html", page, status=status)
