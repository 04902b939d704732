"""The course: this week, the whole way at a glance, and every word about it in one tap."""

from collections.abc import Mapping
from typing import Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from overture.planning.fading import in_words, rule_in_words
from overture.server.accounts import services as accounts
from overture.server.practice import anchors, planning, quiet_plans
from overture.server.practice import course as kept
from overture.server.web.clock import local_now
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.member.course_page import before, rows, way_of
from overture.server.web.member.forms import NOTE, Words, problem, typed
from overture.server.web.member.listening import onward
from overture.server.web.requests import MemberRequest, members_only

SAID: Final = {
    "began": "Begun. It goes at your pace, and it stands still when you do.",
    "on": "On to the next.",
    "stay": "You stay here until you say otherwise.",
    "back": "Here you are again. What you did meanwhile stays as it is.",
    "paused": "Paused. Nothing moves until you take it up again.",
    "up": "Taken up again, where you left it.",
    "left": "You have left the course. Everything you did in it is still yours.",
    "answered": "Kept, in your own words.",
    "fades": "Kept. It holds from the next step that Today offers.",
}
NEEDED: Final = "Write a few words first, or leave the question as it is."


class AnswerForm(forms.Form):
    """What somebody writes to the question of a week."""

    words = Words(NOTE, needed=NEEDED)


@members_only
@require_GET
def course(request: MemberRequest) -> HttpResponse:
    """The open week, or the way in."""
    return _page(request)


@members_only
@require_POST
def say(request: MemberRequest) -> HttpResponse:
    """Begin, on, stay, back, pause, up, leave: one tap each, none of them for good."""
    said = request.POST.get("said", "")
    week = request.POST.get("week", "")
    try:
        kept.say(
            member=request.member, said=said, week=week, key=key_of(request), now=local_now(request)
        )
    except ValueError:
        return redirect("course")
    return redirect(f"{reverse('course')}?said={said}")


@members_only
@require_POST
def tick(request: MemberRequest) -> HttpResponse:
    """A thing of a week is ticked by hand, or the tick is taken away."""
    try:
        kept.tick(
            member=request.member,
            week=request.POST.get("week", ""),
            thing=request.POST.get("thing", ""),
            is_met="untick" not in request.POST,
            now=local_now(request),
        )
    except ValueError:
        return redirect("course")
    return redirect(f"{reverse('course')}#things")


@members_only
@require_POST
def answer(request: MemberRequest) -> HttpResponse:
    """Keep what was written to the question of a week."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        wrong = {"words": typed(form, "words"), "problem": problem(form, "words")}
        return _page(request, wrong, status=422)
    words, now = form.cleaned_data["words"], local_now(request)
    week = request.POST.get("week", "")
    try:
        kept.answer(member=request.member, week=week, words=words, key=key_of(request), now=now)
    except ValueError:
        return redirect("course")
    return onward(request, typed=(words,), to=f"{reverse('course')}?said=answered", now=now)


@members_only
@require_POST
def fades(request: MemberRequest) -> HttpResponse:
    """Let the program step back as people are met, or not."""
    accounts.choose(member=request.member, choices={"fades": "fades" in request.POST})
    return redirect(f"{reverse('course')}?said=fades")


def _kept(request: MemberRequest) -> dict[str, str]:
    """What stays after the course, in the member's own words: what comes round, and their plan."""
    standing = anchors.standing(request.member, local_now(request))
    plan = quiet_plans.plan_of(request.member)
    return {
        "anchor": ", ".join(one.anchor.title for one in standing),
        "plan": next((part for part in (plan.smallest, plan.signs) if part), "") if plan else "",
    }


def _page(
    request: MemberRequest, more: Mapping[str, object] | None = None, status: int = 200
) -> HttpResponse:
    now, member = local_now(request), request.member
    found = kept.where(member)
    answers = {one.week: one.words for one in kept.answers_of(member)}
    page: dict[str, object] = {
        "standing": found.standing,
        "week": found.week,
        "is_over": found.is_over,
        "is_last": kept.is_last(found.week),
        "revisited": found.revisited,
        "phases": way_of(found),
        "things": rows(found, _kept(request) if found.is_over else {}),
        "closed": before(found),
        "words": answers.get(found.week.id, ""),
        "key": fresh_key(),
        "said": SAID.get(request.GET.get("said", ""), ""),
        "fading": in_words(planning.fading_of(member, now)),
        "rule": rule_in_words(),
        "fades": member.fades,
    }
    return render(request, "member/course.html", {**page, **(more or {})}, status=status)
