"""Today: one step, and three ways to answer it."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from overture.content import real_steps, scenes
from overture.server.accounts import emergency
from overture.server.assessments import asking
from overture.server.care import cheering, shown
from overture.server.conversations import selectors as conversations
from overture.server.practice import (
    after,
    anchors,
    course,
    logs,
    noticing,
    planning,
    quiet_plans,
    selectors,
    services,
    values,
)
from overture.server.practice.nudges import choosing
from overture.server.safeguarding import services as safeguarding
from overture.server.web.clock import local_now, midnight, named_zone, written_at
from overture.server.web.keys import fresh_key, fresh_seed, key_of
from overture.server.web.member import goal, noticed
from overture.server.web.member.ahead import coming_up
from overture.server.web.requests import MemberRequest, members_only
from overture.server.web.words import greeting, long_date

AWAY = timedelta(days=14)


class Opening(NamedTuple):
    """An answer to "How much room is there for people today?", with the two ends of its opening."""

    value: str
    words: str
    left: str
    right: str


ROOMS = (
    Opening("hardly any", "Hardly any", "14.3 5.1", "17.7 5.1"),
    Opening("a little", "A little", "11.8 5.4", "20.2 5.4"),
    Opening("some", "Some", "9.0 6.0", "23.0 6.0"),
    Opening("plenty", "Plenty", "5.9 7.2", "26.1 7.2"),
)


@members_only
@require_GET
def today(request: MemberRequest) -> HttpResponse:
    """The member's day: a greeting, how much room there is, one step, at most two dates."""
    now = local_now(request)
    choosing.here(member=request.member, zone=named_zone(request), now=now)
    offer = planning.suggest(member=request.member, now=now, since=midnight(now), seed=fresh_seed())
    ahead = selectors.coming_up(request.member, now.date())
    planned = _planned_today(ahead, now, offer)
    if planned:
        ahead.remove(planned)
    follow_up = safeguarding.follow_up_due(member=request.member, now=now)
    # What is heavy comes first and alone; a card or a note may wait for another day.
    told = None if follow_up else noticed.card(request, now)
    kept = noticed.kept(request)
    page = {
        "place": "today",
        "date": long_date(now.date()),
        "greeting": greeting(now.hour, request.member.name),
        "rooms": ROOMS,
        "room": selectors.room_on(request.member, now.date()),
        "coming": coming_up(ahead, anchors.standing(request.member, now), now.date()),
        "planned": planned,
        "planned_key": fresh_key(),
        "told": told,
        "has_quiet_plan": bool(told) and quiet_plans.has_plan(request.member),
        "kind_words": _kind_words(request, told, now),
        "kept": kept,
        "note": "" if told or kept else _note(request, now, may_offer=not follow_up),
        "was_away": _was_away(request, now),
        "course": None if follow_up else course.open_week(request.member),
        "follow_up": follow_up,
        "looked": None if follow_up else emergency.unread(request.member),
        "from_people": [] if follow_up else _from_people(request),
        "questions": not (follow_up or told) and asking.line_due(member=request.member, now=now),
        "planned_for": values.sentences([planned]).get(planned.pk, "") if planned else "",
        **_next(request, offer),
        **goal.standing(request),
    }
    return render(request, "member/today.html", page)


@members_only
@require_POST
def room(request: MemberRequest) -> HttpResponse:
    """Keep how much room there is today; the step follows it, unless it was said on another day."""
    now, day = local_now(request), written_at(request).date()
    try:
        services.say_room(member=request.member, day=day, room=request.POST.get("room", ""))
    except ValueError:
        return redirect("today")
    if day != now.date():
        return redirect("today")
    offer = planning.plan_anew(member=request.member, now=now, seed=fresh_seed())
    return _shown(request, offer)


@members_only
@require_POST
def have_read(request: MemberRequest, look_id: UUID) -> HttpResponse:
    """The member has read that somebody looked into their space. It stays under People."""
    emergency.have_read(member=request.member, look_id=look_id, now=local_now(request))
    return redirect("today")


@members_only
@require_POST
def answer(request: MemberRequest) -> HttpResponse:
    """Do it, practise it first, something smaller, not today, or one after all."""
    choices = {
        "do": _do,
        "practise": _practise,
        "smaller": _smaller,
        "rest": _rest,
    }
    return choices.get(request.POST.get("choice", ""), _one_after_all)(request)


