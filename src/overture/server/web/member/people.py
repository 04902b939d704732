"""People: what somebody close said, who sees what, and the member's moments with people."""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from overture.content.families import FAMILIES
from overture.server.accounts import invitations, sharing
from overture.server.care import checking, cheering, parting, shown
from overture.server.groups import joining
from overture.server.practice import anchors, quiet_plans, selectors
from overture.server.safeguarding import contacts, plans
from overture.server.web import close_page
from overture.server.web.clock import local_now
from overture.server.web.people import step_up
from overture.server.web.requests import MemberRequest, members_only
from overture.server.web.words import capital, counted, day_words

COLOURS: Final = ("", "avatar--tide", "avatar--dusk", "avatar--plum")
SAID: Final = {
    "paused": "Paused. Nobody listed here sees anything of yours until you take it up again. "
    "Groups, people to tell and open invitations are not part of it.",
    "resumed": "Shared again as before.",
    "ended": "Ended. Nothing has to be said about it.",
    "thanks": "Passed on.",
    "invitation": "Taken back. That link opens nothing any more.",
}


@members_only
@require_GET
def people(request: MemberRequest) -> HttpResponse:
    """Everybody around the member, and who of them sees what."""
    now = local_now(request)
    families = selectors.with_people_by_family(request.member)
    total = sum(families.values())
    standing = anchors.standing(request.member, now)
    page = {
        "place": "people",
        "said": SAID.get(request.GET.get("said", ""), ""),
        **_close(request, now),
        "total": capital(counted(total, "moment", "moments")) if total else "",
        "families": [
            (FAMILIES[family].where, capital(counted(count, "moment", "moments")))
            for family, count in families.items()
        ],
        "regular": _regular([one.anchor.title for one in standing]),
        "keeper": settings.ENVIRONMENT.keeper,
        "to_tell": _to_tell(contacts.contacts_of(request.member)),
        "has_plan": plans.has_plan(request.member),
        "groups": [
            (me.group.name, me.name, reverse("group", args=[me.group_id]))
            for me in joining.mine(request.member)
        ],
        "has_quiet_plan": quiet_plans.has_plan(request.member),
    }
    return render(request, "member/people.html", page)


@members_only
@require_POST
def pause_all(request: MemberRequest) -> HttpResponse:
    """Show nobody anything, in one press; or share again as before."""
    now = local_now(request)
    if "resume" in request.POST:
        return _resume_all(request)
    sharing.pause_all(member=request.member, now=now)
    return redirect(f"{reverse('people')}?said=paused")


@step_up
def _resume_all(request: MemberRequest) -> HttpResponse:
    """To share again is to share more."""
    sharing.resume_all(member=request.member, now=local_now(request))
    return redirect(f"{reverse('people')}?said=resumed")


def tags(link: sharing.Link, now: datetime) -> list[str]:
    """What is ticked for somebody, in the member's words, with its end if it has one."""
    granted = sharing.granted(link, now)
    words = []
    for thing, until in granted.items():
        alone = thing != sharing.Thing.SENT or len(granted) == 1
        called = thing.label if alone else "What I send"
        words.append(f"{called}, until {_date(until)}" if until else called)
    return words


def _close(request: MemberRequest, now: datetime) -> dict[str, Any]:
    """Whoever stands on the page, what they see, and what they said."""
    links = list(sharing.links_of(request.member))
    asked = checking.due_for_member(request.member, now)
    paused = bool(links) and all(link.paused_at for link in links)
    return {
        "said_to_me": [_said(one, now) for one in cheering.waiting(request.member)],
        "partings": [
            {"parting": one, "who": shown.called(one.link)}
            for one in parting.partings(request.member)
        ],
        "links": [_row(link, number, now) for number, link in enumerate(links)],
        "asked": asked,
        "asked_who": shown.called(asked) if asked else "",
        "all_paused": paused,
        "again_with": [shown.called(one) for one in sharing.last_paused(request.member)],
        "open_ones": list(invitations.open_ones(request.member, now)),
    }


def _row(link: sharing.Link, number: int, now: datetime) -> dict[str, Any]:
    is_clinician = link.kind == sharing.Link.Kind.CLINICIAN
    return {
        "link": link,
        "who": shown.called(link),
        "tags": tags(link, now),
        "initial": link.person.initials if is_clinician else shown.called(link)[:1].upper(),
        "colour": "avatar--plum" if is_clinician else COLOURS[number % 3],
        "sees_a_page": not is_clinician,
    }


def _said(one: cheering.Celebration, now: datetime) -> dict[str, Any]:
    """Something that was said to the member, and about what."""
    who = shown.called(one.link)
    moment = one.attempt or (one.sent.attempt if one.sent else None)
    at = moment.outcome.at if moment else one.sent.at if one.sent else one.at
    return {
        "one": one,
        "who": who,
        "about": close_page.about(one),
        "day": day_words(timezone.localdate(at), now.date()),
    }


def _date(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local.day} {local:%B}"


def _regular(titles: list[str]) -> str:
    """What comes round, by the member's own words; two at most."""
    more = " and more" if len(titles) > 2 else ""
    return f"{', '.join(titles[:2])}{more}" if titles else "A call, a choir, a walk with somebody"


def _to_tell(listed: list[contacts.Contact]) -> str:
    """Who is on the list, by name."""
    return ", ".join(one.name for one in listed) or "Nobody yet"
