"""The parts of a thought record, one page each. Each is written once, and may be left at any time.

Whoever comes to a part that is written, or not due yet, is brought to the thought as it stands;
what they typed meanwhile is screened and shown again there.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from overture.content import real_steps
from overture.content.thoughts import ThoughtKind, thought_kinds
from overture.server.practice import selectors, services
from overture.server.practice import thoughts as kept
from overture.server.practice.selectors import Step
from overture.server.practice.thoughts import Standing
from overture.server.web.clock import local_now
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.member.forms import problems, tapped, typed
from overture.server.web.member.gone import not_taken
from overture.server.web.member.listening import onward
from overture.server.web.member.thought_forms import (
    ExamineForm,
    FriendForm,
    KeepForm,
    ReadingsForm,
    TestForm,
)
from overture.server.web.member.thoughts import as_it_stands, own_thought
from overture.server.web.requests import MemberRequest, View, members_only, typed_in

Page = Callable[[MemberRequest, Standing, Form], HttpResponse]
"""A part that is due, with its form: as it is shown, or once the form holds."""

NO_READING: Final = (
    "Tap one that could be, or write your own. If you see no other, there is a button for that."
)
NO_STEP: Final = "Tap a step, or write one of your own. Or let it be for now."
NO_WORDS: Final = "Write a few words first. Or let it be for now."
NOTHING: Final = "A tap or a few words are enough. Or let it be for now."
ELSEWHERE: Final = "This part was written already on another page, or is not open now. "


def _part(form_of: type[Form], shown: Page, *stages: str) -> Callable[[Page], View[UUID]]:
    """A page that is `shown` while one of these stages is due, and written once its form holds."""

    def of(write: Page) -> View[UUID]:
        @wraps(write)
        def opened(request: MemberRequest, thought_id: UUID) -> HttpResponse:
            one = kept.standing_of(own_thought(request, thought_id))
            if one.stage not in stages or one.thought.rests:  # what rests is taken up first
                return _not_due(request, one)
            form = form_of(request.POST if request.method == "POST" else None)
            if not form.is_valid():
                return shown(request, one, form)
            return (
                _left(request, one, form) if "leave" in request.POST else write(request, one, form)
            )

        return members_only(require_http_methods(["GET", "POST"])(opened))

    return of


def _not_due(request: MemberRequest, one: Standing) -> HttpResponse:
    """To the thought as it stands. What was typed is no less read for that, and shown again."""
    words = typed_in(request) if request.method == "POST" else []
    if set(map(_plain, words)) <= set(map(_plain, kept.words_in(one))):  # a double tap
        to = reverse("thought", args=[one.thought.pk])
        return onward(request, typed=tuple(words), to=to, now=local_now(request))
    page = {**as_it_stands(one), "lead": ELSEWHERE}
    return not_taken(request, "member/thought.html", page, status=409)


def _plain(words: str) -> str:
    return " ".join(words.split())


def _examine_page(request: MemberRequest, one: Standing, form: Form) -> HttpResponse:
    return _page(request, "examine", one, form, kind=kept.kind_of(one.thought))


@_part(ExamineForm, _examine_page, "examine")
def examine(request: MemberRequest, one: Standing, form: Form) -> HttpResponse:
    """What speaks for it, and what against; either may be skipped."""
    given = form.cleaned_data
    kept.examine(
        thought=one.thought,
        speaks_for=given["speaks_for"],
        speaks_against=given["speaks_against"],
        now=local_now(request),
    )
    return _on(request, one, form, "thought_readings")


def _readings_page(
    request: MemberRequest, one: Standing, form: Form, *, wrong: str = ""
) -> HttpResponse:
    kind, offered = _tapped_readings(request, one)
    more: dict[str, Any] = {"kind": kind, "kinds": thought_kinds().values(), "offered": offered}
    return _page(request, "readings", one, form, wrong=wrong, **more)


def _tapped_readings(request: MemberRequest, one: Standing) -> tuple[ThoughtKind, list[str]]:
    """The kind of thought that was tapped, and those of its readings that were."""
    kind = kept.kind_of(one.thought, request.POST.get("kind") or request.GET.get("kind", ""))
    return kind, [text for text in kind.readings if text in request.POST.getlist("reading")]


@_part(ReadingsForm, _readings_page, "readings")
def readings(request: MemberRequest, one: Standing, form: Form) -> HttpResponse:
    """Other ways to read it, offered and own, or none; and how sure now."""
    kind, offered = _tapped_readings(request, one)
    own, none_seen = form.cleaned_data["own_reading"], "none" in request.POST
    if not (own or offered or none_seen):
        return _readings_page(request, one, form, wrong=NO_READING)
    kept.other_readings(
        thought=one.thought,
        kind=kind.id,
        offered=offered,
        own=own,
        sure=form.cleaned_data["sure"],
        now=local_now(request),
    )
    return _on(request, one, form, "thought_test")


def _test_page(
    request: MemberRequest, one: Standing, form: Form, *, wrong: str = ""
) -> HttpResponse:
    kind = kept.kind_of(one.thought, one.readings.kind if one.readings else "")
    fitting = [real_steps()[step_id] for step_id in kept.fitting_steps(one.thought, kind)]
    return _page(
        request,
        "test",
        one,
        form,
        wrong=wrong,
        kind=kind,
        mine=[(str(step.pk), step) for step in kept.own_steps(request.member)],
        fitting=fitting,
        chosen=typed(form, "step"),
        feared=typed(form, "feared_words") or _draft(one, "feared_words") or one.thought.words,
    )


@_part(TestForm, _test_page, "test", "waiting")
def test(request: MemberRequest, one: Standing, form: Form) -> HttpResponse:
    """A step that would show: one of the member's, one of the library, or a new one."""
    step = _step(request, form)
    if step is None:
        return _test_page(request, one, form, wrong=NO_STEP)
    feared = form.cleaned_data["feared_words"]
    now = local_now(request)
    kept.test(thought=one.thought, step=step, feared_event=feared, key=key_of(request), now=now)
    return _on(request, one, form, "thought", said="tested")


