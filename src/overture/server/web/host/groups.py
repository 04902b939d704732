"""A host's groups, and one of them: is everyone met, what waits, how it runs."""

from datetime import datetime, time
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from overture.content.groups import group_tasks
from overture.planning.words import number
from overture.server.groups import (
    health,
    hosting,
    keeping,
    moderating,
    pairs,
    posting,
    reading,
    tasks,
)
from overture.server.groups.hosting import Group
from overture.server.web.clock import local_now
from overture.server.web.host.desk import heard_first, own_group, shown
from overture.server.web.invited import link_of
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.people import PersonRequest, role_only
from overture.server.web.words import capital, counted

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SLOW = ((0, "Off"), (10, "10 minutes"), (60, "An hour"), (240, "Four hours"))
NO_NAME = "A group needs a name. Write one, and it is there."
NO_ROOM = "Everybody fits who may: this group is full, or too many invitations are open."
NOT_SHOWN = "Write a few words. Nothing that could harm somebody who reads it is posted."


@role_only("host")
@require_http_methods(["GET", "POST"])
@heard_first
def groups(request: PersonRequest) -> HttpResponse:
    """The groups that a host looks after, with who is not met; and a form for one more."""
    now, problem = local_now(request), ""
    if request.method == "POST":
        try:
            made = _founded(request)
        except ValueError:
            problem = NO_NAME
        else:
            return redirect(f"{reverse('host_group', args=[made.pk])}?said=made")
    rows = [_in_the_list(one, now) for one in hosting.groups_of(request.user)]
    page = {
        "rows": rows,
        "days": list(enumerate(DAYS)),
        "key": fresh_key(),
        "problem": problem,
        "minors": settings.ENVIRONMENT.minors,
        "seconds": keeping.appeals_for(request.user).count(),
    }
    return shown(request, "groups", page, status=422 if problem else 200)


@role_only("host")
@require_GET
def group(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """One group: who should be met, what waits, how it runs."""
    return page_of(request, own_group(request, group_id))


@role_only("host")
@require_POST
@heard_first
def choose(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """How the group runs."""
    group, given = own_group(request, group_id), request.POST
    slow = given.get("slow", "")
    choices = {
        "quiet": "quiet" in given,
        "private": "private" in given,
        "slow_minutes": int(slow) if slow in {str(n) for n, _ in SLOW} else group.slow_minutes,
        "most": _most(given.get("most", ""), group.most),
        "reads": " ".join(given.get("when", "").split())[:80],
    }
    hosting.choose(group=group, choices=choices, now=local_now(request))
    return redirect(f"{reverse('host_group', args=[group_id])}?said=kept#g")


@role_only("host")
@require_POST
@heard_first
def invite(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """A link for one person, shown once."""
    group = own_group(request, group_id)
    try:
        called = request.POST.get("name", "")
        token = hosting.invite(group=group, called=called, now=local_now(request))
    except ValueError:
        return page_of(request, group, problem=NO_ROOM)
    return page_of(request, group, address=link_of(request, token))


@role_only("host")
@require_POST
@heard_first
def write(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Write to the group, answer a post, or write to one person alone."""
    group = own_group(request, group_id)
    to, answers = request.POST.get("to", ""), request.POST.get("answers", "")
    draft = posting.Draft(
        request.POST.get("words", "").strip(),
        to=hosting.member_of(group, _id(to)) if to else None,
        answers=moderating.post_in(group, _id(answers)) if answers else None,
    )
    if (to and draft.to is None) or (answers and draft.answers is None):
        raise Http404
    try:
        posting.host_writes(group=group, draft=draft, key=key_of(request), now=local_now(request))
    except ValueError:
        typed = request.POST.get("words", "")
        return page_of(request, group, problem=NOT_SHOWN, typed=typed)
    return redirect(f"{reverse('host_group', args=[group_id])}?said=written")


@role_only("host")
@require_GET
def log(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """What was done to keep the group safe. It is only added to."""
    group = own_group(request, group_id)
    return shown(request, "log", {"group": group, "events": hosting.log_of(group)[:200]})


def page_of(
    request: PersonRequest, group: Group, *, problem: str = "", address: str = "", typed: str = ""
) -> HttpResponse:
    """The page of one group."""
    now = local_now(request)
    rows = health.rows_of(group, now)
    page = {
        "group": group,
        "head": _head(group, len(rows)),
        "rows": rows,
        "signs": health.signs_of(group, now),
        "waiting": moderating.waiting(group),
        "worries": moderating.worries(group),
        "letters": moderating.written_to(request.user, group)[:20],
        "lines": reading.host_lines(group, now),
        "making": tasks.making(group, None, now),
        "tasks": group_tasks().values(),
        "pairs": pairs.pairs_of(group, now),
        "wishing": sum(row.membership.wants_pair for row in rows),
        "felt": health.week_felt(group, health.week_of(now.date())),
        "slow": SLOW,
        "sizes": [(n, number(n)) for n in range(2, 7)],
        "key": fresh_key(),
        "problem": problem,
        "typed": typed,
        "address": address,
    }
    return shown(request, "group", page, status=422 if problem else 200)


def _founded(request: PersonRequest) -> Group:
    given = request.POST
    day, at = given.get("weekday", ""), given.get("at", "")
    return hosting.found(
        host=request.user,
        name=given.get("name", ""),
        reads=given.get("when", ""),
        weekday=int(day) if day in {str(n) for n in range(7)} else None,
        at=_time(at),
        for_minors=bool(settings.ENVIRONMENT.minors) and "minors" in given,
        key=key_of(request),
        now=local_now(request),
    )


def _in_the_list(group: Group, now: datetime) -> dict[str, object]:
    waits = len(moderating.waiting(group)) + len(moderating.worries(group))
    signs = health.signs_of(group, now)
    return {
        "group": group,
        "people": capital(counted(hosting.members_of(group).count(), "person", "people")),
        "waits": capital(f"{counted(waits, 'thing waits', 'things wait')} for you.")
        if waits
        else "",
        "sign": signs[0].words if signs else "",
    }


def _head(group: Group, people: int) -> str:
    """Five people, Tuesdays 18:00."""
    evening = f", {DAYS[group.weekday]}s" if group.weekday is not None else ""
    at = f" {group.at:%H:%M}" if evening and group.at else ""
    return f"{counted(people, 'person', 'people')}{evening}{at}"


def _time(given: str) -> time | None:
    try:
        return time.fromisoformat(given) if given else None
    except ValueError:
        return None


def _most(given: str, before: int) -> int:
    return int(given) if given in {"2", "3", "4", "5", "6"} else before


def _id(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError as error:
        raise Http404 from error
