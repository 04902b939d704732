"""Beside the posts of a group: an evening, a week in a pair, a step that is shown, feedback."""

from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from overture.content.families import FAMILIES
from overture.content.groups import feedback as feedback_form
from overture.server.groups import evenings, pairs, posting, reading, showing
from overture.server.groups.joining import Membership
from overture.server.web.clock import local_now
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.member.forms import problem, typed
from overture.server.web.member.group_forms import FeedbackForm, PostForm
from overture.server.web.member.group_posts import post_for
from overture.server.web.member.groups import SAID, SLOW, after_writing, inside
from overture.server.web.requests import MemberRequest, members_only

PARTS = {"noticed": "noticed", "did": "did-for-me", "more": "hear-more"}
"""Each field of the form, and the authored part that it holds."""
ONE_IS_ENOUGH = "Write something in one of the three. One is enough."


@members_only
@require_http_methods(["GET", "POST"])
def evening(request: MemberRequest, group_id: UUID) -> HttpResponse:
    """What an evening may be like, how it was, and one tap about the week."""
    me, now = inside(request, group_id), local_now(request)
    day = _evening_of(me, now.date())
    if request.method == "POST":
        said = _evening_said(request, me, day)
        return redirect(f"{reverse('group_evening', args=[group_id])}?said={said}")
    page = {
        "group": me.group,
        "day": day,
        "rated": evenings.of_day(me, day),
        "is_over": day <= now.date(),
        "tapped": evenings.tapped(me, now),
        "felt": evenings.WeekFelt.Felt.choices,
        "said": SAID.get(request.GET.get("said", ""), ""),
    }
    return render(request, "member/group_evening.html", page)


@members_only
@require_http_methods(["GET", "POST"])
def pair(request: MemberRequest, group_id: UUID) -> HttpResponse:
    """A week with one other: the script to lean on, and what the two write to each other."""
    me, now = inside(request, group_id), local_now(request)
    found = pairs.paired(me, now)
    if request.method == "GET":
        return _pair_page(request, me, found, PostForm())
    if "words" in request.POST:
        return _pair_wrote(request, me, found)
    if request.POST.get("do") == "end" and found:
        pairs.end(pair=found.pair, by=me, now=now)
    else:
        wants = request.POST.get("do") == "wish"
        works_on = request.POST.get("works_on", "")
        works_on = works_on if works_on in FAMILIES else ""
        pairs.wish(membership=me, wants=wants, works_on=works_on)
    return redirect(f"{reverse('group_pair', args=[group_id])}?said=told")


@members_only
@require_GET
def show(request: MemberRequest, group_id: UUID) -> HttpResponse:
    """Steps that were tried and could be shown, each by a press of its own."""
    me = inside(request, group_id)
    page = {"group": me.group, "steps": showing.showable(me)}
    return render(request, "member/group_show.html", page)


@members_only
@require_http_methods(["GET", "POST"])
def show_step(request: MemberRequest, group_id: UUID, step_id: UUID) -> HttpResponse:
    """Let the group see one step that was tried: this one, and no other."""
    me, now = inside(request, group_id), local_now(request)
    form, step = PostForm(request.POST or None), showing.showable_step(me, step_id)
    if step is None:
        raise Http404
    if not form.is_valid():
        return _show_page(request, me, step, form)
    asks = request.POST.get("asks", "")
    asks = asks if asks in feedback_form().asking else ""
    words = form.cleaned_data["words"]
    draft = posting.Draft(words, step=step, kind="step", asks=asks)
    try:
        kept = posting.write(by=me, draft=draft, key=key_of(request), now=now)
    except posting.SlowedError as slowed:
        return _show_page(request, me, step, form, wrong=SLOW.format(slowed.free))
    return after_writing(request, kept, reverse("group", args=[group_id]))


