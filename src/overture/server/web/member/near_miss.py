"""A near miss: how far it got, another way to see it, and one small change carried to next time."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from overture.content import real_steps
from overture.server.practice import after, services
from overture.server.practice.selectors import Attempt, Step
from overture.server.web.clock import local_now
from overture.server.web.member.attempts import has, own_attempt
from overture.server.web.member.forms import NearMissForm, problems, typed
from overture.server.web.member.listening import onward
from overture.server.web.requests import MemberRequest, members_only
from overture.server.web.words import day_words, lower_first

READINGS = {
    "most": "That would stop most of us",
    "hardest": "Setting out was the hardest part",
    "unseen": "Nobody else was keeping count",
}
CHANGES = {
    "quiet": "Go when it’s quieter",
    "half": "Do only the first half",
    "words": "Decide the first three words beforehand",
    "with": "Go with someone",
}
NEEDED = "Pick one change, or write your own. Or let this one rest."


@members_only
@require_http_methods(["GET", "POST"])
def near_miss(request: MemberRequest, attempt_id: UUID) -> HttpResponse:
    """Look at how far it got; plan it with one change, or let it rest."""
    attempt = own_attempt(request, attempt_id)
    if not has(attempt, "outcome"):
        return redirect("outcome", attempt_id=attempt.pk)
    if attempt.step is None:
        return redirect("record")
    if has(attempt, "review"):
        return redirect("step_plan", step_id=attempt.step.pk)
    if request.method == "GET":
        return _page(request, attempt, NearMissForm())
    return _sent(request, attempt)


def _sent(request: MemberRequest, attempt: Attempt) -> HttpResponse:
    form = NearMissForm(request.POST)
    if not form.is_valid():
        return _page(request, attempt, form, status=422)
    is_rest = "rest" in request.POST
    change = "" if is_rest else _chosen(form, "change", _changes(attempt))
    if not change and not is_rest:
        return _page(request, attempt, form, change_problem=NEEDED, status=422)
    return _keep(request, attempt, form, change)


def _keep(
    request: MemberRequest, attempt: Attempt, form: NearMissForm, change: str
) -> HttpResponse:
    """Written once; without a change the step rests."""
    now, given = local_now(request), form.cleaned_data
    services.review(
        attempt=attempt,
        got_in_the_way=given["way"] or attempt.outcome.note,
        another_reading=_chosen(form, "see", READINGS),
        change=change,
        now=now,
    )
    if not change and attempt.step:
        services.rest(step=attempt.step, now=now)
    to = f"{reverse('steps')}?said={_stands(attempt.step) if change else 'rested'}"
    own = (given["way"], given["see_words"], given["change_words"])
    return onward(request, typed=own, to=to, now=now)


def _stands(step: Step | None) -> str:
    return "carried_to_day" if step and step.planned_for else "carried"


def _chosen(form: NearMissForm, name: str, offered: dict[str, str]) -> str:
    """Own words count before a tap."""
    own: str = form.cleaned_data[f"{name}_words"]
    return own or offered.get(form.cleaned_data[name], "")


def _changes(attempt: Attempt) -> dict[str, str]:
    """Changes to tap; the first is the next smaller step of the same ladder, where there is one."""
    smaller = _smaller_title(attempt)
    first = {"smaller": f"First a smaller one: {lower_first(smaller)}"} if smaller else {}
    return first | CHANGES


def _smaller_title(attempt: Attempt) -> str:
    found = real_steps().get(attempt.step.library_id) if attempt.step else None
    if found is None:
        return ""
    rungs = list(found.scene.real_steps)
    place = rungs.index(found.step)
    return rungs[place - 1].title if place else ""


def _did(attempt: Attempt, today: date) -> list[str]:
    """What the record shows that the member did do."""
    steps = []
    if attempt.step and attempt.step.planned_for:
        steps.append(f"Chose it, for {day_words(attempt.step.planned_for, today)}")
    else:
        steps.append("Chose it and put it on your list")
    if has(attempt, "prediction"):
        steps.append("Said what you expected, before knowing")
    began = day_words(timezone.localdate(attempt.begun_at), today)
    steps.append(f"Set out, {began}")
    if attempt.outcome.reach == "started":
        steps.append("Got part of the way")
    steps.append("Came back to look at it")
    return steps


def _page(
    request: MemberRequest,
    attempt: Attempt,
    form: NearMissForm,
    *,
    change_problem: str = "",
    status: int = 200,
) -> HttpResponse:
    page = {
        "attempt": attempt,
        "kind_words": after.kind_words_after(attempt),
        "did": _did(attempt, local_now(request).date()),
        "readings": READINGS,
        "changes": _changes(attempt),
        "way": typed(form, "way"),
        "see": typed(form, "see"),
        "see_words": typed(form, "see_words"),
        "change": typed(form, "change"),
        "change_words": typed(form, "change_words"),
        "change_problem": change_problem,
        "problems": problems(form) if form.is_bound else {},
    }
    return render(request, "member/near_miss.html", page, status=status)
