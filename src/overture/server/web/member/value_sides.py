"""One value from both sides: how important, how confident, why not lower, and what a change is."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from overture.server.practice import values as kept
from overture.server.web.clock import local_now
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.member.forms import NOTE, Rating, Words, problems, tapped, typed
from overture.server.web.member.listening import onward
from overture.server.web.member.values import own_value
from overture.server.web.requests import MemberRequest, members_only
from overture.server.web.words import capital


class RateForm(forms.Form):
    """Two rows of taps, either of which may be left."""

    importance = Rating()
    confidence = Rating()


class SidesForm(forms.Form):
    """The member's own answers; every one may stay empty."""

    why_important = Words(NOTE)
    why_confident = Words(NOTE)
    good_as_it_is = Words(NOTE)
    it_costs = Words(NOTE)
    might_be_good = Words(NOTE)
    i_fear = Words(NOTE)


@members_only
@require_http_methods(["GET", "POST"])
def rate(request: MemberRequest, value_id: UUID) -> HttpResponse:
    """How important more of it would be, and how confident the member is. Both may be left."""
    card = own_value(request, value_id)
    form = RateForm(request.POST) if request.method == "POST" else RateForm()
    if not form.is_valid():
        page = {
            "card": card,
            "importance": tapped(form, "importance"),
            "confidence": tapped(form, "confidence"),
            "key": request.POST.get("key") or fresh_key(),
            "problems": problems(form) if form.is_bound else {},
        }
        status = 422 if form.is_bound else 200
        return render(request, "member/value_rate.html", page, status=status)
    given = form.cleaned_data
    rated = kept.rate(
        card=card,
        importance=given["importance"],
        confidence=given["confidence"],
        key=key_of(request),
        now=local_now(request),
    )
    return redirect("value_sides", rated_id=rated.pk)


@members_only
@require_http_methods(["GET", "POST"])
def sides(request: MemberRequest, rated_id: UUID) -> HttpResponse:
    """Why not lower, and both sides of a change, in the member's words alone. Written once."""
    rated = kept.rated_of(request.member, rated_id)
    if rated is None:
        raise Http404
    to = reverse("value", args=[rated.card_id])
    if hasattr(rated, "sides"):
        return redirect(to)
    form = SidesForm(request.POST) if request.method == "POST" else SidesForm()
    if not form.is_valid():
        page = {
            "rated": rated,
            "card": rated.card,
            "title": capital(rated.card.words),
            "why_important_asks": why_not_lower(rated.importance, "important it would be"),
            "why_confident_asks": why_not_lower(rated.confidence, "confident you are"),
            **{name: typed(form, name) for name in form.fields},
            "problems": problems(form) if form.is_bound else {},
        }
        status = 422 if form.is_bound else 200
        return render(request, "member/value_sides.html", page, status=status)
    now = local_now(request)
    kept.weigh(rated=rated, sides=kept.Sides(**form.cleaned_data), now=now)
    words = tuple(form.cleaned_data.values())
    return onward(request, typed=words, to=f"{to}?said=weighed", now=now)


def why_not_lower(said: int | None, what: str) -> str:
    """What is asked back about a rating; empty where there was none. The answer is the member's."""
    if said is None:
        return ""
    if said == 0:
        return f"For how {what} you said 0. What would have to be different for it to be a 1?"
    return f"For how {what} you said {said}. What makes it {said}, and not lower?"
