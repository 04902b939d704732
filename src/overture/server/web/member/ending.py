"""The end of the course: what changed, what stays, and a goodbye that is one."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from overture.server.practice import anchors, course, quiet_plans, selectors, thoughts
from overture.server.web.clock import local_now
from overture.server.web.keys import fresh_key
from overture.server.web.moments import moments_of
from overture.server.web.requests import MemberRequest, members_only
from overture.server.web.telling_change import change


@members_only
@require_GET
def ending(request: MemberRequest) -> HttpResponse:
    """The last page of the course, open from its last week on."""
    found = course.where(request.member)
    if found.standing != "going" or not (found.is_over or course.is_last(found.week)):
        return redirect("course")
    moments = list(moments_of(selectors.met_moments(request.member)).values())
    standing = anchors.standing(request.member, local_now(request))
    page = {
        "is_over": found.is_over,
        "week": found.week,
        "change": change(moments),
        "answers": course.answers_of(request.member),
        "changes": quiet_plans.changes_of(request.member),
        "thoughts": [
            (one.thought.words, one.kept.words)
            for one in thoughts.tried_out(request.member)
            if one.kept and one.kept.words
        ],
        "anchors": [one.anchor.title for one in standing],
        "has_plan": quiet_plans.has_plan(request.member),
        "key": fresh_key(),
    }
    return render(request, "member/ending.html", page)