def _do(request: MemberRequest) -> HttpResponse:
    now = local_now(request)
    step = planning.take(
        member=request.member,
        plan_id=_plan_id(request),
        key=key_of(request),
        now=now,
        today=now.date(),
    )
    if step is None:
        return redirect("today")
    attempt = selectors.unfinished(step) or services.begin_attempt(
        step=step, key=key_of(request), now=now
    )
    return redirect("predict", attempt_id=attempt.pk)


def _practise(request: MemberRequest) -> HttpResponse:
    practice = planning.practise(
        member=request.member,
        plan_id=_plan_id(request),
        key=key_of(request),
        now=local_now(request),
    )
    if practice is None:
        return redirect("today")
    scene = reverse("scene_begin", args=[practice.scene_id])
    return redirect(f"{scene}?step={practice.step.pk}" if practice.step else scene)


def _smaller(request: MemberRequest) -> HttpResponse:
    offer = planning.something_smaller(
        member=request.member, plan_id=_plan_id(request), now=local_now(request)
    )
    return _shown(request, offer)


def _rest(request: MemberRequest) -> HttpResponse:
    planning.not_today(member=request.member, plan_id=_plan_id(request), now=local_now(request))
    return _shown(request, None)


def _one_after_all(request: MemberRequest) -> HttpResponse:
    offer = planning.plan_anew(member=request.member, now=local_now(request), seed=fresh_seed())
    return _shown(request, offer)


def _shown(request: MemberRequest, offer: planning.Suggestion | None) -> HttpResponse:
    """The step alone for a page that swaps parts, else Today."""
    if request.headers.get("HX-Request") != "true":
        return redirect(f"{reverse('today')}#next")
    return render(request, "member/parts/next.html", _next(request, offer))


def _next(request: MemberRequest, offer: planning.Suggestion | None) -> dict[str, object]:
    matters = values.said_of(request.member, offer.step_id) if offer else ""
    return {"offer": offer, "words": _in_words(offer), "matters": matters, "key": fresh_key()}


def _in_words(offer: planning.Suggestion | None) -> str:
    """What to do, in a sentence, under a title that may be too short to be clear alone."""
    if offer is None:
        return ""
    if offer.kind == "scene" and offer.scene_id in scenes():
        return scenes()[offer.scene_id].for_member
    found = real_steps().get(offer.step_id)
    return found.step.words if found else ""


def _plan_id(request: MemberRequest) -> int:
    given = request.POST.get("plan", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0


def _kind_words(request: MemberRequest, told: noticing.Told | None, now: datetime) -> str:
    """A kind line beside the card that says that things stand still."""
    stands_still = told is not None and told.sign == "stagnation"
    return after.kind_words_at_plateau(request.member, now) if stands_still else ""


def _planned_today(
    ahead: list[selectors.Step], now: datetime, offer: planning.Suggestion | None
) -> selectors.Step | None:
    """The step that the member put on this very day, unless it is the one that is offered."""
    on_today = (step for step in ahead if step.planned_for == now.date())
    return next((step for step in on_today if not (offer and offer.is_of(step))), None)


def _from_people(request: MemberRequest) -> list[str]:
    """Who said something that waits under People. It is one calm line, and waits for ever."""
    said = [one.link for one in cheering.waiting(request.member)]
    return list(dict.fromkeys(shown.called(link) for link in said))


def _note(request: MemberRequest, now: datetime, *, may_offer: bool) -> str:
    """One note at most, and only when it is true; nothing new is offered on a heavy day."""
    monday = midnight(now) - timedelta(days=now.weekday())
    with_people = selectors.with_people_since(request.member, monday)
    with_people += len(logs.days_with_people(request.member, monday, now))
    if with_people and with_people > conversations.talks_since(request.member, monday):
        return "people"
    if may_offer and course.offer(member=request.member, now=now, since=midnight(now)):
        return "course"
    has_moment = selectors.counts(request.member)["moments"] > 0
    return "code" if has_moment and not request.member.code_hash else ""


def _was_away(request: MemberRequest, now: datetime) -> bool:
    """Whether this is the first page after two weeks or more. No days are counted."""
    seen = request.member.last_seen_at
    return seen is not None and now - seen > AWAY
