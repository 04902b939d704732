"""Practise: Cue, scenes, exercises; and from a scene to the real thing."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from overture.content import real_steps, scenes
from overture.content.families import FAMILIES
from overture.content.schema.scene import Scene
from overture.server.conversations import selectors as conversations
from overture.server.practice import agreements, planning, services
from overture.server.web.clock import local_now, midnight
from overture.server.web.keys import fresh_key, fresh_seed, key_of
from overture.server.web.member.days import days_ahead
from overture.server.web.member.forms import DayForm, problems, typed
from overture.server.web.member.listening import onward
from overture.server.web.requests import MemberRequest, members_only

FIRST_SCENES = 3


@dataclass(frozen=True)
class SceneRow:
    """One scene in the list: who it is with, and whether it is the next one for this member."""

    scene: Scene
    about: str
    is_next: bool


@members_only
@require_GET
def practise(request: MemberRequest) -> HttpResponse:
    """Three scenes, all of them behind a link; the one that belongs to today's step comes first."""
    rows = _rows(request)
    show_all = "all" in request.GET
    page = {
        "place": "practise",
        "groups": _by_family(rows) if show_all else [("", rows[:FIRST_SCENES])],
        "is_all": show_all,
        "used_up": _used_up(request),
    }
    return render(request, "member/practise.html", page)


def _used_up(request: MemberRequest) -> int:
    """The minutes a day that were agreed on, where today has had them; else nothing."""
    agreed, now = agreements.standing(request.member).cue_minutes, local_now(request)
    if agreed is None:
        return 0
    talks = conversations.time_with_cue(request.member, midnight(now))
    used = planning.practised_today(request.member, now) + sum(talk.minutes for talk in talks)
    return agreed if used >= agreed else 0


def _rows(request: MemberRequest) -> list[SceneRow]:
    now = local_now(request)
    offer = planning.suggest(member=request.member, now=now, since=midnight(now), seed=fresh_seed())
    following = offer.scene_id if offer else ""
    likely = planning.likely_scenes(request.member, now)
    rows = [
        SceneRow(scene, _about(scene, scene.id in likely), scene.id == following)
        for scene in _mixed(list(scenes().values()))
    ]
    return sorted(rows, key=lambda row: not row.is_next)


def _by_family(rows: list[SceneRow]) -> list[tuple[str, list[SceneRow]]]:
    """All scenes under the kind of situation they are in; the next one's kind comes first."""
    kinds = dict.fromkeys([*(row.scene.family for row in rows if row.is_next), *FAMILIES])
    grouped = ((k, [row for row in rows if row.scene.family == k]) for k in kinds)
    return [(FAMILIES[kind].title, some) for kind, some in grouped if some]


def _mixed(every: list[Scene]) -> list[Scene]:
    """One of each family first, so that a short list is not all of one kind."""
    turn = {scene.id: _place_in_family(scene, every) for scene in every}
    return sorted(every, key=lambda scene: turn[scene.id])


def _place_in_family(scene: Scene, every: list[Scene]) -> int:
    return [other.id for other in every if other.family == scene.family].index(scene.id)


def _about(scene: Scene, is_likely: bool) -> str:  # noqa: FBT001 - one word of a sentence
    name = scene.names
    if is_likely:
        return f"With {name}, likely to go well"
    if scene.family == "phone":
        return f"With {name}. No faces, just voices"
    if scene.features.real.channel == "text":
        return f"With {name}. In writing, in your own time"
    return f"With {name}" if scene.others else f"With {name}, {scene.partner.mood.split(',')[0]}"


@members_only
@require_http_methods(["GET", "POST"])
def plan_real(request: MemberRequest, scene_id: str) -> HttpResponse:
    """After practice: the real steps of a scene, smallest first, one to plan for a day."""
    scene = scenes().get(scene_id)
    if scene is None:
        raise Http404
    if request.method == "GET":
        return _real_steps(request, scene, DayForm())
    form = DayForm(request.POST)
    chosen = request.POST.get("step", "")
    if not form.is_valid() or chosen not in _ids(scene):
        return _real_steps(request, scene, form, status=422)
    now = local_now(request)
    services.plan_library_step(
        member=request.member,
        library_id=chosen,
        key=key_of(request),
        now=now,
        day=form.cleaned_data["day"],
        when_words=form.cleaned_data["when"],
    )
    to = f"{reverse('steps')}?said=planned"
    return onward(request, typed=(form.cleaned_data["when"],), to=to, now=now)


def _ids(scene: Scene) -> list[str]:
    return [step_id for step_id, step in real_steps().items() if step.scene.id == scene.id]


def _real_steps(
    request: MemberRequest, scene: Scene, form: DayForm, *, status: int = 200
) -> HttpResponse:
    unsaid = request.method == "POST" and request.POST.get("step", "") not in _ids(scene)
    page = {
        "scene": scene,
        "steps": [real_steps()[step_id] for step_id in _ids(scene)],
        "chosen": request.POST.get("step", request.GET.get("step", "")),
        "step_problem": "Tap one of these first." if unsaid else "",
        "days": days_ahead(local_now(request).date()),
        "day": typed(form, "day"),
        "when": typed(form, "when"),
        "problems": problems(form) if form.is_bound else {},
        "key": request.POST.get("key") or fresh_key(),
    }
    return render(request, "member/plan_real.html", page, status=status)
