"""One question after time with somebody, for whoever switched it on; an answer is never owed."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from overture.content.after import questions
from overture.server.practice import after
from overture.server.practice.logs import Interaction
from overture.server.practice.selectors import Attempt
from overture.server.web.clock import local_now
from overture.server.web.keys import fresh_seed
from overture.server.web.member.forms import AnswerForm, problems, typed
from overture.server.web.member.listening import onward
from overture.server.web.requests import MemberRequest, members_only


def then_asked(
    request: MemberRequest, thing: Interaction | Attempt, answered: HttpResponse
) -> HttpResponse:
    """Lead over the one question, where one is due; where the screen spoke, none is."""
    if not isinstance(answered, HttpResponseRedirect):
        return answered
    asked = after.ask_about(thing=thing, seed=fresh_seed(), now=local_now(request))
    return redirect("after", asked_id=asked.pk) if asked else answered


@members_only
@require_http_methods(["GET", "POST"])
def question(request: MemberRequest, asked_id: UUID) -> HttpResponse:
    """The question; an answer is kept, and "Not now" costs nothing."""
    asked = after.asked_of(request.member, asked_id)
    if asked is None:
        raise Http404
    to = f"{reverse('log')}?said=kept" if asked.interaction_id else reverse("record")
    if "skip" in request.POST:
        return redirect(to)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        after.answer(asked=asked, words=words)
        return onward(request, typed=(words,), to=to, now=local_now(request))
    page = {
        "question": questions()[asked.question],
        "words": typed(form, "words") or asked.words,
        "problems": problems(form) if form.is_bound else {},
        "back": to,
    }
    return render(request, "member/after.html", page, status=422 if form.errors else 200)


@members_only
@require_POST
def choose(request: MemberRequest) -> HttpResponse:
    """Switch the question and the kind texts on or off."""
    if "no_kind_words" in request.POST:
        asks = after.choices_of(request.member).asks
        chosen = after.Choices(asks=asks, kind_words=False)
    else:
        chosen = after.Choices(asks="asks" in request.POST, kind_words="kind_words" in request.POST)
    after.choose(member=request.member, chosen=chosen, now=local_now(request))
    return redirect(f"{reverse('log')}?said=chosen#choices")
