"""Alerts in words: what a member chose to have told, and what they answered. Seen by a tap."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from overture.planning import caseload as pure
from overture.server.accounts import sharing
from overture.server.accounts.people import Role
from overture.server.accounts.sharing import Link, Thing
from overture.server.care import alerting, proposing, suggesting
from overture.server.web.agreed_words import NAMES, short
from overture.server.web.clinician import desk
from overture.server.web.clinician.look import Look
from overture.server.web.clinician.rules import allowed
from overture.server.web.people import PersonRequest, role_only
from overture.server.web.requests import now_of

ANSWERS = {"yes": "Said yes", "no": "Said no", "else": "Would rather have something else"}


@dataclass(frozen=True)
class Alert:
    """One thing that a clinician is told: its code and time, and words. Never a number."""

    link_id: UUID
    code: str
    about: str
    name: str
    words: str
    detail: str
    at: datetime
    seen_at: datetime | None = None


@role_only(Role.Kind.CLINICIAN)
@require_GET
def alerts(request: PersonRequest) -> HttpResponse:
    """What is new, and what was seen, of the last four weeks."""
    links = list(sharing.linked_to(request.user, Link.Kind.CLINICIAN))
    found = told([desk.look_at(request, link) for link in links])
    page = {
        "fresh": [one for one in found if one.seen_at is None],
        "seen": [one for one in found if one.seen_at],
        "alerts_new": sum(one.seen_at is None for one in found),
    }
    return desk.shown(request, "alerts", page, place="alerts")


@role_only(Role.Kind.CLINICIAN)
@require_POST
def seen(request: PersonRequest, link_id: UUID) -> HttpResponse:
    """Keep that one alert was seen. The member can read that in their copy."""
    link = desk.link_or_404(request, link_id)
    code, about = request.POST.get("code", ""), request.POST.get("about", "")
    known = {(one.code, one.about) for one in told([desk.look_at(request, link)])}
    if (code, about) in known:
        alerting.acknowledge(link=link, code=code, about=about, now=now_of(request))
    return redirect("clinic_alerts")


def told(looks: list[Look]) -> list[Alert]:
    """Every alert of these people, the latest first."""
    seen_at = alerting.acknowledged(look.link for look in looks)
    found = [
        Alert(
            link_id=look.link.pk,
            code=code,
            about=about,
            name=look.name,
            words=words,
            detail=detail,
            at=at,
            seen_at=seen_at.get((str(look.link.pk), code, about)),
        )
        for look in looks
        for code, about, words, detail, at in _of(look)
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


Row = tuple[str, str, str, str, datetime]


def _of(look: Look) -> Iterator[Row]:
    """Code, what it is about, words, detail and time."""
    for at in look.help_times:
        told_why = "They chose that you are told. What they wrote is not shown."
        about = at.isoformat(timespec="seconds")
        yield "help", about, f"Opened Human help {pure.when(at, look.now)}.", told_why, at
    if allowed().reasons and look.things:
        yield from _runs(look)
    yield from _answers(look)


def _runs(look: Look) -> Iterator[Row]:
    found = pure.harder(look.shared, look.now)
    moments = look.shared.moments
    if found and moments:
        at = moments[-1].at
        words = "On their own ratings; a pattern to talk about, not a risk score."
        yield "harder", at.isoformat(timespec="seconds"), f"{found.words}.", words, at


def _answers(look: Look) -> Iterator[Row]:
    """What they answered to what was suggested, while they share anything."""
    if not look.things:
        return
    since = alerting.since_when(look.now)
    for one in proposing.answered(look.link):
        if one.answered_at and one.answered_at >= since:
            what = f"{NAMES[one.setting][0]}, {short(one.setting, one.value)}"
            words = f"{ANSWERS[one.answer]}: {what}."
            yield "answer", str(one.pk), words, one.words, one.answered_at
    for step in suggesting.of_link(look.link):
        if step.kind == step.Kind.ORDER and Thing.STEPS not in look.things:
            continue  # its words are the names of their steps
        if step.answered_at and step.answered_at >= since:
            words = f"{ANSWERS[step.answer]}: {step.title}."
            yield "answer", str(step.pk), words, step.words, step.answered_at
