"""Coming into a group by an invitation, its ground rules, and leaving in one press."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from overture.content.groups import ground_rules
from overture.server.groups import joining
from overture.server.web.clock import local_now
from overture.server.web.member.forms import problems, typed
from overture.server.web.member.group_forms import JoinForm
from overture.server.web.member.group_posts import TELLS
from overture.server.web.member.groups import place_in
from overture.server.web.member.listening import onward
from overture.server.web.requests import MemberRequest, members_only

TAKEN = "Somebody in this group is called that. Choose another name."


@members_only
@require_http_methods(["GET", "POST"])
def join(request: MemberRequest, token: str) -> HttpResponse:
    """What the group is and how it is kept; then a name for it, and a yes."""
    form = JoinForm(request.POST or None)
    if not form.is_valid():
        return _page(request, token, form)
    name, now = form.cleaned_data["name"], local_now(request)
    try:
        me = joining.join(
            token=token,
            member=request.member,
            name=name,
            tells_host=form.cleaned_data["tells"] or "nothing",
            now=now,
        )
    except joining.NameTakenError:
        return _page(request, token, form, wrong=TAKEN)
    except (joining.CannotTakeError, ValueError):
        return _page(request, token, form)
    to = f"{reverse('group', args=[me.group_id])}?said=joined"
    return onward(request, typed=(name,), to=to, now=now)


@members_only
@require_POST
def leave(request: MemberRequest, group_id: UUID) -> HttpResponse:
    """Leave in one press; nobody is asked why."""
    me = place_in(request, group_id)
    takes_parts = request.POST.get("parts") == "go"
    joining.leave(membership=me, takes_parts=takes_parts, now=local_now(request))
    return render(request, "member/group_left.html", {"group": me.group})


@members_only
@require_http_methods(["GET", "POST"])
def hard_hour(request: MemberRequest, group_id: UUID) -> HttpResponse:
    """What the host may know of words that sounded like danger; it can be changed at any time."""
    me = place_in(request, group_id)
    wanted = request.POST.get("tells", "")
    if wanted in dict(TELLS):
        joining.say_tells(membership=me, tells_host=wanted)
        return redirect(f"{reverse('group', args=[group_id])}?said=told")
    page = {"group": me.group, "tells": TELLS, "chosen": me.tells_host}
    return render(request, "member/group_hard_hour.html", page)


@members_only
@require_GET
def rules(request: MemberRequest, group_id: UUID) -> HttpResponse:
    """How a group is kept."""
    me = place_in(request, group_id)
    kept = ground_rules()
    acts = (kept.report, kept.block, kept.appeal, kept.slow, kept.quiet, kept.leaving)
    page = {"rules": kept, "acts": acts, "group": me.group}
    return render(request, "member/group_rules.html", page)


def _page(request: MemberRequest, token: str, form: JoinForm, *, wrong: str = "") -> HttpResponse:
    offer = joining.offer(token=token, member=request.member, now=local_now(request))
    if offer is None:
        return render(request, "member/group_no_invitation.html", status=404)
    found = problems(form) if form.is_bound else {}
    page = {
        "offer": offer,
        "group": offer.group,
        "rules": ground_rules(),
        "tells": TELLS,
        "chosen": typed(form, "tells") or "nothing",
        "name": typed(form, "name") if form.is_bound else request.member.name,
        "problem": wrong or found.get("name", ""),
    }
    return render(request, "member/group_join.html", page, status=422 if form.is_bound else 200)
