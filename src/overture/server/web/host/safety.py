"""What waits for a host, what worries somebody, and asking somebody to stay out."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from overture.content.groups import ground_rules
from overture.server.groups import hosting, keeping, moderating
from overture.server.web.clock import local_now
from overture.server.web.host.desk import heard_first, own_group, shown, somebody
from overture.server.web.people import PersonRequest, role_only

OUT = (("1", "A day"), ("3", "Three days"), ("7", "A week"), ("28", "Four weeks"))
NEEDS_REASON = "Write the reason first. Whoever it is about reads it."


@role_only("host")
@require_http_methods(["GET", "POST"])
@heard_first
def post(request: PersonRequest, group_id: UUID, post_id: UUID) -> HttpResponse:
    """A post that waits, was reported, or is shown: let it stand, or hide it with a reason."""
    group = own_group(request, group_id)
    found = moderating.post_in(group, post_id)
    if found is None:
        raise Http404
    now, problem, back = local_now(request), "", reverse("host_group", args=[group_id])
    if request.POST.get("do") == "stand" and moderating.let_stand(post=found, now=now):
        return redirect(f"{back}?said=stands")
    if request.POST.get("do") == "hide":
        try:
            moderating.hide(post=found, reason=request.POST.get("note", ""), now=now)
        except ValueError:
            problem = NEEDS_REASON
        else:
            return redirect(f"{back}?said=hidden")
    held = {one.post.pk: one for one in moderating.waiting(group)}
    page = {"group": group, "post": found, "held": held.get(found.pk), "problem": problem}
    return shown(request, "post", page, status=422 if problem else 200)


@role_only("host")
@require_POST
def report(request: PersonRequest, group_id: UUID, report_id: UUID) -> HttpResponse:
    """Say what was done about something that worried somebody."""
    group = own_group(request, group_id)
    found = moderating.report_in(group, report_id)
    if found is None:
        raise Http404
    outcome = request.POST.get("outcome", "")
    try:
        moderating.answer_report(report=found, outcome=outcome, now=local_now(request))
    except ValueError as error:
        raise Http404 from error
    return redirect(f"{reverse('host_group', args=[group_id])}?said=answered")


@role_only("host")
@require_http_methods(["GET", "POST"])
@heard_first
def person(request: PersonRequest, group_id: UUID, membership_id: UUID) -> HttpResponse:
    """Somebody in the group: ask them to stay out for a time, let them in, or end their place."""
    group = own_group(request, group_id)
    one = somebody(group, membership_id)
    now, problem = local_now(request), ""
    if request.method == "POST":
        try:
            said = _acted(request, one)
        except ValueError:
            problem = NEEDS_REASON
        else:
            return redirect(f"{reverse('host_group', args=[group_id])}?said={said}")
    page = {"group": group, "one": one, "times": OUT, "problem": problem, "is_out": one.is_out(now)}
    return shown(request, "person", page, status=422 if problem else 200)


@role_only("host")
@require_http_methods(["GET", "POST"])
@heard_first
def seconds(request: PersonRequest) -> HttpResponse:
    """Second looks that somebody asked for at what another host decided."""
    found, problem = keeping.appeals_for(request.user), ""
    if request.method == "POST":
        one = found.filter(pk=_id(request.POST.get("appeal", ""))).first()
        if one is None:
            raise Http404
        try:
            moderating.answer_appeal(
                appeal=one,
                by=request.user,
                put_right=request.POST.get("do") == "right",
                answer=request.POST.get("note", ""),
                now=local_now(request),
            )
        except ValueError:
            problem = NEEDS_REASON
        else:
            return redirect(f"{reverse('host_seconds')}?said=again")
    named = {one.id: one.words for one in ground_rules().appeal.reason}
    page = {
        "appeals": [(one, named.get(one.reason, "")) for one in found],
        "problem": problem,
    }
    return shown(request, "seconds", page, status=422 if problem else 200)


def _id(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError as error:
        raise Http404 from error


def _acted(request: PersonRequest, one: hosting.Membership) -> str:
    now, wanted, why = local_now(request), request.POST.get("do", ""), request.POST.get("note", "")
    if wanted == "in":
        hosting.let_in(membership=one, now=now)
        return "in"
    if wanted == "remove":
        hosting.remove(membership=one, why=why, now=now)
        return "removed"
    days = request.POST.get("days", "")
    until = now + timedelta(days=int(days) if days in dict(OUT) else 0)
    hosting.ask_out(membership=one, until=until, why=why, now=now)
    return "out"
