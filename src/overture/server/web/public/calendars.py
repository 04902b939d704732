"""A member's regular things for the calendar of their choice, behind an address they can stop."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from overture.server.practice import anchors
from overture.server.web.requests import anyone


@anyone
@require_GET
def calendar(_request: HttpRequest, token: str) -> HttpResponse:
    """The calendar under a private address; an address that was stopped is as one never made."""
    text = anchors.calendar_behind(token)
    if text is None:
        raise Http404
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="overture.ics"'
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
