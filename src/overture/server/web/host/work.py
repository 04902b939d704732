"""What the group makes together, as its host moves it on."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from overture.server.groups import pairs, tasks
from overture.server.groups.hosting import Group, Membership
from overture.server.web.clock import local_now
from overture.server.web.host.desk import own_group, somebody
from overture.server.web.host.groups import page_of
from overture.server.web.keys import fresh_seed
from overture.server.web.people import PersonRequest, role_only

NOT_TWO = "Choose two different people. These two cannot be asked together."


@role_only("host")
@require_POST
def task(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Begin a task, make it easier, pair two people on it, or close it."""
    group = own_group(request, group_id)
    try:
        said = _done(request, group)
    except ValueError:
        return page_of(request, group, problem=NOT_TWO)
    return redirect(f"{reverse('host_group', args=[group_id])}?said={said}#t")


@role_only("host")
@require_POST
def make_pairs(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Match those who would like a pair, for a week."""
    group = own_group(request, group_id)
    pairs.make(group=group, seed=fresh_seed(), now=local_now(request))
    return redirect(f"{reverse('host_group', args=[group_id])}?said=pairs")


def _done(request: PersonRequest, group: Group) -> str:
    now, wanted = local_now(request), request.POST.get("do", "")
    if wanted == "begin":
        tasks.begin(group=group, task_id=request.POST.get("task", ""), now=now)
        return "task"
    found = tasks.task_of(group)
    if found is None:
        raise Http404
    if wanted == "ease":
        tasks.ease(task=found, now=now)
        return "eased"
    if wanted == "pair":
        one, other = (_chosen(request, group, name) for name in ("one", "other"))
        tasks.pair_on(task=found, one=one, other=other, now=now)
        return "paired"
    tasks.finish(task=found, now=now)
    return "kept"


def _chosen(request: PersonRequest, group: Group, name: str) -> Membership:
    try:
        return somebody(group, UUID(request.POST.get(name, "")))
    except ValueError as error:
        raise Http404 from error
