"""Short lessons, and how the next step is chosen."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from overture.content.lessons import lessons
from overture.server.web.prose import prose
from overture.server.web.requests import MemberRequest, members_only


@members_only
@require_GET
def every(request: MemberRequest) -> HttpResponse:
    """All lessons, in the order in which they are best read."""
    return render(request, "member/lessons.html", {"lessons": lessons().values()})


@members_only
@require_GET
def lesson(request: MemberRequest, lesson_id: str) -> HttpResponse:
    """One lesson, with its sources and their doubts."""
    found = lessons().get(lesson_id)
    if found is None:
        raise Http404
    page = {"lesson": found, "text": prose(found.text)}
    return render(request, "member/lesson.html", page)


@members_only
@require_GET
def how_cue_chooses(request: MemberRequest) -> HttpResponse:
    """The planner's rules, in words."""
    return render(request, "member/how_cue_chooses.html")
