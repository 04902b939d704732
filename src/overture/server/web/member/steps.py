"""Steps: the week, the checklist, a step of one's own, and "I'm about to"."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from overture.content.course import course as weeks
from overture.content.drills import drills
from overture.content.exercises import exercises
from overture.content.lessons import lessons
from overture.content.nudges import nudge_words
from overture.content.thoughts import thought_kinds
from overture.server.care import suggesting
from overture.server.practice import selectors, services, values
from overture.server.practice.selectors import Attempt, Step
from overture.server.web.clock import local_now, today_of, written_at
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.member.days import days_ahead
from overture.server.web.member.forms import DayForm, OwnStepForm, problems, typed
from overture.server.web.member.listening import onward
from overture.server.web.requests import MemberRequest, members_only
from overture.server.web.words import capital, counted, day_words

DONE_SHOWN = 3
SAID = {
    "planned": "Planned. It’s on your list, and it can move.",
    "rested": "Resting. It stays here until you pick it up again.",
    "carried": "On your list again, with that change. It has no day yet, and it may wait.",
    "carried_to_day": "On your list again, with that change. It keeps its day, and it can move.",
    "kept": "Kept.",
}


@dataclass(frozen=True)
class StepRow:
    """One line of the checklist."""

    step: Step
    line: str
    change: str
    value: str
    by: str
    near_miss: UUID | None
    key: UUID


@members_only
@require_GET
def steps(request: MemberRequest) -> HttpResponse:
    """The week, and the steps as they stand."""
    today = today_of(request)
    every = list(selectors.checklist(request.member))
    shown = every if "all" in request.GET else _short(every)
    last = selectors.last_met(request.member, shown)
    tied, by = values.values_of_steps(shown), suggesting.by_whom(shown)
    week = selectors.week_of(request.member, today)
    page = {
        "place": "steps",
        "week": week,
        "week_words": _week_words(week),
        "rows": [
            _row(step, last.get(step.pk), today, tied.get(step.pk, ""), by.get(step.pk, ""))
            for step in shown
        ],
        "more": len(every) > len(shown),
        "said": SAID.get(request.GET.get("said", ""), ""),
    }
    return render(request, "member/steps.html", page)


def _short(every: list[Step]) -> list[Step]:
    """Everything that is open or resting, and the last few that are done."""
    done = [step for step in every if step.status == "done"][:DONE_SHOWN]
    return [step for step in every if step.status != "done" or step in done]


def _week_words(week: list[selectors.Week]) -> str:
    held = sum(day.state in {"planned", "started", "done"} for day in week)
    if not held:
        return "Nothing planned, and nothing is missing. A week off is part of the rhythm."
    days, them = counted(held, "day", "days"), "it is" if held == 1 else "them are"
    return f"{capital(days)} with a step in {them} enough. A week off is part of the rhythm."


def _row(step: Step, last: Attempt | None, today: date, value: str, by: str) -> StepRow:
    return StepRow(
        step=step,
        line=_line(step, last, today),
        change=step.change if step.status in {"planned", "started"} else "",
        value=value,
        by=by,
        near_miss=last.pk if last and step.status == "started" else None,
        key=fresh_key(),
    )


def _line(step: Step, last: Attempt | None, today: date) -> str:
    if step.status == "resting":
        return "Resting until you pick it up again."
    if step.status == "planned":
        return _planned(step, today)
    when = capital(day_words(timezone.localdate(last.outcome.at), today)) if last else ""
    if step.status == "started":
        return f"{when}. Started, and started counts." if when else "Started."
    return " ".join(part for part in (f"{when}." if when else "", _numbers(last)) if part)


def _planned(step: Step, today: date) -> str:
    if step.planned_for is None:
        return f"Planned, {step.when_words}" if step.when_words else "No day yet"
    day = day_words(step.planned_for, today)
    verb = "Planned for" if step.planned_for >= today else "Was planned for"
    return f"{verb} {day}, {step.when_words}" if step.when_words else f"{verb} {day}"


def _numbers(last: Attempt | None) -> str:
    """Expected 5, was 4. Enjoyed it 6."""
    if last is None:
        return ""
    before = getattr(last, "prediction", None)
    expected, was = before and before.anxiety, last.outcome.anxiety
    words = []
    if was is not None:
        words.append(f"Expected {expected}, was {was}." if expected is not None else f"Was {was}.")
    if last.outcome.enjoyment is not None:
        words.append(f"Enjoyed it {last.outcome.enjoyment}.")
    return " ".join(words) or "Done."


def own_step(request: MemberRequest, step_id: UUID) -> Step:
    """The member's own step. Raises Http404 for anybody else's: it does not exist."""
    step = selectors.step_of(request.member, step_id)
    if step is None:
        raise Http404
    return step


@members_only
@require_http_methods(["GET", "POST"])
def add(request: MemberRequest) -> HttpResponse:
    """A step in the member's own words, on a day or on none."""
    if request.method == "GET":
        return _add_page(request, OwnStepForm(), title=_from_library(request))
    form = OwnStepForm(request.POST)
    if not form.is_valid():
        return _add_page(request, form, status=422)
    given, now = form.cleaned_data, local_now(request)
    step = services.plan_own_step(
        member=request.member,
        title=given["title"],
        key=key_of(request),
        now=now,
        day=given["day"],
        when_words=given["when"],
    )
    if card := _value(request):
        values.tie(step=step, card=card, now=now)
    to = f"{reverse('steps')}?said=planned"
    return onward(request, typed=(given["title"], given["when"]), to=to, now=now)


