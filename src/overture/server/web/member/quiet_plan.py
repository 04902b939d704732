"""The member's plan for quieter stretches: written in the course or at any time, read, printed."""

from typing import Final
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from overture.server.practice import quiet_plans, services
from overture.server.web.clock import local_now
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.member.forms import LINE, NOTE, Words
from overture.server.web.member.listening import onward
from overture.server.web.member.plan_parts import Part, day_of, filled, refused
from overture.server.web.requests import MemberRequest, members_only

PARTS: Final = (
    Part(
        "signs",
        "How it begins for me",
        "Early signs, before it is quiet. Three that Overture looks for stand here already.",
    ),
    Part(
        "helped",
        "What helped before",
        "What got you out again: a time of day, somebody’s name, doing only half.",
    ),
    Part(
        "smallest",
        "The smallest step",
        "So small that it can be done on a bad day. A nod is enough.",
    ),
    Part(
        "people",
        "Whom I tell",
        "Somebody who may hear “it is quiet again”, without having to mend it.",
    ),
    Part(
        "to_myself",
        "What I tell myself",
        "A sentence or two, as you would say them to a friend.",
    ),
)


class QuietPlanForm(forms.Form):
    """Every part, none of them needed."""

    signs = Words(NOTE)
    helped = Words(NOTE)
    smallest = Words(NOTE)
    people = Words(NOTE)
    to_myself = Words(NOTE)


@members_only
@require_GET
def quiet_plan(request: MemberRequest) -> HttpResponse:
    """The plan as it stands, to read and to print."""
    found = quiet_plans.plan_of(request.member)
    page = {
        "parts": [part for part in filled(PARTS, found) if part.words],
        "written": day_of(found.at) if found else "",
        "name": request.member.name,
        "step": _smallest(found),
        "key": fresh_key(),
        "kept": request.GET.get("said") == "kept",
        "earlier": len(quiet_plans.versions_of(request.member)) > 1,
    }
    return render(request, "member/quiet_plan.html", page)


@members_only
@require_http_methods(["GET", "POST"])
def write(request: MemberRequest) -> HttpResponse:
    """Write the plan. Each button keeps the whole page, and goes on where one was."""
    if request.method == "GET":
        return _form_page(request, _begun(request))
    form = QuietPlanForm(request.POST)
    if not form.is_valid():
        return _form_page(request, refused(PARTS, form), status=422)
    now, words, key = local_now(request), form.cleaned_data, key_of(request)
    fresh = quiet_plans.changed(quiet_plans.plan_before(request.member, key), words)
    quiet_plans.keep(member=request.member, words=words, key=key, now=now)
    return onward(request, typed=fresh, to=_after(request), now=now)


@members_only
@require_POST
def put_on_list(request: MemberRequest) -> HttpResponse:
    """The smallest step of the plan, put on the list without a day."""
    step = _smallest(quiet_plans.plan_of(request.member))
    if not step:
        return redirect("quiet_plan")
    services.plan_own_step(
        member=request.member, title=step, key=key_of(request), now=local_now(request)
    )
    return redirect(f"{reverse('steps')}?said=planned")


@members_only
@require_GET
def earlier(request: MemberRequest) -> HttpResponse:
    """Every version that was kept, the newest first."""
    versions = [
        {
            "number": one.number,
            "day": day_of(one.at),
            "parts": [part for part in filled(PARTS, one) if part.words],
        }
        for one in quiet_plans.versions_of(request.member)
    ]
    if not versions:
        raise Http404
    return render(request, "member/quiet_plan_earlier.html", {"versions": versions})


def _smallest(plan: quiet_plans.QuietPlan | None) -> str:
    """The first line of the smallest step, as it would stand on a list."""
    return next(iter(plan.smallest.splitlines()), "")[:LINE] if plan else ""


def _begun(request: MemberRequest) -> list[Part]:
    """What was written; before there is a plan, what may be taken from the member's own record."""
    found = quiet_plans.plan_of(request.member)
    if found:
        return filled(PARTS, found)
    return filled(PARTS, quiet_plans.begun_with(request.member))


def _after(request: MemberRequest) -> str:
    on = request.POST.get("on", "")
    if on in quiet_plans.FIELDS:
        return f"{reverse('quiet_plan_write')}?said=kept#{on}"
    return f"{reverse('quiet_plan')}?said=kept"


def _form_page(request: MemberRequest, parts: list[Part], status: int = 200) -> HttpResponse:
    key: UUID = fresh_key() if status == 200 else key_of(request)
    page = {
        "parts": parts,
        "key": key,
        "kept": request.GET.get("said") == "kept" and status == 200,
        "wrong": sum(1 for part in parts if part.problem),
    }
    return render(request, "member/quiet_plan_write.html", page, status=status)
