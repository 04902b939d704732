"""Celebrate one thing: in own words, or with a line that is ready."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from overture.content.supporters import CelebrationLine, celebrate, held_back
from overture.server.care import cheering, shown
from overture.server.care.cheering import Heard
from overture.server.web import close_page
from overture.server.web.clock import local_now, today_of
from overture.server.web.fields import Words, problem, typed
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.people import PersonRequest, role_only
from overture.server.web.region import region_of
from overture.server.web.supporter.links import opened
from overture.server.web.supporter.shared import CLOSE

LONGEST: Final = 500
AT_FIRST: Final = 6
"""So many ready lines stand on the page; the others are one press away."""
NEEDED: Final = "Write a line, or choose one below."


class CelebrateForm(forms.Form):
    """Own words, or the id of a line that is ready."""

    words = Words(LONGEST)
    ready = forms.CharField(required=False, max_length=40)


@role_only(CLOSE)
@require_http_methods(["GET", "POST"])
def celebrate_this(request: PersonRequest, link_id: UUID, thing_id: UUID) -> HttpResponse:
    """Say something about one thing on the page. What would press is held back, never dropped."""
    link, found = opened(request, link_id)
    one = found.find(thing_id)
    if one is None:
        raise Http404
    if one.celebrated:
        return redirect("shared_page", link_id=link.pk)
    if request.method == "GET":
        return _page(request, link, one, CelebrateForm())
    form = CelebrateForm(request.POST)
    if not form.is_valid():
        return _page(request, link, one, form, said=problem(form, "words"), status=422)
    words, ready = _chosen(form)
    if not words:
        return _page(request, link, one, form, said=NEEDED, status=422)
    return _heard(request, link, one, form, words, ready)


def _heard(
    request: PersonRequest,
    link: shown.Link,
    one: shown.Shown,
    form: CelebrateForm,
    words: str,
    ready: str,
) -> HttpResponse:
    now = local_now(request)
    heard = cheering.hear(words=words, region=region_of(request), now=now)
    if not heard.may_go:
        return _page(request, link, one, form, heard=heard, status=422)
    cheering.celebrate(link=link, about=one, words=words, ready=ready, key=key_of(request), now=now)
    return redirect(f"{reverse('shared_page', args=[link.pk])}?said=sent")


def _chosen(form: CelebrateForm) -> tuple[str, str]:
    """Own words, unless a line was chosen: that is a tap, and the later act. And the line's id."""
    ready = form.cleaned_data["ready"]
    lines = {line.id: line.words for line in celebrate().line} | _instead()
    if ready in lines:
        return lines[ready], ready
    return form.cleaned_data["words"], ""


def _instead() -> dict[str, str]:
    """Better words for what is held back, under names of their own."""
    return {
        f"{kind.id}-{number}": words
        for kind in held_back().held
        for number, words in enumerate(kind.better)
    }


def _page(
    request: PersonRequest,
    link: shown.Link,
    one: shown.Shown,
    form: CelebrateForm,
    *,
    said: str = "",
    heard: Heard | None = None,
    status: int = 200,
) -> HttpResponse:
    name = shown.member_name(link.member)
    first, more = _in_turn(celebrate().line)
    held = heard.held if heard else None
    page = {
        "link": link,
        "name": name,
        "one": close_page.row(one, name, today_of(request)),
        "ready": first,
        "more": more,
        "words": typed(form, "words"),
        "problem": said,
        "reply": heard.help if heard else None,
        "held": held,
        "better": [(f"{held.id}-{n}", words) for n, words in enumerate(held.better)]
        if held
        else [],
        "key": request.POST.get("key") or fresh_key(),
    }
    return render(request, "supporter/celebrate.html", page, status=status)


def _in_turn(
    lines: Iterable[CelebrationLine],
) -> tuple[list[CelebrationLine], list[CelebrationLine]]:
    """A line of each voice to begin with, and the others."""
    first = list({line.voice: line for line in reversed(list(lines))}.values())[::-1][:AT_FIRST]
    return first, [line for line in lines if line not in first]
