"""What a view may know about who is asking, and when."""

from collections.abc import Callable
from datetime import datetime
from functools import update_wrapper
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from overture.server.accounts.ages import GUARDIAN_TEXT, number_of, talks_of
from overture.server.accounts.models import Member

Parameters = ParamSpec("Parameters")
View = Callable[Concatenate[HttpRequest, Parameters], HttpResponse]
MemberView = Callable[Concatenate["MemberRequest", Parameters], HttpResponse]

SESSION_MEMBER = "member"
ZONE_COOKIE = "overture-zone"
WRITTEN = (
    *("said", "words", "would", "title", "when", "feared_words", "note"),
    *("way", "see_words", "change_words", "name"),
    *("signs", "alone", "distraction", "people", "professionals", "surroundings", "reasons"),
    *("signed", "email", "number", "excerpt", "guardian"),
    *("helped", "smallest", "to_myself"),
    *("moment", "thought", "speaks_for", "speaks_against", "own_reading"),
    *("own_value", "why_important", "why_confident"),
    *("noticed", "did", "more"),
    *("good_as_it_is", "it_costs", "might_be_good", "i_fear"),
)
"""Every field of ours that somebody may write in."""


class MemberRequest(HttpRequest):
    """A request from somebody with a space open in this browser."""

    member: Member


def member_or_none(request: HttpRequest) -> Member | None:
    """The member whose space is open in this browser, if there is one."""
    found = getattr(request, "member", None)
    return found if isinstance(found, Member) else None


def space_of(member: Member | None) -> str:
    """A name for a member's space that the browser may know: it opens nothing, and says no id."""
    return salted_hmac("overture.space", str(member.pk)).hexdigest()[:20] if member else "nobody"


def members_only(view: MemberView[Parameters]) -> View[Parameters]:
    """Let a view be seen by a member alone; anybody else is brought to the welcome page.

    What is sent from a browser whose space is closed is shown again, not dropped.
    """

    def guarded(
        request: HttpRequest, /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> HttpResponse:
        if member_or_none(request) is None:
            if request.method == "POST":
                raise PermissionDenied
            return redirect("welcome")
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    return _kept("members", view, guarded)


def adults_only(view: MemberView[Parameters]) -> View[Parameters]:
    """Keep Cue and the scenes from minors, but where a guardian agreed; help stays open.

    Only an operator who chose to can let minors in at all.
    """

    for_members = members_only(view)

    def guarded(
        request: HttpRequest, /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> HttpResponse:
        member = member_or_none(request)
        talks = talks_of(member, minors=settings.ENVIRONMENT.minors) if member else "yes"
        if member is None or talks == "yes":
            return for_members(request, *args, **kwargs)
        # What was sent is refused, so that the talk's script shows the page that says so.
        status = 403 if request.method == "POST" else 200
        name = "guardian" if talks == "guardian" else "under_age"
        page = {"place": "practise", "text": GUARDIAN_TEXT, "number": number_of(member)}
        return render(request, f"member/{name}.html", page, status=status)

    return _kept("members", view, guarded)


def _kept(policy: str, view: Callable[..., object], guarded: View[Parameters]) -> View[Parameters]:
    """The guarded view under the name of the view it guards, marked with who may open it."""
    update_wrapper(guarded, view)
    guarded.policy = policy  # type: ignore[attr-defined]
    return guarded


def anyone(view: View[Parameters]) -> View[Parameters]:
    """Mark a view as open to everybody, signed in or not."""
    view.policy = "anyone"  # type: ignore[attr-defined]
    return view


def stands_alone(view: View[Parameters]) -> View[Parameters]:
    """Mark a page that opens whatever has failed here: without a space, and without a database."""
    view.stands_alone = True  # type: ignore[attr-defined]
    return view


def now_of(_request: HttpRequest) -> datetime:
    """The time at which a request is answered: the one place where pages read the clock."""
    return timezone.now()


def began_of(request: HttpRequest) -> datetime | None:
    """When a member's request began to be answered."""
    found = getattr(request, "began", None)
    return found if isinstance(found, datetime) else None


def typed_in(request: HttpRequest) -> list[str]:
    """What a member wrote in the form that was sent; taps and hidden fields are no words."""
    written = (str(request.POST.get(name, "")) for name in WRITTEN)
    return [words for words in written if words.strip()]


def page_before(request: HttpRequest) -> str:
    """The page of ours on which the form stood; not every address that takes a form is a page."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    is_ours = came_from.netloc == request.get_host() and came_from.path
    # A path that begins with two slashes would be read as the address of another site.
    return f"/{came_from.path.lstrip('/')}" if is_ours else request.path