def _value(request: MemberRequest) -> values.SortedValue | None:
    """The value of the member's own that the new step is for, if the way led from one."""
    try:
        return values.card_of(request.member, UUID(request.GET.get("value", "")))
    except ValueError:
        return None


def _from_library(request: MemberRequest) -> str:
    """The step of the page that led here. No address carries a member's own words."""
    lesson = lessons().get(request.GET.get("lesson", ""))
    exercise = exercises().get(request.GET.get("exercise", ""))
    week = weeks().get(request.GET.get("course", ""))
    drill = drills().get(request.GET.get("drill", ""))
    kind = thought_kinds().get(request.GET.get("thought", ""))
    nudge = nudge_words().by_id(request.GET.get("nudge", ""))
    own = _value(request)
    card = values.library_card(own) if own else None
    found = (lesson, exercise, week, drill, kind, nudge, card)
    return next((page.step for page in found if page), "")


def _add_page(
    request: MemberRequest, form: OwnStepForm, *, title: str = "", status: int = 200
) -> HttpResponse:
    page = {
        "title": typed(form, "title") or title,
        "value": _value(request),
        "key": request.POST.get("key") or fresh_key(),
        **_day_fields(request, form),
    }
    return render(request, "member/step_add.html", page, status=status)


def _day_fields(request: MemberRequest, form: DayForm) -> dict[str, object]:
    return {
        "days": days_ahead(today_of(request)),
        "day": typed(form, "day"),
        "when": typed(form, "when"),
        "problems": problems(form) if form.is_bound else {},
    }


@members_only
@require_http_methods(["GET", "POST"])
def plan(request: MemberRequest, step_id: UUID) -> HttpResponse:
    """A day for a step, another one, or a rest."""
    step = own_step(request, step_id)
    if request.method == "GET":
        return _plan_page(request, step, DayForm())
    now = local_now(request)
    if "rest" in request.POST:
        services.rest(step=step, now=now)
        return redirect(f"{reverse('steps')}?said=rested")
    form = DayForm(request.POST)
    if not form.is_valid():
        return _plan_page(request, step, form, status=422)
    given = form.cleaned_data
    services.plan_again(step=step, now=now, day=given["day"], when_words=given["when"])
    to = f"{reverse('steps')}?said=planned"
    return onward(request, typed=(given["when"],), to=to, now=now)


def _plan_page(
    request: MemberRequest, step: Step, form: DayForm, *, status: int = 200
) -> HttpResponse:
    fields = _day_fields(request, form)
    if not form.is_bound:
        fields["day"] = step.planned_for.isoformat() if step.planned_for else ""
        fields["when"] = step.when_words
    return render(request, "member/step_plan.html", {"step": step, **fields}, status=status)


@members_only
@require_POST
def begin(request: MemberRequest, step_id: UUID) -> HttpResponse:
    """I'm about to: three taps, then a calm page."""
    return redirect("predict", attempt_id=_attempt(request, own_step(request, step_id)).pk)


@members_only
@require_POST
def did(request: MemberRequest, step_id: UUID) -> HttpResponse:
    """I did it: straight to what happened."""
    return redirect("outcome", attempt_id=_attempt(request, own_step(request, step_id)).pk)


def _attempt(request: MemberRequest, step: Step) -> Attempt:
    """The attempt that is still open, or a new one."""
    return selectors.unfinished(step) or services.begin_attempt(
        step=step, key=key_of(request), now=written_at(request)
    )
