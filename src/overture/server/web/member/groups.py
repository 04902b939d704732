"""A group as a member sees it: what is being made together, what was written, and being there."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from overture.server.groups import joining, live, posting
from overture.server.groups.joining import Membership
from overture.server.web.clock import local_now
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.member.forms import problem
from overture.server.web.member.group_forms import PostForm
from overture.server.web.member.listening import shown_first
from overture.server.web.requests import MemberRequest, members_only

KINDS = (
    ("anything", "Nothing in particular"),
    ("step", "A step"),
    ("near_miss", "A near miss"),
    ("question", "A question"),
    ("new", "I’m new"),
    ("quiet", "Not much to say"),
    ("good_news", "Good news"),
    ("hard_day", "A hard day"),
    ("place", "A place"),
)
"""What a post can be said to tell; the ready replies follow it."""
SAID = {
    "joined": "You are in. Reading is enough.",
    "here": "You’re here. That is taking part.",
    "written": "Written.",
    "morning": "Kept. At night nothing is delivered: it is shown at 07:00. You can take it back.",
    "rule": "Kept, and not shown yet. It may tell of a way to be hurt, so the host reads it first.",
    "back": "Taken back.",
    "away": "You won’t see that one again.",
    "told": "Kept as you said.",
    "reported": "Passed on.",
    "blocked": "You won’t see what they write. They are not told.",
    "unblocked": "You see what they write again.",
    "appealed": "Somebody else will look at it again.",
}
SLOW = "The group is slow at present. You can post again at {:%H:%M}; your words are still here."
KEPT_HERE = "Your words are kept. Nobody in the group has seen them"


def place_in(request: MemberRequest, group_id: UUID) -> Membership:
    """The member's place in a group. Raises Http404 where there is none: then no such group is."""
    found = joining.membership_in(request.member, group_id)
    if found is None:
        raise Http404
    return found


@members_only
@require_GET
def groups(request: MemberRequest) -> HttpResponse:
    """The groups that the member is in; with one, that one."""
    inside = joining.mine(request.member)
    said = SAID.get(request.GET.get("said", ""), "")
    if len(inside) == 1 and not said:
        return redirect("group", group_id=inside[0].group_id)
    page = {"inside": inside, "place": "people", "said": said}
    return render(request, "member/groups.html", page)


@members_only
@require_GET
def group(request: MemberRequest, group_id: UUID) -> HttpResponse:
    """One group, or, for somebody who was asked to stay out, why and until when."""
    me, now = place_in(request, group_id), local_now(request)
    if me.is_out(now):
        return render(request, "member/group_out.html", {"me": me, "group": me.group})
    return _page(request, me)


@members_only
@require_POST
def write(request: MemberRequest, group_id: UUID) -> HttpResponse:
    """Write to the group."""
    me, now = inside(request, group_id), local_now(request)
    form = PostForm(request.POST)
    if not form.is_valid():
        return _page(request, me, wrong=problem(form, "words"), status=422)
    kind = request.POST.get("kind", "")
    kind = kind if kind in dict(KINDS) else "anything"
    draft = posting.Draft(form.cleaned_data["words"], kind=kind)
    try:
        kept = posting.write(by=me, draft=draft, key=key_of(request), now=now)
    except posting.SlowedError as slowed:
        return _page(request, me, wrong=SLOW.format(slowed.free), status=422)
    return after_writing(request, kept, reverse("group", args=[group_id]))


@members_only
@require_POST
def here(request: MemberRequest, group_id: UUID) -> HttpResponse:
    """I'm here, just reading."""
    me = inside(request, group_id)
    joining.just_reading(membership=me, now=local_now(request))
    return redirect(f"{reverse('group', args=[group_id])}?said=here")


def inside(request: MemberRequest, group_id: UUID) -> Membership:
    """The place of somebody who may take part at present. Raises Http404 for anybody else."""
    me = place_in(request, group_id)
    if me.is_out(local_now(request)):
        raise Http404
    return me


def after_writing(request: MemberRequest, kept: posting.Kept, back: str) -> HttpResponse:
    """Back to where it was written; or what the screen has to say, with the words in safety."""
    post = kept.post
    if post.state == post.State.DANGER:
        to = reverse("group_post", args=[post.group_id, post.pk])
        reply = kept.look.reply if kept.look else None
        return shown_first(request, reply, to, heading=KEPT_HERE) if reply else redirect(to)
    word = "written" if post.shown_at <= post.at else "morning"
    word = "rule" if post.state == post.State.RULE else word
    return redirect(f"{back}?said={word}")


def page_parts(me: Membership, request: MemberRequest) -> dict[str, Any]:
    """What the part of the page is given that changes while it is open."""
    return live.parts_of(me, local_now(request))


def _page(
    request: MemberRequest, me: Membership, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    page = page_parts(me, request)
    page |= {
        "key": request.POST.get("key") or fresh_key(),
        "typed": request.POST.get("words", "") if wrong else "",
        "problem": wrong,
        "kinds": KINDS,
        "kind": request.POST.get("kind", "anything"),
        "stream": live.address_of(me),
        "said": SAID.get(request.GET.get("said", ""), ""),
    }
    return render(request, "member/group.html", page, status=status)
