"""Shared with me: whoever lets somebody stand close, and what they share at this moment."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from overture.content.supporters import harm_check
from overture.server.accounts.people import Role
from overture.server.care import checking, cheering, shown
from overture.server.web import close_page
from overture.server.web.clock import local_now, today_of
from overture.server.web.people import PersonRequest, role_only
from overture.server.web.supporter.links import is_open, links_of, opened, own_link

CLOSE = Role.Kind.SUPPORTER
SENT = "It is on its way. {name} reads it when they next look."
AWAY = "You see nothing for now. You can take it up again here."


@role_only(CLOSE)
@require_GET
def shared_with_me(request: PersonRequest) -> HttpResponse:
    """Everybody who shares something, by name; of what they share nothing is read here."""
    now, links = local_now(request), links_of(request.user)
    if len(links) == 1 and is_open(links[0], now) and "all" not in request.GET:
        return redirect("shared_page", link_id=links[0].pk)
    rows = [
        {
            "link": link,
            "name": shown.member_name(link.member),
            "open": is_open(link, now),
            "away": checking.looks_away(link),
        }
        for link in links
    ]
    said = AWAY if request.GET.get("said") == "away" else ""
    return render(request, "supporter/all.html", {"place": "shared", "rows": rows, "said": said})


@role_only(CLOSE)
@require_GET
def shared_page(request: PersonRequest, link_id: UUID) -> HttpResponse:
    """What one member shares."""
    link, found = opened(request, link_id)
    name = shown.member_name(link.member)
    page = {
        **close_page.page_of(name, found, today_of(request)),
        "place": "shared",
        "link": link,
        "many": len(links_of(request.user)) > 1,
        "check": harm_check().supporter if checking.is_due(link, local_now(request)) else None,
        "told": SENT.format(name=name) if request.GET.get("said") == "sent" else "",
    }
    return render(request, "supporter/shared.html", page)


@role_only(CLOSE)
@require_GET
def celebrations(request: PersonRequest) -> HttpResponse:
    """What could be celebrated, and what was said and came back."""
    now, today = local_now(request), today_of(request)
    rows = []
    for link in links_of(request.user):
        name = shown.member_name(link.member)
        if is_open(link, now):
            found = shown.looked_at(link, now)
            fresh = [close_page.row(one, name, today) for one in found.shown if not one.celebrated]
            rows.append({"link": link, "name": name, "fresh": fresh[:3], "said": _said(link, name)})
    return render(request, "supporter/celebrations.html", {"place": "celebrate", "rows": rows})


@role_only(CLOSE)
@require_POST
def look_again(request: PersonRequest, link_id: UUID) -> HttpResponse:
    """Take it up again after looking away."""
    checking.look_again(link=own_link(request, link_id))
    return redirect("shared_with_me")


def _said(link: shown.Link, name: str) -> list[dict[str, str]]:
    """What this person said lately, by their own words."""
    said = cheering.said_by(link)[:5]
    return [{"words": one.words, "came_back": close_page.came_back(one, name)} for one in said]
