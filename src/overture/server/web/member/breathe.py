"""Paced breathing: started by the member, stopped at any moment, readable without a connection."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from overture.server.web.requests import anyone

LENGTHS = (("3-4", "3 in, 4 out"), ("4-6", "4 in, 6 out"), ("count", "Just count"))
USUAL = "4-6"
ROUNDS = 6
COUNTS = {"3-4": (3, 4), "4-6": (4, 6), "count": (4, 6)}


@anyone
@require_GET
def breathe(request: HttpRequest) -> HttpResponse:
    """The pacer at rest, or running: without scripts it runs by itself, six rounds long."""
    asked = request.GET.get("length", USUAL)
    length = asked if asked in COUNTS else USUAL
    page = {
        "lengths": [(value, words, value == length) for value, words in LENGTHS],
        "length": length,
        "running": "begin" in request.GET,
        "rounds": ROUNDS,
        "counts": COUNTS[length],
        "written": [_counted(count) for count in COUNTS[length]],
    }
    return render(request, "member/breathe.html", page)


def _counted(count: int) -> str:
    return ", ".join(str(number) for number in range(1, count + 1))