def _step(request: MemberRequest, form: Form) -> Step | None:
    """The step that was written, or tapped; put on the member's list if it is not there yet."""
    title, tap = form.cleaned_data["title"], form.cleaned_data["step"]
    key, now = key_of(request), local_now(request)
    if title:
        return services.plan_own_step(member=request.member, title=title, key=key, now=now)
    if tap in real_steps():
        return services.plan_library_step(member=request.member, library_id=tap, key=key, now=now)
    try:
        return selectors.step_of(request.member, UUID(tap))
    except ValueError:
        return None


def _friend_page(
    request: MemberRequest, one: Standing, form: Form, *, wrong: str = ""
) -> HttpResponse:
    return _page(request, "friend", one, form, wrong=wrong)


@_part(FriendForm, _friend_page, "test", "waiting")
def friend(request: MemberRequest, one: Standing, form: Form) -> HttpResponse:
    """What one would say to a friend: an end without a test, for what is past."""
    words = form.cleaned_data["words"]
    if not words:
        return _friend_page(request, one, form, wrong=NO_WORDS)
    kept.say_to_friend(thought=one.thought, words=words, now=local_now(request))
    return _on(request, one, form, "thought", said="friend")


def _happened_page(
    request: MemberRequest, one: Standing, form: Form, *, wrong: str = ""
) -> HttpResponse:
    kind = kept.kind_of(one.thought, one.readings.kind if one.readings else "")
    return _page(request, "happened", one, form, kind=kind, wrong=wrong)


@_part(KeepForm, _happened_page, "happened")
def happened(request: MemberRequest, one: Standing, form: Form) -> HttpResponse:
    """What was guessed beside what happened; how sure now, and what the member keeps from it."""
    words, sure = form.cleaned_data["words"], form.cleaned_data["sure"]
    if one.tried is None or (not words and sure is None):
        return _happened_page(request, one, form, wrong=NOTHING)
    tried = one.tried.attempt
    kept.keep(thought=one.thought, attempt=tried, words=words, sure=sure, now=local_now(request))
    return _on(request, one, form, "thought", said="kept")


def _left(request: MemberRequest, one: Standing, form: Form) -> HttpResponse:
    """Let it be; what was typed waits in it."""
    words = _typed_in(form)
    kept.leave(thought=one.thought, draft=words)
    to = f"{reverse('thoughts')}?said=left"
    return onward(request, typed=tuple(words.values()), to=to, now=local_now(request))


def _on(
    request: MemberRequest, one: Standing, form: Form, name: str, *, said: str = ""
) -> HttpResponse:
    """To the next part; what was typed is screened on the way."""
    to = reverse(name, args=[one.thought.pk]) + (f"?said={said}" if said else "")
    words = tuple(_typed_in(form).values())
    return onward(request, typed=words, to=to, now=local_now(request))


def _typed_in(form: Form) -> dict[str, str]:
    """The words of a form by field; taps are no words."""
    return {
        name: value
        for name, value in form.cleaned_data.items()
        if isinstance(value, str) and value and name != "step"
    }


def _draft(one: Standing, name: str) -> str:
    return str(one.thought.draft.get(name, ""))


def _page(
    request: MemberRequest, part: str, one: Standing, form: Form, *, wrong: str = "", **more: object
) -> HttpResponse:
    """A part's page, with what was typed now or when it was left."""
    texts = {name: typed(form, name) or _draft(one, name) for name in form.fields if name != "step"}
    page = {
        **texts,
        "one": one,
        "thought": one.thought,
        "sure": tapped(form, "sure"),
        "key": request.POST.get("key") or fresh_key(),
        "problems": problems(form) if form.is_bound else {},
        "wrong": wrong,
        **more,
    }
    status = 422 if form.is_bound else 200
    return render(request, f"member/thought_{part}.html", page, status=status)
