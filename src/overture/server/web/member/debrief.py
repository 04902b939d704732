"""Looking back at a scene: what was expected, what happened, own lines, one thing to try."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from overture.conversation import scene as scene_room
from overture.server.conversations import selectors as conversations
from overture.server.conversations.played import scene_named, state_kept
from overture.server.practice import selectors as practice
from overture.server.practice import services as practising
from overture.server.web.clock import today_of
from overture.server.web.member.comparing import compared
from overture.server.web.member.forms import DiscountForm, problem, typed
from overture.server.web.member.listening import onward
from overture.server.web.requests import MemberRequest, members_only, now_of
from overture.server.web.words import day_words

_STOP = scene_room.MemberTurn("stop")
WITHIN = timedelta(hours=72)
"""How soon after practice a real step is offered; nothing happens when it is not taken."""


def _looking_back(
    request: MemberRequest, attempt_id: UUID
) -> tuple[practice.Attempt, scene_room.SceneState]:
    """The member's own practice attempt and how its scene went. Raises Http404 otherwise, and
    SceneGoneError if the scene is no longer in the library.
    """
    attempt = practice.attempt_of(request.member, attempt_id)
    conversation = conversations.scene_of(attempt) if attempt else None
    if attempt is None or conversation is None:
        raise Http404
    scene_named(attempt.scene_id)
    state = state_kept(conversation.state)
    return attempt, _as_left(attempt, state) if conversation.exit == _STOP.kind else state


def _as_left(attempt: practice.Attempt, state: scene_room.SceneState) -> scene_room.SceneState:
    """The scene as the Stop button left it: the conversation ended, not the partner's part."""
    scene = scene_named(attempt.scene_id)
    return scene_room.answer(scene, state, _STOP, None, seed=0)[0]


@members_only
@require_GET
def debrief(request: MemberRequest, attempt_id: UUID) -> HttpResponse:
    """The debrief. Short, and it closes."""
    return _page(request, *_looking_back(request, attempt_id))


def _page(
    request: MemberRequest,
    attempt: practice.Attempt,
    state: scene_room.SceneState,
    form: DiscountForm | None = None,
) -> HttpResponse:
    told = _told(request, attempt, state)
    page = {
        "attempt": attempt,
        "before": getattr(attempt, "prediction", None),
        "rows": compared(attempt).rows if hasattr(attempt, "outcome") else (),
        "told": told,
        "worked": [_as_shown(one) for one in told.worked],
        "by_when": _by_when(attempt, today_of(request)),
        "note": attempt.outcome.note if hasattr(attempt, "outcome") else "",
        "discount_answer": _discount_answer(attempt, state),
        "discounted": typed(form, "words") if form else "",
        "would": typed(form, "would") if form else "",
        "problem": problem(form, "words") if form else "",
        "would_problem": problem(form, "would") if form else "",
    }
    return render(request, "member/debrief.html", page, status=422 if form else 200)


def _told(
    request: MemberRequest, attempt: practice.Attempt, state: scene_room.SceneState
) -> scene_room.Debrief:
    before, after = getattr(attempt, "prediction", None), getattr(attempt, "outcome", None)
    expected = before and scene_room.Expected(
        before.anxiety, before.enjoyment, before.feared_in_ten, before.feared_event
    )
    met = after and scene_room.Met(
        after.anxiety, after.enjoyment, after.feared or None, after.understood
    )
    return scene_room.debrief(
        scene_named(attempt.scene_id),
        state,
        prediction=expected,
        outcome=met,
        literal=request.member.literal_feedback,
        would_count=attempt.would_count_if,
    )


def _by_when(attempt: practice.Attempt, today: date) -> str:
    """The evening by which the real step would come within three days; empty once past."""
    met = getattr(attempt, "outcome", None)
    last = timezone.localdate((met.at if met else attempt.begun_at) + WITHIN)
    if last < today:
        return ""
    return "this evening" if last == today else f"{day_words(last, today)} evening"


def _as_shown(worked: scene_room.Worked) -> scene_room.Worked:
    """The line above its effect where the sentence begins with it; else the sentence alone."""
    begins = f"You wrote “{worked.own}”. "
    if worked.words.startswith(begins):
        return replace(worked, words=worked.words.removeprefix(begins))
    return replace(worked, own="")


def _discount_answer(attempt: practice.Attempt, state: scene_room.SceneState) -> str:
    if not attempt.discounted:
        return ""
    return scene_room.discount_answer(attempt.discounted, scene_named(attempt.scene_id), state)


@members_only
@require_POST
def discount(request: MemberRequest, attempt_id: UUID) -> HttpResponse:
    """The member says why it does not count, then what would make it count; both are kept."""
    attempt, state = _looking_back(request, attempt_id)
    form = DiscountForm(request.POST)
    if not form.is_valid():
        return _page(request, attempt, state, form)
    words, would = form.cleaned_data["words"], form.cleaned_data["would"]
    if words:
        practising.discount(attempt=attempt, words=words)
    if would:
        practising.would_count(attempt=attempt, words=would)
    to = reverse("debrief", args=[attempt.pk])
    return onward(request, typed=(words, would), to=to, now=now_of(request))
