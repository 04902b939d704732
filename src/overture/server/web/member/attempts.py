"""One attempt: what is expected, the moment itself, what happened, and if it were done again."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from overture.content import scenes
from overture.server.conversations.played import scene_named
from overture.server.practice import selectors, services, thoughts, told_again
from overture.server.practice.selectors import Attempt
from overture.server.practice.services import Expected, Happened
from overture.server.web.clock import local_now, written_at
from overture.server.web.member import asking
from overture.server.web.member.after import then_asked
from overture.server.web.member.comparing import compared
from overture.server.web.member.forms import (
    AgainForm,
    OutcomeForm,
    PredictForm,
    problems,
    tapped,
    typed,
)
from overture.server.web.member.listening import onward
from overture.server.web.requests import MemberRequest, members_only


def own_attempt(request: MemberRequest, attempt_id: UUID) -> Attempt:
    """The member's own attempt. Raises Http404 for anybody else's: it does not exist."""
    attempt = selectors.attempt_of(request.member, attempt_id)
    if attempt is None:
        raise Http404
    return attempt


def has(attempt: Attempt, part: str) -> bool:
    """Whether a part of the attempt (prediction, outcome, rerating, review) was written."""
    return getattr(attempt, part, None) is not None


@members_only
@require_http_methods(["GET", "POST"])
def predict(request: MemberRequest, attempt_id: UUID) -> HttpResponse:
    """Three taps before. Written once: somebody who comes back to this page goes on."""
    attempt = own_attempt(request, attempt_id)
    to = _moment(attempt)
    if has(attempt, "prediction") or has(attempt, "outcome") or "skip" in request.POST:
        return redirect(to)
    if attempt.kind == "scene":
        scene_named(attempt.scene_id)
    question = asking.of_attempt(attempt)
    if request.method == "GET":
        return asking.before(request, PredictForm(), question, {})
    form = PredictForm(request.POST)
    if not form.is_valid():
        return asking.before(request, form, question, {}, status=422)
    now = local_now(request)
    services.predict(attempt=attempt, expected=asking.expected(form, question), now=now)
    return onward(request, typed=(form.cleaned_data["feared_words"],), to=to, now=now)


def _moment(attempt: Attempt) -> str:
    """Where the moment itself happens: the scene, or a calm page to put away."""
    return reverse("scene" if attempt.kind == "scene" else "going", args=[attempt.pk])


@members_only
@require_GET
def going(request: MemberRequest, attempt_id: UUID) -> HttpResponse:
    """A calm page with one sentence, for the moment before a real step."""
    attempt = own_attempt(request, attempt_id)
    if has(attempt, "outcome"):
        return redirect("again", attempt_id=attempt.pk)
    step = attempt.step
    page = {
        "attempt": attempt,
        "counts_if": step.counts_if if step else "",
        "change": step.change if step else "",
    }
    return render(request, "member/going.html", page)


@members_only
@require_POST
def not_this_time(request: MemberRequest, attempt_id: UUID) -> HttpResponse:
    """Stopped before it. That is kept as started, and may be looked at or left."""
    attempt = own_attempt(request, attempt_id)
    stopped, at = Happened(reach="stopped"), max(written_at(request), attempt.begun_at)
    services.happened(attempt=attempt, outcome=stopped, now=at)
    return redirect("near_miss", attempt_id=attempt.pk)


@members_only
@require_http_methods(["GET", "POST"])
def outcome(request: MemberRequest, attempt_id: UUID) -> HttpResponse:
    """The same three after it, in tide green, and whether the feared event happened."""
    attempt = own_attempt(request, attempt_id)
    if request.method == "GET":
        is_told = has(attempt, "outcome")
        return redirect(after_telling(attempt)) if is_told else _asked_after(request, attempt)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _asked_after(request, attempt, form, status=422)
    return told(request, attempt, form)


def told(request: MemberRequest, attempt: Attempt, form: OutcomeForm) -> HttpResponse:
    """Keep what a form without faults says of an attempt, and go on from there."""
    given = form.cleaned_data
    how = Happened(
        reach=given["reach"] or "done",
        anxiety=given["anxiety"],
        enjoyment=given["joy"],
        feared=given["happened"],
        understood=given["understood"],
        note=given["note"],
    )
    at = max(written_at(request), attempt.begun_at)
    # The answer to what waited on the device may have been lost on the way: kept once, it is
    # screened again when it comes again.
    services.happened(attempt=attempt, outcome=how, now=at)
    kept = own_attempt(request, attempt.pk)
    # It may have been told of before, on another page or device: neither telling is dropped.
    beside = told_again.keep_beside(attempt=kept, told=how, now=at)
    to = reverse("told_again", args=[kept.pk]) if beside else after_telling(kept)
    return onward(request, typed=(how.note,), to=to, now=local_now(request))


@members_only
@require_GET
def told_twice(request: MemberRequest, attempt_id: UUID) -> HttpResponse:
    """What was told first, which counts, and what was told after it, which is kept beside it."""
    attempt = own_attempt(request, attempt_id)
    beside = told_again.tellings(attempt)
    if not beside:
        return redirect("outcome", attempt_id=attempt.pk)
    first = ("First, and this one counts", attempt.outcome)
    page = {
        "attempt": attempt,
        "tellings": [first, *(("Kept beside it", one) for one in beside)],
        "on": after_telling(attempt),
    }
    answer = render(request, "member/told_again.html", page)
    answer.headers["Overture-Then"] = "See both"  # how a device that sent it names the way here
    return answer


def after_telling(attempt: Attempt) -> str:
    """Practice is looked back at with quotes; a real step asks at once about the next time."""
    if attempt.kind == "scene":
        return reverse("debrief", args=[attempt.pk])
    name = "again" if attempt.outcome.reach == "done" else "near_miss"
    return reverse(name, args=[attempt.pk])


def _asked_after(
    request: MemberRequest, attempt: Attempt, form: OutcomeForm | None = None, *, status: int = 200
) -> HttpResponse:
    feared = attempt.prediction.feared_event if has(attempt, "prediction") else ""
    is_practice = attempt.kind == "scene"
    form = form or OutcomeForm()
    page = asked_how_it_went(attempt.title, form, feared=feared, is_practice=is_practice)
    return render(request, "member/outcome.html", page, status=status)


def asked_how_it_went(
    title: str, form: OutcomeForm, *, feared: str = "", is_practice: bool = False
) -> dict[str, object]:
    """What the page needs that asks what happened, with what was tapped and typed so far."""
    return {
        "title": title,
        "is_practice": is_practice,
        "feared_event": feared,
        "anxiety": tapped(form, "anxiety"),
        "joy": tapped(form, "joy"),
        "understood": tapped(form, "understood"),
        "happened": typed(form, "happened"),
        "note": typed(form, "note"),
        "problems": problems(form) if form.is_bound else {},
    }


@members_only
@require_http_methods(["GET", "POST"])
def again(request: MemberRequest, attempt_id: UUID) -> HttpResponse:
    """And if you did it again? Then on to where the member wanted to go."""
    attempt = own_attempt(request, attempt_id)
    if not has(attempt, "outcome"):
        return redirect("outcome", attempt_id=attempt.pk)
    wanted = _wanted(request)
    if has(attempt, "rerating") or "skip" in request.POST:
        return _on(request, attempt, wanted)
    if request.method == "GET":
        return _asked_again(request, attempt, AgainForm(), wanted)
    form = AgainForm(request.POST)
    if not form.is_valid():
        return _asked_again(request, attempt, form, wanted, status=422)
    _rerated(attempt, form, local_now(request))
    return _on(request, attempt, wanted)


def _on(request: MemberRequest, attempt: Attempt, wanted: "_Wanted") -> HttpResponse:
    """Where the member asked to go; on the way to the record there may be one question."""
    answered = redirect(_then(attempt, wanted))
    return answered if wanted.then else then_asked(request, attempt, answered)


@dataclass(frozen=True)
class _Wanted:
    """Where the member asked to go from here, and the real step that was named, if one was."""

    then: str
    step: str


def _wanted(request: MemberRequest) -> _Wanted:
    given = request.POST if "then" in request.POST else request.GET
    return _Wanted(given.get("then", ""), given.get("step", ""))


def _rerated(attempt: Attempt, form: AgainForm, now: datetime) -> None:
    given = form.cleaned_data
    answers = (given["anxiety"], given["joy"], given["fear"])
    if any(answer is not None for answer in answers):
        expected = Expected(anxiety=answers[0], enjoyment=answers[1], feared_in_ten=answers[2])
        services.rerate(attempt=attempt, again=expected, now=now)


def _then(attempt: Attempt, wanted: _Wanted) -> str:
    """Where the member asked to go; the record by default."""
    if wanted.then == "practise" and attempt.scene_id in scenes():
        where = reverse("scene_begin", args=[attempt.scene_id])
        return f"{where}?step={attempt.step_id}" if attempt.step_id else where
    if wanted.then != "plan":
        return _thought_behind(attempt) or reverse("record")
    if attempt.step and wanted.step in {"", attempt.step.library_id}:
        return reverse("step_plan", args=[attempt.step_id])
    if attempt.scene_id in scenes():
        where = reverse("plan_real", args=[attempt.scene_id])
        return f"{where}?{urlencode({'step': wanted.step})}" if wanted.step else where
    return reverse("record")


def _thought_behind(attempt: Attempt) -> str:
    """The thought that this was to show something about, where one waits for it."""
    waiting = thoughts.waiting_for(attempt)
    return reverse("thought_happened", args=[waiting.pk]) if waiting else ""


def _asked_again(
    request: MemberRequest, attempt: Attempt, form: AgainForm, wanted: _Wanted, *, status: int = 200
) -> HttpResponse:
    feared = attempt.prediction.feared_event if has(attempt, "prediction") else ""
    page = {
        "attempt": attempt,
        "is_practice": attempt.kind == "scene",
        "compared": compared(attempt) if attempt.kind == "real" else None,
        "ten": asking.of_attempt(attempt).ten,
        "feared_event": feared,
        "wanted": wanted,
        "anxiety": tapped(form, "anxiety"),
        "joy": tapped(form, "joy"),
        "fear": tapped(form, "fear"),
        "problems": problems(form) if form.is_bound else {},
    }
    return render(request, "member/again.html", page, status=status)
