"""Once a month: how is it for you? And two ways out: to look away for a while, and to step back."""

from typing import Final
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from overture.content.supporters import harm_check
from overture.server.care import checking, cheering, parting, shown
from overture.server.care.cheering import Heard
from overture.server.web import asked_page
from overture.server.web.clock import local_now
from overture.server.web.fields import SENTENCE, Words, problem, typed
from overture.server.web.people import PersonRequest, role_only
from overture.server.web.region import region_of
from overture.server.web.supporter.links import own_link
from overture.server.web.supporter.shared import CLOSE

PUT_AWAY: Final = "not-now"


class NoteForm(forms.Form):
    """A line to leave behind, which need not be."""

    note = Words(SENTENCE)


@role_only(CLOSE)
@require_http_methods(["GET", "POST"])
def how_is_it(request: PersonRequest, link_id: UUID) -> HttpResponse:
    """The questions, and what is said to the answers. Of the answers nothing is kept."""
    link = own_link(request, link_id)
    name, side = shown.member_name(link.member), harm_check().supporter
    page = {"link": link, "exit": settings.ENVIRONMENT.exit_url}
    if request.method == "POST":
        checking.over_for_person(link=link, now=local_now(request))
        if PUT_AWAY in request.POST:
            return redirect("shared_with_me")
        said = checking.said_to(side, request.POST.dict())
        page |= asked_page.answered(side, said, name)
    else:
        page |= asked_page.questions(side, name, began="begin" in request.GET)
    return render(request, "supporter/asked.html", page)


@role_only(CLOSE)
@require_http_methods(["GET", "POST"])
def step_back(request: PersonRequest, link_id: UUID) -> HttpResponse:
    """Look away for a while, or step back for good: with a kind line, or with none."""
    link = own_link(request, link_id)
    now = local_now(request)
    if request.method == "GET":
        return _page(request, link, NoteForm())
    if "away" in request.POST:
        checking.look_away(link=link, now=now)
        return redirect(f"{reverse('shared_with_me')}?said=away")
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, link, form, said=problem(form, "note"), status=422)
    words = form.cleaned_data["note"]
    heard = cheering.hear(words=words, region=region_of(request), now=now) if words else Heard()
    if not heard.may_go:
        return _page(request, link, form, heard=heard, status=422)
    parting.step_back(link=link, words=words, now=now)
    return render(request, "supporter/left.html", {"name": shown.member_name(link.member)})


def _page(
    request: PersonRequest,
    link: shown.Link,
    form: NoteForm,
    *,
    said: str = "",
    heard: Heard | None = None,
    status: int = 200,
) -> HttpResponse:
    page = {
        "link": link,
        "name": shown.member_name(link.member),
        "note": typed(form, "note"),
        "problem": said,
        "reply": heard.help if heard else None,
        "held": heard.held if heard else None,
        "exit": settings.ENVIRONMENT.exit_url,
    }
    return render(request, "supporter/step_back.html", page, status=status)
