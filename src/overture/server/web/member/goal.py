"""A goal for today, in one line: own words, or a small step that stands there already."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from overture.content import real_steps
from overture.server.practice import goals, planning, selectors
from overture.server.web.clock import local_now, today_of, written_at
from overture.server.web.keys import fresh_seed
from overture.server.web.member.attempts import asked_how_it_went, told
from overture.server.web.member.forms import GoalForm, OutcomeForm, problems, typed
from overture.server.web.member.listening import onward
from overture.server.web.requests import MemberRequest, members_only
from overture.server.web.words import capital, day_words

MOST: Final = 3
SAID: Final = {
    "set": "Your goal for today. It may stay undone.",
    "not_today": "Not today. It goes with the day, and nothing is carried over.",
}
NEEDED: Final = "Write one line, or pick one of these."


@members_only
@require_http_methods(["GET", "POST"])
def goal(request: MemberRequest) -> HttpResponse:
    """Set the goal of today, or put another in its place."""
    if request.method == "GET":
        return _page(request, GoalForm())
    form = GoalForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    now, words = local_now(request), form.cleaned_data["title"]
    try:
        picked = {} if words else _picked(request, form.cleaned_data["pick"])
        goals.set_goal(member=request.member, day=now.date(), now=now, words=words, **picked)  # type: ignore[arg-type]
    except (KeyError, ValueError):
        return _page(request, form, needed=NEEDED, status=422)
    return onward(request, typed=(words,), to=f"{reverse('today')}?goal=set#goal", now=now)


@members_only
@require_POST
def said(request: MemberRequest, goal_id: UUID) -> HttpResponse:
    """Did it, began, not today: one tap each."""
    own = goals.goal_of(request.member, goal_id)
    if own is None:
        raise Http404
    try:
        attempt = goals.say(goal=own, said=request.POST.get("said", ""), now=local_now(request))
    except ValueError:
        return redirect("today")
    if own.said == "not_today":
        return redirect(f"{reverse('today')}?goal=not_today#goal")
    if attempt is None:
        return redirect("goal_happened", goal_id=own.pk)
    return redirect("near_miss" if own.said == "began" else "outcome", attempt_id=attempt.pk)


@members_only
@require_http_methods(["GET", "POST"])
def happened(request: MemberRequest, goal_id: UUID) -> HttpResponse:
    """What happened at a goal that was done. Whoever leaves this page leaves nothing open."""
    own = goals.goal_of(request.member, goal_id)
    if own is None:
        raise Http404
    if own.said != "did":
        return redirect("today")
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        page = asked_how_it_went(own.words, form)
        status = 422 if form.is_bound else 200
        return render(request, "member/outcome.html", page, status=status)
    return told(request, goals.begin(goal=own, now=written_at(request)), form)


def standing(request: MemberRequest) -> dict[str, object]:
    """What Today shows of the goal: the one that is open, or a line about the one just told of."""
    found = goals.goal_on(request.member, today_of(request))
    return {
        "goal": found if found and not found.said else None,
        "goal_told": SAID.get(request.GET.get("goal", ""), ""),
        "may_set_goal": found is None,
    }


def _picked(request: MemberRequest, pick: str) -> dict[str, object]:
    """The step that was picked. Raises ValueError for none, KeyError for one that is not there."""
    kind, _, name = pick.partition(":")
    if kind == "library":
        return {"library_id": real_steps()[name] and name}
    step = selectors.step_of(request.member, UUID(name)) if kind == "step" else None
    if step is None:
        raise ValueError("nothing was picked")
    return {"step": step}


def _page(
    request: MemberRequest, form: GoalForm, *, needed: str = "", status: int = 200
) -> HttpResponse:
    now = local_now(request)
    page = {
        "goal": goals.goal_on(request.member, now.date()),
        "title": typed(form, "title"),
        "pick": typed(form, "pick"),
        "picks": _picks(request),
        "problems": problems(form) if form.is_bound else {},
        "needed": needed,
        "lately": [
            (capital(day_words(one.day, now.date())), one)
            for one in goals.lately(request.member, now.date())
        ],
    }
    return render(request, "member/goal.html", page, status=status)


def _picks(request: MemberRequest) -> list[tuple[str, str]]:
    """A few steps of the list, then a few small ones of the library that are not on it."""
    open_ones = [
        step
        for step in selectors.checklist(request.member)
        if step.status in {"planned", "started"}
    ]
    mine = [(f"step:{step.pk}", step.title) for step in open_ones[:MOST]]
    small = planning.small_with_people(
        member=request.member, now=local_now(request), seed=fresh_seed(), most=MOST
    )
    listed = {step.library_id for step in open_ones}
    return mine + [(f"library:{name}", title) for name, title in small if name not in listed]
