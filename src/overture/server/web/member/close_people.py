"""One person on the member's page: what they see, until when; paused, renamed, ended; previewed."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from overture.content.supporters import harm_check
from overture.server.accounts import emergency, sharing
from overture.server.accounts.services import pseudonym
from overture.server.care import checking, cheering, parting, shown
from overture.server.web import asked_page, close_page
from overture.server.web.clock import local_now
from overture.server.web.fields import SHORT, Words, problem, typed
from overture.server.web.member.listening import onward
from overture.server.web.member.people import tags
from overture.server.web.people import step_up
from overture.server.web.requests import MemberRequest, members_only
from overture.server.web.words import capital, day_words

UNTIL: Final = {"": "Until I change it", "week": "For one week", "month": "For one month"}
LASTS: Final = {"week": timedelta(days=7), "month": timedelta(days=30)}
PUT_AWAY: Final = "not-now"
LOOKS: Final = 60
SAID: Final = {
    "kept": "Kept. It holds from now on.",
    "paused": "Paused. {who} sees nothing until you take it up again, and is not told why.",
    "resumed": "Shared again as before.",
    "sent": "Sent. {who} reads it on the page that you share.",
    "back": "Taken back. It is gone from {who}’s page.",
}


class NameForm(forms.Form):
    """What somebody is called on the member's own page."""

    name = Words(SHORT, needed="Write what you call them first.")


def own(request: MemberRequest, link_id: UUID) -> sharing.Link:
    """Somebody on the member's own page. Anybody else's does not exist."""
    link = sharing.own_link(request.member, link_id)
    if link is None:
        raise Http404
    return link


@members_only
@require_http_methods(["GET", "POST"])
def person(request: MemberRequest, link_id: UUID) -> HttpResponse:
    """What one person sees, to be ticked thing by thing, with an end if one is wanted."""
    link, now = own(request, link_id), local_now(request)
    if request.method == "GET":
        return _page(request, link, now, NameForm())
    granted = sharing.granted(link, now)
    wanted, until = _wanted(request, link), _until(request, link, now)
    is_more = any(thing not in granted or _later(until, granted[thing]) for thing in wanted)
    # To share less has never to be proved.
    return (_share_more if is_more else _share)(request, link, wanted, until)


def _share(
    request: MemberRequest,
    link: sharing.Link,
    things: Collection[sharing.Thing],
    until: datetime | None,
) -> HttpResponse:
    sharing.pick(link=link, things=things, until=until, now=local_now(request))
    return redirect(f"{reverse('person', args=[link.pk])}?said=kept")


_share_more = step_up(_share)


def _wanted(request: MemberRequest, link: sharing.Link) -> list[sharing.Thing]:
    ticked = set(request.POST.getlist("thing"))
    return [thing for thing in _allowed(link) if thing in ticked]


def _later(until: datetime | None, before: datetime | None) -> bool:
    """Whether an end lies behind another; without one it lasts longest."""
    return before is not None and (until is None or until > before)


@members_only
@require_POST
def name(request: MemberRequest, link_id: UUID) -> HttpResponse:
    """Call somebody otherwise. They are not told."""
    link, now = own(request, link_id), local_now(request)
    form = NameForm(request.POST)
    if not form.is_valid():
        return _page(request, link, now, form, status=422)
    called = form.cleaned_data["name"]
    sharing.rename(link=link, called=called)
    to = f"{reverse('person', args=[link.pk])}?said=kept"
    return onward(request, typed=(called,), to=to, now=now)


@members_only
@require_POST
def do(request: MemberRequest, link_id: UUID) -> HttpResponse:
    """Pause one person, take it up again, or end it. None of it asks for a reason."""
    link, now = own(request, link_id), local_now(request)
    wanted = request.POST.get("do", "")
    if wanted == "end":
        sharing.end(link=link, by=pseudonym(request.member), now=now)
        return redirect(f"{reverse('people')}?said=ended")
    if wanted == "pause":
        sharing.pause(link=link, now=now)
    elif wanted == "resume":
        return _resume(request, link)
    said = "paused" if wanted == "pause" else ""
    return redirect(f"{reverse('person', args=[link.pk])}?said={said}")


@step_up
def _resume(request: MemberRequest, link: sharing.Link) -> HttpResponse:
    """To share again is to share more."""
    sharing.resume(link=link, now=local_now(request))
    return redirect(f"{reverse('person', args=[link.pk])}?said=resumed")


@members_only
@require_GET
def sees(request: MemberRequest, link_id: UUID) -> HttpResponse:
    """The very page that somebody close is given, for the member to look at."""
    link, now = own(request, link_id), local_now(request)
    if link.kind != sharing.Link.Kind.SUPPORTER:
        raise Http404
    who, found = shown.called(link), shown.previewed(link, now)
    name_ = shown.member_name(request.member)
    preview = {"who": who, "back": reverse("person", args=[link.pk]), "note": _note(link, found)}
    page = {**close_page.page_of(name_, found, now.date()), "preview": preview}
    return render(request, "supporter/shared.html", page)


