"""Pages for what went wrong: what happened, whether anything is lost, what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from overture.server.web.requests import anyone


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or another tab signed in anew. What was typed is shown again."""
    del reason
    typed = [
        value
        for name, value in request.POST.items()
        if name not in {"csrfmiddlewaretoken", "key"} and len(value) > 2
    ]
    page = {"typed": typed, "again": request.path}
    return render(request, "public/stale.html", page, status=403)


@anyone
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such page, or it is somebody else's: the same answer for both."""
    del exception
    return render(request, "public/not_found.html", status=404)


@anyone
def our_fault(request: HttpRequest) -> HttpResponse:
    """Something broke on the server."""
    return render(request, "public/our_fault.html", status=500)
