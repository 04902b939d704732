"""Practised scenes: the door to one, and the scene itself."""

from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from overture.content import scenes as all_scenes
from overture.content.schema.base import LEVELS
from overture.content.schema.scene import Person, Scene
from overture.server.accounts import services as accounts
from overture.server.conversations import selectors, services
from overture.server.conversations.notices import notice_due
from overture.server.conversations.played import scene_named
from overture.server.conversations.selectors import Conversation
from overture.server.practice import levels
from overture.server.practice import selectors as practice
from overture.server.practice import services as practising
from overture.server.practice.selectors import Attempt
from overture.server.web.keys import key_of
from overture.server.web.member.gone import not_taken
from overture.server.web.member.talking import (
    asked_for_stream,
    take_turn,
    too_long_for,
    what_was_done,
)
from overture.server.web.requests import MemberRequest, adults_only, members_only, now_of
from overture.server.web.words import capital

LEVEL_WORDS = {
    "easy": "They do more of the talking, and say what they mean.",
    "middle": "An ordinary day: friendly, busy, some looks unexplained.",
    "hard": "They are brief and leave the talking to you.",
}
GO_BACK_FROM = 3
"""How many of the member's latest turns can be gone back to from the page."""


def _scene(scene_id: str) -> Scene:
    found = all_scenes().get(scene_id)
    if found is None:
        raise Http404
    return found


@adults_only
@require_http_methods(["GET", "POST"])
def scene_begin(request: MemberRequest, scene_id: str) -> HttpResponse:
    """What the scene is, how hard it is set, and the way in."""
    scene = _scene(scene_id)
    suggested = levels.suggested(member=request.member, scene=scene, now=now_of(request))
    if request.method == "GET":
        page = {
            "scene": scene,
            "suggested": suggested,
            "levels": [(level, LEVEL_WORDS[level]) for level in LEVELS],
            "has_harder_moment": _has_harder_moment(scene),
            "step": request.GET.get("step", ""),
            "key": uuid4(),
            "place": "practise",
        }
        return render(request, "member/scene_begin.html", page)
    attempt = _begin(request, scene, suggested)
    return redirect("predict", attempt_id=attempt.pk)


def _begin(request: MemberRequest, scene: Scene, suggested: str) -> Attempt:
    chosen = request.POST.get("level", "")
    if _has_harder_moment(scene):
        agreed = request.POST.get("harder_moment") == "yes"
        accounts.choose(member=request.member, choices={"harder_moments": agreed})
    return practising.begin_scene(
        member=request.member,
        scene_id=scene.id,
        level=chosen if chosen in LEVELS else suggested,
        key=key_of(request),
        now=now_of(request),
        step=_step(request),
    )


def _in_short(person: Person, scene: Scene) -> str:
    """Who somebody is, in a few words; with the name where there are several."""
    role = person.role.split(";")[0]
    return f"{person.name}, {role}" if scene.others else capital(role)


def _has_harder_moment(scene: Scene) -> bool:
    return any(beat.only_if for beat in scene.beats)


def _step(request: MemberRequest) -> practice.Step | None:
    try:
        return practice.step_of(request.member, UUID(request.POST.get("step", "")))
    except ValueError:
        return None


def _attempt(request: MemberRequest, attempt_id: UUID) -> Attempt:
    """The member's own practice attempt. Raises Http404 for anybody else's."""
    attempt = practice.attempt_of(request.member, attempt_id)
    if attempt is None or attempt.kind != "scene":
        raise Http404
    return attempt


def _open(request: MemberRequest, attempt: Attempt) -> Conversation:
    return services.open_scene(
        attempt=attempt,
        now=now_of(request),
        harder_moment=request.member.harder_moments,
    )


@adults_only
@require_GET
def scene(request: MemberRequest, attempt_id: UUID) -> HttpResponse:
    """The scene as it stands."""
    return _page(request, _attempt(request, attempt_id))


def _page(
    request: MemberRequest,
    attempt: Attempt,
    *,
    typed: str = "",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    page = _as_it_stands(request, attempt) | {"typed": typed, "problem": problem}
    return render(request, "member/scene.html", page, status=status)


def _as_it_stands(request: MemberRequest, attempt: Attempt) -> dict[str, object]:
    conversation = _open(request, attempt)
    services.answer_pending(conversation=conversation, now=now_of(request))
    conversation.refresh_from_db()
    turns = selectors.turns_of(conversation)
    latest = selectors.latest_reply(conversation)
    scene = scene_named(attempt.scene_id)
    return {
        "attempt": attempt,
        "scene": scene,
        "scene_roles": [_in_short(person, scene) for person in scene.people],
        "conversation": conversation,
        "turns": turns,
        "back_to": {turn.id for turn in turns[-GO_BACK_FROM:] if turn.manner != "choice"},
        "reply": latest,
        "notice": notice_due(member=request.member, now=now_of(request)),
        "key": uuid4(),
        "faces": selectors.faces_of(latest, scene),
    }


@adults_only
@require_POST
def scene_say(request: MemberRequest, attempt_id: UUID) -> HttpResponse:
    """One turn of the member's in the scene."""
    attempt = _attempt(request, attempt_id)
    conversation = _open(request, attempt)
    if conversation.ended_at:
        return _over(request, attempt, conversation)
    services.pause(conversation=conversation, paused=False)
    try:
        return take_turn(request, conversation, "scene", attempt_id=attempt.pk)
    except services.TooLongError:
        problem = too_long_for("a scene")
        if asked_for_stream(request):
            return HttpResponse(problem, status=413, content_type="text/plain; charset=utf-8")
        typed = what_was_done(request)[0]
        return _page(request, attempt, typed=typed, problem=problem, status=413)


def _over(request: MemberRequest, attempt: Attempt, conversation: Conversation) -> HttpResponse:
    """It ended in another tab: what was typed comes back, unless it was taken before the end."""
    words, manner = what_was_done(request)
    taken = selectors.was_taken(conversation, key_of(request))
    if not asked_for_stream(request) and (taken or manner != "words" or not words.strip()):
        return redirect("scene", attempt_id=attempt.pk)
    return not_taken(request, "member/scene.html", _as_it_stands(request, attempt), status=409)


@members_only
@require_POST
def scene_pause(request: MemberRequest, attempt_id: UUID) -> HttpResponse:
    """Pause, or go on."""
    attempt = _attempt(request, attempt_id)
    conversation = _open(request, attempt)
    services.pause(conversation=conversation, paused="go_on" not in request.POST)
    return redirect("scene", attempt_id=attempt.pk)


@members_only
@require_POST
def scene_rewind(request: MemberRequest, attempt_id: UUID) -> HttpResponse:
    """Go back to before one of the member's own turns and try again; both are kept."""
    attempt = _attempt(request, attempt_id)
    try:
        turn_id = UUID(request.POST.get("turn", ""))
    except ValueError:
        return redirect("scene", attempt_id=attempt.pk)
    services.rewind(conversation=_open(request, attempt), turn_id=turn_id)
    return redirect("scene", attempt_id=attempt.pk)


@members_only
@require_POST
def scene_stop(request: MemberRequest, attempt_id: UUID) -> HttpResponse:
    """Stop here: one press, no question. Looking back is offered, never required."""
    attempt = _attempt(request, attempt_id)
    # One that is gone from the library can still be ended: nothing of it is needed for that.
    opened = selectors.scene_of(attempt) or _open(request, attempt)
    services.stop(conversation=opened, now=now_of(request))
    return redirect("scene", attempt_id=attempt.pk)
