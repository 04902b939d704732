"""Pages for everybody: welcome, the way back in, help, the safety protocol."""

import logging
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from overture import safety
from overture.server.accounts import ages
from overture.server.accounts import services as accounts
from overture.server.care import alerting
from overture.server.safeguarding import reporting
from overture.server.web.prose import prose
from overture.server.web.public.lines import emergency_calls, specials, ways
from overture.server.web.public.own_ways import own_ways
from overture.server.web.region import browsers_region, region_of
from overture.server.web.requests import (
    SESSION_MEMBER,
    anyone,
    member_or_none,
    now_of,
    stands_alone,
)

LOG = logging.getLogger(__name__)
SESSION_TOO_YOUNG = "too young"
AGE_UNSAID = "Tap how old you are, and start again. Nothing else is asked."


@anyone
@require_GET
def welcome(request: HttpRequest) -> HttpResponse:
    """The first page; a member who is already here goes on to Today."""
    if member_or_none(request):
        return redirect("today")
    return _welcome(request)


def _welcome(request: HttpRequest, problem: str = "") -> HttpResponse:
    page = {
        "keeper": settings.ENVIRONMENT.keeper,
        "minors": settings.ENVIRONMENT.minors,
        "ages": [(value, answer.words) for value, answer in ages.ANSWERS.items()],
        "problem": problem,
    }
    return render(request, "public/welcome.html", page, status=422 if problem else 200)


@anyone
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Open a private space. A second tap finds the space that the first one opened.

    The age is asked once: somebody who is too young is not asked again in this browser.
    """
    if member_or_none(request):
        return redirect("today")
    answer = ages.ANSWERS.get(request.POST.get("age", ""))
    if request.session.get(SESSION_TOO_YOUNG):
        return _too_young(request)
    if answer is None:
        return _welcome(request, problem=AGE_UNSAID)
    if not ages.may_begin(answer, minors=settings.ENVIRONMENT.minors):
        request.session[SESSION_TOO_YOUNG] = True
        return _too_young(request)
    # Where the operator named a country, that one is everybody's until they say otherwise.
    region = "" if settings.ENVIRONMENT.region else browsers_region(request)
    member = accounts.open_space(now=now_of(request), region=region, age=answer.age)
    _enter(request, str(member.pk))
    return redirect("profile")


def _too_young(request: HttpRequest) -> HttpResponse:
    """People to talk to instead; no space is opened and nothing is kept but that in the session."""
    young = specials(safety.directory(region_of(request)))[0]
    return render(request, "public/too_young.html", {"young": young}, status=403)


@anyone
@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """Open a space again by its six words."""
    if request.method == "GET":
        return render(request, "public/come_back.html", {"typed": "", "problem": ""})
    typed = request.POST.get("words", "")[:200]
    try:
        member = accounts.return_by_code(
            typed=typed, place=request.META.get("REMOTE_ADDR", ""), now=now_of(request)
        )
    except accounts.TooManyTriesError:
        problem = (
            "That was a lot of tries from here. Nothing is locked: wait ten minutes and try again."
        )
        return _asked_again(request, typed, problem, status=429)
    if member is None:
        problem = "Those six words open no space here. Check the spelling and the order."
        return _asked_again(request, typed, problem, status=422)
    _enter(request, str(member.pk))
    return redirect("today")


def _asked_again(request: HttpRequest, typed: str, problem: str, status: int) -> HttpResponse:
    page = {"typed": typed, "problem": problem}
    return render(request, "public/come_back.html", page, status=status)


def _enter(request: HttpRequest, member_id: str) -> None:
    """A new session for a new entry, so that an old cookie opens nothing.

    Where somebody else's space was open, its forms that stand open still are of no use in this one.
    """
    before = member_or_none(request)
    if before and str(before.pk) != member_id:
        rotate_token(request)
    request.session.flush()
    request.session[SESSION_MEMBER] = member_id


def _told(request: HttpRequest) -> None:
    """Let those be told whom the member chose; whatever becomes of that, help opens.

    What a browser fetches by itself, to have it without a connection, was opened by nobody.
    """
    member = member_or_none(request)
    if member is None or request.headers.get("Sec-Fetch-Dest", "document") != "document":
        return
    try:
        alerting.help_opened(member=member, now=now_of(request))
    except DatabaseError:
        LOG.exception("could not note that help was opened")


@stands_alone
@anyone
@require_GET
def help_now(request: HttpRequest, country: str = "") -> HttpResponse:
    """People who can help, at once: the same for everybody, with a member's own ways below."""
    directory = safety.directory(region_of(request, country))
    page = {
        **own_ways(request),
        "exit": settings.ENVIRONMENT.exit_url,
        "exit_host": urlsplit(settings.ENVIRONMENT.exit_url).hostname,
        "directory": directory,
        "emergency": emergency_calls(directory),
        "ways": ways(directory),
        "specials": specials(directory),
        "countries": safety.regions(),
        "close": reverse("today") if member_or_none(request) else reverse("welcome"),
    }
    _told(request)
    response = render(request, "public/help.html", page)
    response.headers["Cache-Control"] = "private, max-age=0, must-revalidate"
    return response


@stands_alone
@anyone
@require_GET
def safety_protocol(request: HttpRequest) -> HttpResponse:
    """What the program does when somebody may be in danger, for anybody to read."""
    text = safety.protocol_page(_counts(request)) if _are_public() else safety.protocol_page()
    page = {"title": "When somebody may be in danger", "text": prose(text)}
    return render(request, "public/page.html", page)


def _are_public() -> bool:
    """Whether a place that the operator named asks for the count to be public."""
    return settings.OVERTURE_RULES.referrals_public


def _counts(request: HttpRequest) -> str:
    """How often help was named, in words. The page opens without a database, too."""
    try:
        return reporting.in_public(now_of(request).date())
    except DatabaseError:
        return "How often help was named cannot be read just now."


@stands_alone
@anyone
@require_GET
def typed(request: HttpRequest) -> HttpResponse:
    """What happens to what a member types, for anybody to read before they type anything."""
    page = {"title": "What happens to what you type", "text": prose(safety.typed_page())}
    return render(request, "public/page.html", page)


@anyone
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Whether the server answers. Says nothing else."""
    del request
    return JsonResponse({"ok": True})
