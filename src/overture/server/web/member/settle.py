"""Guided exercises for the body and the attention, readable without an account or a connection."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from overture.content.exercises import exercises
from overture.server.web.requests import anyone

WHEN = {"before": "For before", "after": "For afterwards", "either": "For before or after"}


@anyone
@require_GET
def settle(request: HttpRequest) -> HttpResponse:
    """Everything that settles the body: breathing, and the guided exercises."""
    every = [(exercise, WHEN[exercise.when]) for exercise in exercises().values()]
    return render(request, "member/settle.html", {"exercises": every})


@anyone
@require_GET
def exercise(request: HttpRequest, exercise_id: str) -> HttpResponse:
    """One exercise, whole on the page; with scripts it goes part by part."""
    found = exercises().get(exercise_id)
    if found is None:
        raise Http404
    return render(request, "member/exercise.html", {"exercise": found})
