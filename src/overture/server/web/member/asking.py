"""The three taps before a moment: one page for scenes and for real steps."""

import re
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render

from overture.content import real_steps, scenes
from overture.content.schema.scene import Feared, Scene
from overture.server.practice import thoughts
from overture.server.practice.selectors import Attempt, Step, feared_before
from overture.server.practice.services import Expected
from overture.server.web.keys import fresh_key
from overture.server.web.member.forms import PredictForm, problems, tapped, typed
from overture.server.web.requests import MemberRequest
from overture.server.web.words import lower_first

_OF_PARTNER = re.compile(r"\b(s?he|him|hers?|his)\b", re.IGNORECASE)
IN_TEN = "If you did this 10 times, how often would this happen?"


@dataclass(frozen=True)
class Question:
    """What is asked about the feared event.

    `carried` is what the member named last time, in the member's own words; `choices` are fears
    that fit this moment, to be tapped.
    """

    intro: str
    ten: str
    carried: str
    choices: tuple[Feared, ...]
    is_practice: bool


def of_scene(scene: Scene, carried: str) -> Question:
    """The question before a practised scene."""
    intro = (
        f"Practice: {lower_first(scene.title)}. "
        f"{scene.names} {'are' if scene.others else 'is'} played by an AI. "
        "Three taps, about ten seconds. There are no wrong answers."
    )
    return Question(intro, scene.ten, carried, scene.feared, is_practice=True)


def of_attempt(attempt: Attempt) -> Question:
    """The question before an attempt that has begun, in life or in a scene."""
    member = attempt.member
    if attempt.scene_id and attempt.scene_id in scenes():
        carried = feared_before(member, scene_id=attempt.scene_id)
        before = of_scene(scenes()[attempt.scene_id], carried)
        return replace(before, intro=f"{before.intro}{_change(attempt)}")
    intro = (
        f"For real: {_inside(attempt)}. Three taps, about ten seconds. There are no wrong answers."
    )
    carried = _carried(attempt.step) if attempt.step else ""
    return Question(
        f"{intro}{_change(attempt)}", IN_TEN, carried, _own_fears(attempt), is_practice=False
    )


def _carried(step: Step) -> str:
    """What a thought that this step is to test fears of it; else what was feared the last time."""
    return thoughts.feared_for(step) or feared_before(step.member, step=step)


def _change(attempt: Attempt) -> str:
    """The one change that is carried from a near miss, as a sentence of its own."""
    change = attempt.step.change if attempt.step else ""
    return f" This time with one change: {change.rstrip('.')}." if change else ""


def _inside(attempt: Attempt) -> str:
    """The title inside a sentence; a member's own words stay as they were written."""
    own = attempt.family == "own"
    return attempt.title.rstrip(".") if own else lower_first(attempt.title)


def _own_fears(attempt: Attempt) -> tuple[Feared, ...]:
    """The scene's fears that speak of oneself alone; the others speak of its invented partner."""
    found = real_steps().get(attempt.step.library_id) if attempt.step else None
    if found is None:
        return ()
    return tuple(fear for fear in found.scene.feared if not _OF_PARTNER.search(fear.words))


def expected(form: PredictForm, question: Question) -> Expected:
    """What the member expects. Own words count before a tap, and a tap before what was carried."""
    given = form.cleaned_data
    by_tap = {fear.id: fear.words for fear in question.choices}
    feared = given["feared_words"] or by_tap.get(given["feared"], "") or question.carried
    return Expected(
        anxiety=given["anxiety"],
        enjoyment=given["joy"],
        feared_event=feared,
        feared_in_ten=given["fear"],
    )


def before(
    request: MemberRequest,
    form: PredictForm,
    question: Question,
    carry: dict[str, object],
    *,
    status: int = 200,
) -> HttpResponse:
    """The page with the three taps, showing again what was tapped and typed."""
    page = {
        "question": question,
        "carry": carry,
        "anxiety": tapped(form, "anxiety"),
        "joy": tapped(form, "joy"),
        "fear": tapped(form, "fear"),
        "feared": typed(form, "feared"),
        "feared_words": typed(form, "feared_words"),
        "problems": problems(form) if form.is_bound else {},
        "key": request.POST.get("key") or fresh_key(),
    }
    return render(request, "member/predict.html", page, status=status)
