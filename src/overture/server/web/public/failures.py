"""Pages for what went wrong: what happened, whether anything is lost, what to do."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from overture.server.web.requests import anyone

NOT_KEPT = (
    "Nothing can be kept just now: the server can’t write, perhaps because its disk is full. "
    "It’s a fault on our side. Your words are still here; try again in a while."
)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or another tab signed in anew. What was typed is shown again."""
    del reason
    page = {"typed": _typed(request), "again": _page_before(request)}
    return render(request, "public/stale.html", page, status=403)


@anyone
def nobody_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Something was sent from a browser whose space is closed: as for a form that is too old."""
    del exception
    return stale_form(request)


@anyone
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such page, or it is somebody else's: the same answer for both."""
    del exception
    return render(request, "public/not_found.html", status=404)


@anyone
def our_fault(request: HttpRequest) -> HttpResponse:
    """Something broke on the server."""
    page = {"typed": _typed(request)}
    return render(request, "public/our_fault.html", page, status=500)


def not_kept(request: HttpRequest) -> HttpResponse:
    """The database cannot be written: a full disk, as a rule. What was typed is shown again."""
    if request.headers.get("X-Overture") == "talk":
        return HttpResponse(NOT_KEPT, status=503, content_type="text/plain; charset=utf-8")
    page = {"typed": _typed(request), "again": _page_before(request)}
    return render(request, "public/not_kept.html", page, status=503)


def _typed(request: HttpRequest) -> list[str]:
    """What a member may have written in the form that was sent."""
    return [
        str(value)
        for name, value in request.POST.items()
        if name not in {"csrfmiddlewaretoken", "key"} and len(value) > 2
    ]


def _page_before(request: HttpRequest) -> str:
    """The page of ours on which the form stood; not every address that takes a form is a page."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    is_ours = came_from.netloc == request.get_host() and came_from.path
    return came_from.path if is_ours else request.path