@members_only
@require_GET
def who_looked(request: MemberRequest) -> HttpResponse:
    """Who opened what, and when."""
    today = local_now(request).date()
    rows: list[dict[str, Any]] = [
        {
            "who": shown.called(one.link),
            "what": sharing.Thing(one.thing).label,
            "day": capital(day_words(timezone.localdate(one.at), today)),
            "at": timezone.localtime(one.at),
        }
        for one in sharing.looks(request.member)[:LOOKS]
    ]
    page = {"rows": rows, "emergencies": emergency.of_member(request.member)}
    return render(request, "member/who_looked.html", page)


@members_only
@require_http_methods(["GET", "POST"])
def still_good(request: MemberRequest, link_id: UUID) -> HttpResponse:
    """The monthly questions about one person. Of the answers nothing is kept, nobody is told."""
    link = own(request, link_id)
    if link.kind != sharing.Link.Kind.SUPPORTER:
        raise Http404
    who, side = shown.called(link), harm_check().member
    page: dict[str, Any] = {"link": link, "exit": settings.ENVIRONMENT.exit_url}
    if request.method == "POST":
        checking.over_for_member(link=link, now=local_now(request))
        if PUT_AWAY in request.POST:
            return redirect("people")
        page |= asked_page.answered(side, checking.said_to(side, request.POST.dict()), who)
    else:
        page |= asked_page.questions(side, who, began="begin" in request.GET)
    return render(request, "member/still_good.html", page)


@members_only
@require_POST
def celebration(request: MemberRequest, celebration_id: UUID) -> HttpResponse:
    """Thank somebody, smile back, or put it away."""
    found = cheering.celebration_of(request.member, celebration_id)
    if found is None:
        raise Http404
    now, given = local_now(request), request.POST.get("give", "")
    if given in cheering.Celebration.Answer.values:
        cheering.answer(celebration=found, given=given, now=now)
        return redirect(f"{reverse('people')}?said=thanks")
    cheering.put_away(celebration=found, now=now)
    return redirect("people")


@members_only
@require_POST
def left(request: MemberRequest, link_id: UUID) -> HttpResponse:
    """Put away that somebody stepped back."""
    found = parting.parting_of(request.member, link_id)
    if found is None:
        raise Http404
    parting.put_away(parting=found, now=local_now(request))
    return redirect("people")


def _allowed(link: sharing.Link) -> tuple[sharing.Thing, ...]:
    return sharing.ALLOWED[sharing.Link.Kind(link.kind)]


def _until(request: MemberRequest, link: sharing.Link, now: datetime) -> datetime | None:
    """The end that was tapped; the one that stands already where that was left as it is."""
    wanted = request.POST.get("until", "")
    if wanted == "same":
        return _ends(link, now)
    return now + LASTS[wanted] if wanted in LASTS else None


def _ends(link: sharing.Link, now: datetime) -> datetime | None:
    """When what is ticked for somebody ends, if it does; the first end of several."""
    return min((until for until in sharing.granted(link, now).values() if until), default=None)


def _note(link: sharing.Link, found: shown.Page) -> str:
    who = shown.called(link)
    if link.paused_at:
        return f"Sharing with {who} is paused, so at the moment there is no page for {who} at all."
    if not found.things:
        return f"You share nothing with {who}, so at the moment there is no page for {who} at all."
    return f"Your preview of what {who} sees. Nothing else is shown to {who}."


def _page(
    request: MemberRequest,
    link: sharing.Link,
    now: datetime,
    form: NameForm,
    *,
    status: int = 200,
) -> HttpResponse:
    granted, ends = sharing.granted(link, now), _ends(link, now)
    who = shown.called(link)
    choices = [(value, words, value == "" and not ends) for value, words in UNTIL.items()]
    if ends:
        at = timezone.localtime(ends)
        choices.append(("same", f"Until {at.day} {at:%B}, as it is", True))
    page = {
        "link": link,
        "who": who,
        "is_close": link.kind == sharing.Link.Kind.SUPPORTER,
        "things": [(thing, thing.label, thing in granted) for thing in _allowed(link)],
        "until": choices,
        "tags": tags(link, now),
        "name": typed(form, "name") if form.is_bound else link.called,
        "problem": problem(form, "name") if form.is_bound else "",
        "said": SAID.get(request.GET.get("said", ""), "").format(who=who),
        "exit": settings.ENVIRONMENT.exit_url,
    }
    return render(request, "member/person.html", page, status=status)
