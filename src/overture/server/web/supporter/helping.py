"""How to help: short reads for somebody close, and how to celebrate without pushing."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from overture.content.supporters import celebrate, supporter_lessons
from overture.server.web.people import PersonRequest, role_only
from overture.server.web.prose import prose
from overture.server.web.supporter.shared import CLOSE


@role_only(CLOSE)
@require_GET
def how_to_help(request: PersonRequest) -> HttpResponse:
    """Everything there is to read."""
    page = {"place": "help", "lessons": supporter_lessons().values()}
    return render(request, "supporter/help.html", page)


@role_only(CLOSE)
@require_GET
def like_this(request: PersonRequest) -> HttpResponse:
    """Pairs of lines: like this, rather than like that, and one reason."""
    return render(request, "supporter/like_this.html", {"file": celebrate()})


@role_only(CLOSE)
@require_GET
def close_lesson(request: PersonRequest, lesson_id: str) -> HttpResponse:
    """One short read, with its sources and their doubts."""
    found = supporter_lessons().get(lesson_id)
    if found is None:
        raise Http404
    page = {"lesson": found, "text": prose(found.text)}
    return render(request, "supporter/lesson.html", page)
