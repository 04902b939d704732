"""The member's own safety plan: written field by field, read and printed, kept on the device."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from overture import safety
from overture.content.schema.safety import Helpline
from overture.server.accounts.selectors import region_of
from overture.server.safeguarding import plans
from overture.server.safeguarding import services as safeguarding
from overture.server.web.clock import local_now
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.member.forms import NOTE, Words
from overture.server.web.member.plan_parts import Part, day_of, filled, refused
from overture.server.web.requests import MemberRequest, members_only

SURFACE = "plan"


PARTS = (
    Part(
        "signs",
        "Signs I notice",
        "How a bad stretch begins for you: thoughts, the body, what you stop doing.",
    ),
    Part(
        "alone",
        "What I can do by myself",
        "Small things that got you through ten minutes before.",
    ),
    Part(
        "distraction",
        "People and places that take my mind off it",
        "Where there is somebody about, and nobody needs to know why you came.",
    ),
    Part(
        "people",
        "People I can ask",
        "Who may hear how it is. Names and numbers, the easiest one first.",
    ),
    Part(
        "professionals",
        "Professionals and lines",
        "A doctor, somebody who looks after you, lines that answer.",
    ),
    Part(
        "surroundings",
        "Making my surroundings safer",
        "What you would put further away, and who could keep it for a while.",
    ),
    Part(
        "reasons",
        "What is worth staying for",
        "People, animals, something unfinished. Small counts.",
    ),
)


class PlanForm(forms.Form):
    """Every part, none of them needed."""

    signs = Words(NOTE)
    alone = Words(NOTE)
    distraction = Words(NOTE)
    people = Words(NOTE)
    professionals = Words(NOTE)
    surroundings = Words(NOTE)
    reasons = Words(NOTE)


@members_only
@require_GET
def safety_plan(request: MemberRequest) -> HttpResponse:
    """The plan as it stands, to read, to print, and to be kept on the device."""
    found = plans.plan_of(request.member)
    page = {
        "parts": [part for part in filled(PARTS, found) if part.words],
        "written": day_of(found.at) if found else "",
        "name": request.member.name,
        "kept": request.GET.get("said") == "kept",
        "heard": "heard" in request.GET,
        "earlier": len(plans.versions_of(request.member)) > 1,
    }
    return render(request, "member/safety_plan.html", page)


@members_only
@require_http_methods(["GET", "POST"])
def write(request: MemberRequest) -> HttpResponse:
    """Write the plan. Each button keeps the whole page, and goes on where one was."""
    if request.method == "GET":
        return _form_page(request, _prefilled(request))
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _form_page(request, refused(PARTS, form), status=422)
    now = local_now(request)
    before = plans.plan_of(request.member)
    fresh = plans.changed(before, form.cleaned_data)
    plans.keep(member=request.member, words=form.cleaned_data, key=key_of(request), now=now)
    heard = _heard(request, fresh)
    if request.POST.get("on") in plans.FIELDS:
        after = f"{reverse('safety_plan_write')}?said=kept{heard}#{request.POST['on']}"
    else:
        after = f"{reverse('safety_plan')}?said=kept{heard}"
    return redirect(after)


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
        for one in plans.versions_of(request.member)
    ]
    if not versions:
        raise Http404
    return render(request, "member/safety_plan_earlier.html", {"versions": versions})


def _heard(request: MemberRequest, fresh: tuple[str, ...]) -> str:
    """Whether the screen heard something in what is new; a plan is not held up by it."""
    if not fresh:
        return ""
    found = safeguarding.look_aside(
        member=request.member, text="\n".join(fresh), surface=SURFACE, now=local_now(request)
    )
    return "" if found.next == "none" else "&heard=1"


def _prefilled(request: MemberRequest) -> list[Part]:
    """What was written; before there is a plan, the lines of the member's country."""
    found = plans.plan_of(request.member)
    if found:
        return filled(PARTS, found)
    lines = _lines_of(region_of(request.member))
    return [
        Part(p.name, p.heading, p.hint, lines if p.name == "professionals" else "") for p in PARTS
    ]


def _lines_of(region: str) -> str:
    """The emergency number and the first lines of a country, one a line; all from the directory."""
    known = safety.directory(region)
    said = [f"Emergency: {known.emergency}"] if known.emergency else []
    said += [_line_words(line) for line in known.serving("anyone")[:3]]
    return "\n".join([*said, known.worldwide])


def _line_words(line: Helpline) -> str:
    ways = [f"call {line.call}" if line.call else "", f"text {line.text}" if line.text else ""]
    return f"{line.name}: {', '.join(way for way in ways if way) or line.chat}"


def _form_page(request: MemberRequest, parts: list[Part], status: int = 200) -> HttpResponse:
    key: UUID = fresh_key() if status == 200 else key_of(request)
    page = {
        "parts": parts,
        "key": key,
        "kept": request.GET.get("said") == "kept" and status == 200,
        "heard": "heard" in request.GET,
        "wrong": sum(1 for part in parts if part.problem),
    }
    return render(request, "member/safety_plan_write.html", page, status=status)
