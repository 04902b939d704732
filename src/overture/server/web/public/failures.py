"""Pages for what went wrong: what happened, whether anything is lost, what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from overture.safety import SafetyReply
from overture.server.web.public.beside import failed, unchecked
from overture.server.web.requests import anyone, typed_in

NOT_KEPT = (
    "Nothing can be kept just now: the server can’t write, perhaps because its disk is full. "
    "It’s a fault on our side. Your words are still here; try again in a while."
)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or another tab signed in anew. What was typed is shown again."""
    del reason
    return render(request, "public/stale.html", unchecked(request), status=403)


@anyone
def nobody_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Something was sent from a browser whose space is closed: as for a form that is too old.

    Where nothing was typed, nothing can be lost, and the start is shown.
    """
    del exception
    if not typed_in(request) and not _by_script(request):
        return redirect("welcome")
    return stale_form(request)


@anyone
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such page, or it is somebody else's: the same answer for both."""
    del exception
    return render(request, "public/not_found.html", status=404)


@anyone
def not_read(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """More was sent than is read at once, or something that is no form at all."""
    del exception
    return render(request, "public/not_read.html", status=400)


@anyone
def too_many(request: HttpRequest) -> HttpResponse:
    """Something was tried too often from one place. Nothing is locked."""
    return render(request, "public/too_many.html", status=429)


@anyone
def our_fault(request: HttpRequest) -> HttpResponse:
    """Something broke on the server."""
    return render(request, "public/our_fault.html", failed(request), status=500)


def not_kept(request: HttpRequest) -> HttpResponse:
    """The database cannot be written: a full disk, as a rule. What was typed is shown again."""
    page = failed(request)
    if _by_script(request):
        beside = page.get("beside")
        told = f"{beside.text} {NOT_KEPT}" if isinstance(beside, SafetyReply) else NOT_KEPT
        return HttpResponse(told, status=503, content_type="text/plain; charset=utf-8")
    return render(request, "public/not_kept.html", page, status=503)


def _by_script(request: HttpRequest) -> bool:
    """Whether the talk's own script asks, which shows sentences and not pages."""
    return request.headers.get("X-Overture") == "talk"
