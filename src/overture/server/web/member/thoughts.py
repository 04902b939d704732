"""Thoughts: those that were caught, catching one, and one as it stands."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from overture.content.thoughts import thought_kinds
from overture.server.practice import selectors
from overture.server.practice import thoughts as kept
from overture.server.practice.selectors import Attempt
from overture.server.practice.thoughts import Standing
from overture.server.web.clock import local_now, today_of
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.member.forms import problems, tapped, typed
from overture.server.web.member.listening import onward
from overture.server.web.member.thought_forms import CatchForm
from overture.server.web.requests import MemberRequest, members_only
from overture.server.web.words import capital, day_words

SHOWN: Final = 12
NEXT: Final = {
    "examine": "Look at what speaks for it",
    "readings": "Look for another reading",
    "test": "Choose a step that would show",
    "waiting": "",
    "happened": "Look at what happened",
    "done": "",
}
PAGES: Final = {
    "examine": "thought_examine",
    "readings": "thought_readings",
    "test": "thought_test",
    "happened": "thought_happened",
}
SAID: Final = {
    "left": "Let be. Everything you wrote is still in it.",
    "tested": "It’s on your list. When you go, your guess goes with it.",
    "friend": "Kept.",
    "kept": "Kept. It stands in your record too.",
}


def own_thought(request: MemberRequest, thought_id: UUID) -> kept.Thought:
    """The member's own thought. Raises Http404 for anybody else's: it does not exist."""
    found = kept.of_member(request.member, thought_id)
    if found is None:
        raise Http404
    return found


@members_only
@require_GET
def thoughts(request: MemberRequest) -> HttpResponse:
    """The member's thoughts: those that wait for something first, then the others."""
    every = sorted(kept.standing(request.member), key=_order)
    shown = every if "all" in request.GET else every[:SHOWN]
    page = {
        "rows": [_row(one, request) for one in shown],
        "more": len(every) > len(shown),
        "said": SAID.get(request.GET.get("said", ""), ""),
    }
    return render(request, "member/thoughts.html", page)


def _order(one: Standing) -> int:
    if one.thought.rests:
        return 3
    return {"happened": 0, "waiting": 2, "done": 4}.get(one.stage, 1)


def _row(one: Standing, request: MemberRequest) -> dict[str, object]:
    day = day_words(timezone.localdate(one.thought.at), today_of(request))
    return {"thought": one.thought, "line": f"{capital(day)}. {_line(one)}".strip()}


def _line(one: Standing) -> str:
    if one.thought.rests:
        return "Resting until you take it up again."
    if one.stage == "waiting" and one.test:
        return "Waits for its step."
    if one.stage == "happened":
        return "Its step was tried. What happened can be looked at."
    if one.kept and one.kept.words:
        return "You kept something from it."
    return "Looked at." if one.stage == "done" else "Begun."


@members_only
@require_http_methods(["GET", "POST"])
def catch(request: MemberRequest) -> HttpResponse:
    """A thought in the member's own words, what it was about, and how sure."""
    behind = _behind(request)
    if request.method == "GET":
        return _catch_page(request, CatchForm(), behind)
    form = CatchForm(request.POST)
    if not form.is_valid():
        return _catch_page(request, form, behind, status=422)
    given, now = form.cleaned_data, local_now(request)
    caught = kept.catch(
        member=request.member,
        about=given["about"],
        moment=given["moment"],
        words=given["thought"],
        sure=given["sure"],
        key=key_of(request),
        now=now,
        behind=behind,
    )
    to = reverse("thought_examine", args=[caught.pk])
    answer = onward(request, typed=(given["moment"], given["thought"]), to=to, now=now)
    if answer.status_code == 200:  # the screen had something to say: this is nothing to be weighed
        kept.leave(thought=caught, draft={})
    return answer


def _behind(request: MemberRequest) -> Attempt | None:
    """The member's own attempt that led here, if one did."""
    given = request.POST if request.method == "POST" else request.GET
    try:
        return selectors.attempt_of(request.member, UUID(given.get("attempt", "")))
    except ValueError:
        return None


def _catch_page(
    request: MemberRequest, form: CatchForm, behind: Attempt | None, *, status: int = 200
) -> HttpResponse:
    before = getattr(behind, "prediction", None) if behind else None
    carried = {
        "about": "past" if behind else "",
        "moment": behind.title if behind else "",
        "thought": before.feared_event if before else "",
    }
    fields = {name: typed(form, name) if form.is_bound else carried[name] for name in carried}
    page = {
        **fields,
        "behind": behind,
        "sure": tapped(form, "sure"),
        "key": request.POST.get("key") or fresh_key(),
        "problems": problems(form) if form.is_bound else {},
    }
    return render(request, "member/thought_new.html", page, status=status)


@members_only
@require_http_methods(["GET", "POST"])
def thought(request: MemberRequest, thought_id: UUID) -> HttpResponse:
    """One thought as it stands, and what may come next; or let it be, or take it up again."""
    own = own_thought(request, thought_id)
    if request.method == "POST":
        if "up" in request.POST:
            kept.take_up(thought=own)
            stage = kept.standing_of(own).stage
            return redirect(PAGES.get(stage, "thought"), thought_id=own.pk)
        kept.leave(thought=own, draft={})
        return redirect(f"{reverse('thoughts')}?said=left")
    said = SAID.get(request.GET.get("said", ""), "")
    page = {**as_it_stands(kept.standing_of(own)), "said": said}
    return render(request, "member/thought.html", page)


def as_it_stands(one: Standing) -> dict[str, object]:
    """What the page of a thought shows: all that was written, and the part that comes next."""
    own, read = one.thought, one.readings
    return {
        "one": one,
        "kind": thought_kinds().get(read.kind) if read else kept.kind_of(own),
        "next": reverse(PAGES[one.stage], args=[own.pk]) if one.stage in PAGES else "",
        "next_words": NEXT[one.stage],
    }
