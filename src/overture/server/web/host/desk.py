"""What every page of a host needs: whose group it is, and where one is."""

from collections.abc import Mapping
from functools import wraps
from typing import ParamSpec
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from overture.server.groups import hosting
from overture.server.groups.hosting import Group, Membership
from overture.server.safeguarding.glance import glance
from overture.server.web.people import PersonRequest, PersonView
from overture.server.web.requests import now_of, page_before, typed_in

Parameters = ParamSpec("Parameters")

SAID = {
    "made": "The group is there. Invite somebody.",
    "kept": "Kept.",
    "written": "Written.",
    "stands": "The group sees it now.",
    "hidden": "Hidden, with your reason.",
    "answered": "Answered. Whoever passed it on reads what you did.",
    "out": "Asked to stay out. They read your reason, and can ask for a second look.",
    "in": "They can come back now.",
    "removed": "Their place has ended. They read your reason, and can ask for a second look.",
    "task": "Begun. Everybody finds it on the group’s page.",
    "eased": "The smaller form stands there now.",
    "paired": "The two read that they were asked to do it together.",
    "pairs": "The pairs of this week are made.",
    "again": "Answered, with your reason.",
}


def own_group(request: PersonRequest, group_id: UUID) -> Group:
    """One of this host's groups. Raises Http404 for any other: it does not exist."""
    group = hosting.group_of(request.user, group_id)
    if group is None:
        raise Http404
    return group


def somebody(group: Group, membership_id: UUID) -> Membership:
    """Somebody in this group. Raises Http404 for anybody else."""
    found = hosting.member_of(group, membership_id)
    if found is None:
        raise Http404
    return found


def shown(
    request: PersonRequest, template: str, page: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """A page of the desk, with its side navigation."""
    said = SAID.get(request.GET.get("said", ""), "")
    desk = {"practice": settings.ENVIRONMENT.keeper, "said": said, **page}
    return render(request, f"host/{template}.html", desk, status=status)


def heard_first(view: PersonView[Parameters]) -> PersonView[Parameters]:
    """Let the screen read what a host wrote before anything else does.

    Where it hears danger the host is shown help, and the words come back; nothing is sent or kept.
    """

    @wraps(view)
    def hearing(
        request: PersonRequest, /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> HttpResponse:
        words = "\n".join(typed_in(request))
        region = str(settings.ENVIRONMENT.region)
        reply = glance(text=words, region=region, now=now_of(request)) if words else None
        if reply is None:
            return view(request, *args, **kwargs)
        page = {"reply": reply, "words": words, "back": page_before(request)}
        return shown(request, "heard", page)

    return hearing
