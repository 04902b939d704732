"""One post: answer it, send a ready reply, take one's own back; and one's part of a task."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from overture.server.groups import keeping, posting, reading, tasks
from overture.server.groups.joining import Membership
from overture.server.web.clock import local_now
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.member.forms import problem, typed
from overture.server.web.member.group_forms import PartForm, PostForm
from overture.server.web.member.groups import SAID, SLOW, after_writing, inside
from overture.server.web.requests import MemberRequest, members_only

TELLS = (
    ("nothing", "Nothing"),
    ("note", "That it was a hard hour, without the words"),
    ("words", "The words too"),
)


@members_only
@require_http_methods(["GET", "POST"])
def post(request: MemberRequest, group_id: UUID, post_id: UUID) -> HttpResponse:
    """A post with everything that can be done with it."""
    me = inside(request, group_id)
    found = post_for(request, me, post_id)
    if request.method == "GET":
        return _page(request, me, found)
    if "words" not in request.POST:
        return _done(request, me, found)
    if found.audience != found.Audience.ALL:
        raise PermissionDenied  # an answer here is for everybody; what was typed is shown again
    form = PostForm(request.POST)
    if not form.is_valid():
        return _page(request, me, found, form=form)
    draft = posting.Draft(form.cleaned_data["words"], answers=found)
    return _written(request, me, found, draft, form)


@members_only
@require_POST
def nod(request: MemberRequest, group_id: UUID, post_id: UUID) -> HttpResponse:
    """A ready-made reply, sent or taken back."""
    me = inside(request, group_id)
    found, ready = post_for(request, me, post_id), request.POST.get("ready", "")
    try:
        posting.nod(post=found, by=me, ready=ready, now=local_now(request))
    except ValueError as error:
        raise Http404 from error
    return redirect(f"{reverse('group', args=[group_id])}#p-{post_id}")


@members_only
@require_http_methods(["GET", "POST"])
def part(request: MemberRequest, group_id: UUID) -> HttpResponse:
    """Add one's own part to what the group makes."""
    me, now = inside(request, group_id), local_now(request)
    making = tasks.making(me.group, me, now)
    if making is None:
        return redirect("group", group_id=group_id)
    if making.mine:
        return redirect("group_post", group_id=group_id, post_id=making.mine.pk)
    form = PartForm(request.POST or None)
    if not form.is_valid():
        page = {"making": making, "group": me.group, "key": key_of(request)}
        page |= {
            "problem": problem(form, "words") if form.is_bound else "",
            "typed": typed(form, "words"),
        }
        return render(request, "member/group_part.html", page, status=422 if form.is_bound else 200)
    draft = posting.Draft(form.cleaned_data["words"], task=making.task)
    kept = posting.write(by=me, draft=draft, key=key_of(request), now=now)
    return after_writing(request, kept, reverse("group", args=[group_id]))


@members_only
@require_http_methods(["GET", "POST"])
def to_host(request: MemberRequest, group_id: UUID) -> HttpResponse:
    """Write to the host alone, and read what the host wrote back."""
    me, now = inside(request, group_id), local_now(request)
    form = PostForm(request.POST or None)
    if not form.is_valid():
        lines = reading.with_host(me, now)
        page = {"lines": lines, "group": me.group, "me": me, "key": key_of(request)}
        page |= {
            "problem": problem(form, "words") if form.is_bound else "",
            "typed": typed(form, "words"),
        }
        page |= {"said": SAID.get(request.GET.get("said", ""), "")}
        status = 422 if form.is_bound else 200
        return render(request, "member/group_to_host.html", page, status=status)
    draft = posting.Draft(form.cleaned_data["words"], for_host=True)
    kept = posting.write(by=me, draft=draft, key=key_of(request), now=now)
    return after_writing(request, kept, reverse("group_to_host", args=[group_id]))


def post_for(request: MemberRequest, me: Membership, post_id: UUID) -> posting.Post:
    """A post that this member may read. Raises Http404 for any other."""
    found = reading.readable(me, post_id, local_now(request))
    if found is None:
        raise Http404
    return found


def _done(request: MemberRequest, me: Membership, found: posting.Post) -> HttpResponse:
    """What was pressed: take back, put away, or what the host may know."""
    now, wanted, said = local_now(request), request.POST.get("do", ""), ""
    mine = found.by_id == me.pk
    if wanted == "back" and mine:
        posting.take_back(post=found, now=now)
        said = "back"
    elif wanted == "away" and not mine:
        posting.put_away(post=found, by=me, now=now)
        said = "away"
    elif wanted in dict(TELLS) and mine:
        posting.say_told(post=found, told=wanted, now=now)
        to = reverse("group_post", args=[me.group_id, found.pk])
        return redirect(f"{to}?said=told")
    return redirect(f"{reverse('group', args=[me.group_id])}?said={said}")


def _written(
    request: MemberRequest,
    me: Membership,
    found: posting.Post,
    draft: posting.Draft,
    form: PostForm,
) -> HttpResponse:
    try:
        kept = posting.write(by=me, draft=draft, key=key_of(request), now=local_now(request))
    except posting.SlowedError as slowed:
        return _page(request, me, found, form=form, wrong=SLOW.format(slowed.free))
    return after_writing(request, kept, reverse("group", args=[me.group_id]))


def _page(
    request: MemberRequest,
    me: Membership,
    found: posting.Post,
    *,
    form: PostForm | None = None,
    wrong: str = "",
) -> HttpResponse:
    line = reading.line_of(me, found, local_now(request))
    page = {
        "line": line,
        "group": me.group,
        "me": me,
        "key": request.POST.get("key") or fresh_key(),
        "problem": wrong or (problem(form, "words") if form else ""),
        "typed": typed(form, "words") if form else "",
        "tells": TELLS,
        "can_appeal": line.mine and keeping.can_appeal(me, found) is not None,
        "appeal": keeping.appeal_open(me, found) if line.mine else None,
        "said": SAID.get(request.GET.get("said", ""), ""),
    }
    return render(request, "member/group_post.html", page, status=422 if form else 200)
