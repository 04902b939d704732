"""Something worries me; block; a second look. Each is one page, and each says what it means."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from overture.content.groups import ground_rules
from overture.server.groups import hosting, joining, keeping, posting, reading
from overture.server.groups.joining import Membership
from overture.server.web.clock import local_now
from overture.server.web.keys import key_of
from overture.server.web.member.forms import problems, typed
from overture.server.web.member.group_forms import AppealForm, ReportForm
from overture.server.web.member.group_posts import post_for
from overture.server.web.member.groups import place_in
from overture.server.web.member.listening import shown_first
from overture.server.web.requests import MemberRequest, members_only

PASSED_ON = "It is passed on, with your words"


@members_only
@require_http_methods(["GET", "POST"])
def worry(request: MemberRequest, group_id: UUID) -> HttpResponse:
    """Something worries somebody: about a post, a person, or neither. At any hour."""
    me = place_in(request, group_id)
    post, about = _of(request, me)
    form = ReportForm(request.POST or None)
    named = {one.id for one in keeping.reasons()}
    if not form.is_valid() or form.cleaned_data["reason"] not in named:
        return _worry_page(request, me, form, post, about)
    made = keeping.report(
        by=me,
        reason=form.cleaned_data["reason"],
        post=post,
        about=about,
        words=form.cleaned_data["note"],
        key=key_of(request),
        now=local_now(request),
    )
    to = reverse("group", args=[group_id])
    if made.look and made.look.reply:
        return shown_first(request, made.look.reply, to, heading=PASSED_ON)
    page = {"made": made, "group": me.group, "post": post, "about": made.report.about}
    return render(request, "member/group_worry_kept.html", page)


@members_only
@require_http_methods(["GET", "POST"])
def person(request: MemberRequest, group_id: UUID, membership_id: UUID) -> HttpResponse:
    """Somebody in the group: block them, or see what they write again."""
    me = place_in(request, group_id)
    other = hosting.member_of(me.group, membership_id)
    if other is None or other.pk == me.pk:
        raise Http404
    if request.method == "POST":
        blocks = request.POST.get("do") == "block"
        act = keeping.block if blocks else keeping.unblock
        act(by=me, of=other, now=local_now(request))
        said = "blocked" if blocks else "unblocked"
        return redirect(f"{reverse('group', args=[group_id])}?said={said}")
    blocked = other.pk in keeping.blocked_by(me)
    page = {"other": other, "group": me.group, "blocked": blocked, "act": ground_rules().block}
    return render(request, "member/group_person.html", page)


@members_only
@require_http_methods(["GET", "POST"])
def second_look(request: MemberRequest, group_id: UUID) -> HttpResponse:
    """Ask for a second look at a post of one's own that was hidden, or at staying out."""
    me = joining.membership_in(request.member, group_id)
    me = me or joining.was_in(request.member, group_id)
    post = _own(request, me) if me else None
    if me is None or keeping.can_appeal(me, post) is None:
        raise Http404
    form = AppealForm(request.POST or None)
    if not form.is_valid() or not any(form.cleaned_data.values()):
        page = {
            "group": me.group,
            "me": me,
            "post": post,
            "rules": ground_rules(),
            "typed": typed(form, "note"),
            "problems": problems(form) if form.is_bound else {},
        }
        return render(request, "member/group_second_look.html", page)
    given = form.cleaned_data
    look = keeping.appeal(
        by=me, post=post, reason=given["reason"], words=given["note"], now=local_now(request)
    )
    to = f"{reverse('groups')}?said=appealed"
    if look and look.reply:
        return shown_first(request, look.reply, to, heading=PASSED_ON)
    return redirect(to)


def _of(request: MemberRequest, me: Membership) -> tuple[posting.Post | None, Membership | None]:
    """What or whom it is about, as the address or the form says."""
    given = {**request.GET.dict(), **request.POST.dict()}
    post = post_for(request, me, _id(given["post"])) if given.get("post") else None
    about = hosting.member_of(me.group, _id(given["person"])) if given.get("person") else None
    return post, about


def _own(request: MemberRequest, me: Membership) -> posting.Post | None:
    given = request.POST.get("post") or request.GET.get("post")
    if not given:
        return None
    found = posting.own_post(me, _id(given))
    if found is None:
        raise Http404
    return found


def _id(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError as error:
        raise Http404 from error


def _worry_page(
    request: MemberRequest,
    me: Membership,
    form: ReportForm,
    post: posting.Post | None,
    about: Membership | None,
) -> HttpResponse:
    line = reading.line_of(me, post, local_now(request)) if post else None
    page = {
        "group": me.group,
        "line": line,
        "about": about,
        "reasons": keeping.reasons(),
        "act": ground_rules().report,
        "key": key_of(request),
        "typed": typed(form, "note"),
        "problems": problems(form) if form.is_bound else {},
        "earlier": keeping.reports_by(me),
    }
    status = 422 if form.is_bound else 200
    return render(request, "member/group_worry.html", page, status=status)