@members_only
@require_http_methods(["GET", "POST"])
def feedback(request: MemberRequest, group_id: UUID, post_id: UUID) -> HttpResponse:
    """Feedback on a post whose writer asked for it, in three parts of which one is enough."""
    me, now = inside(request, group_id), local_now(request)
    post = post_for(request, me, post_id)
    if not post.asks or post.by_id == me.pk:
        raise Http404
    form = FeedbackForm(request.POST or None)
    if not form.is_valid():
        return _feedback_page(request, me, post, form)
    given = form.cleaned_data
    parts = {part: given[name] for name, part in PARTS.items() if given[name]}
    if not parts:
        return _feedback_page(request, me, post, form, wrong=ONE_IS_ENOUGH)
    draft = posting.Draft(answers=post, parts=parts)
    try:
        kept = posting.write(by=me, draft=draft, key=key_of(request), now=now)
    except posting.SlowedError as slowed:
        return _feedback_page(request, me, post, form, wrong=SLOW.format(slowed.free))
    return after_writing(request, kept, reverse("group", args=[group_id]))


def _evening_of(me: Membership, today: date) -> date:
    """The evening that is nearest: today's, or the last one, up to the day before the next."""
    if me.group.weekday is None:
        return today
    since = (today.weekday() - me.group.weekday) % 7
    return today - timedelta(days=since) if since < 6 else today + timedelta(days=1)


def _evening_said(request: MemberRequest, me: Membership, day: date) -> str:
    now, given = local_now(request), request.POST
    if given.get("felt_week"):
        try:
            evenings.tap_week(membership=me, felt=given["felt_week"], now=now)
        except ValueError as error:
            raise Http404 from error
        return "told"
    shown = "shown" in given
    for name, say in (("expected", evenings.expect), ("felt", evenings.was)):
        if given.get(name, "") in {str(n) for n in range(11)}:
            say(membership=me, day=day, anxiety=int(given[name]), shown=shown, now=now)
    evenings.show(membership=me, day=day, shown=shown)
    return "told"


def _pair_wrote(request: MemberRequest, me: Membership, found: pairs.Paired | None) -> HttpResponse:
    form = PostForm(request.POST)
    if found is None or not form.is_valid():
        return _pair_page(request, me, found, form)
    draft = posting.Draft(form.cleaned_data["words"], pair=found.pair)
    kept = posting.write(by=me, draft=draft, key=key_of(request), now=local_now(request))
    return after_writing(request, kept, reverse("group_pair", args=[me.group_id]))


def _pair_page(
    request: MemberRequest, me: Membership, found: pairs.Paired | None, form: PostForm
) -> HttpResponse:
    now = local_now(request)
    page = {
        "group": me.group,
        "me": me,
        "paired": found,
        "lines": reading.in_pair(me, found.pair, now) if found else [],
        "kinds": [(key, family.where) for key, family in FAMILIES.items()],
        "key": request.POST.get("key") or fresh_key(),
        "typed": typed(form, "words") if form.is_bound else "",
        "problem": problem(form, "words") if form.is_bound else "",
        "said": SAID.get(request.GET.get("said", ""), ""),
    }
    return render(request, "member/group_pair.html", page, status=422 if form.is_bound else 200)


def _show_page(
    request: MemberRequest, me: Membership, step: showing.Step, form: PostForm, *, wrong: str = ""
) -> HttpResponse:
    page = {
        "group": me.group,
        "step": step,
        "numbers": showing.words_of(step),
        "asking": feedback_form().asking,
        "key": request.POST.get("key") or fresh_key(),
        "typed": typed(form, "words") if form.is_bound else "",
        "problem": wrong or (problem(form, "words") if form.is_bound else ""),
    }
    status = 422 if form.is_bound else 200
    return render(request, "member/group_show_step.html", page, status=status)


def _feedback_page(
    request: MemberRequest,
    me: Membership,
    post: posting.Post,
    form: FeedbackForm,
    *,
    wrong: str = "",
) -> HttpResponse:
    words = feedback_form()
    parts = [
        {"name": name, "part": part, "typed": typed(form, name), "problem": problem(form, name)}
        for (name, key) in PARTS.items()
        for part in words.part
        if part.id == key
    ]
    page = {
        "group": me.group,
        "line": reading.line_of(me, post, local_now(request)),
        "words": words,
        "parts": parts,
        "key": request.POST.get("key") or fresh_key(),
        "problem": wrong,
    }
    status = 422 if form.is_bound else 200
    return render(request, "member/group_feedback.html", page, status=status)
