"""What a view may know about who is asking, and when."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from overture.server.accounts.models import Member

Parameters = ParamSpec("Parameters")
View = Callable[Concatenate[HttpRequest, Parameters], HttpResponse]
MemberView = Callable[Concatenate["MemberRequest", Parameters], HttpResponse]

SESSION_MEMBER = "member"


class MemberRequest(HttpRequest):
    """A request from somebody with a space open in this browser."""

    member: Member


def member_or_none(request: HttpRequest) -> Member | None:
    """The member whose space is open in this browser, if there is one."""
    found = getattr(request, "member", None)
    return found if isinstance(found, Member) else None


def members_only(view: MemberView[Parameters]) -> View[Parameters]:
    """Let a view be seen by a member alone; anybody else is brought to the welcome page."""

    @wraps(view)
    def guarded(
        request: HttpRequest, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> HttpResponse:
        if member_or_none(request) is None:
            return redirect("welcome")
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    guarded.policy = "members"  # type: ignore[attr-defined]
    return guarded


def adults_only(view: MemberView[Parameters]) -> View[Parameters]:
    """Keep Cue and the scenes from somebody who said that they are under 18; help stays open."""

    @wraps(view)
    def guarded(
        request: HttpRequest, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> HttpResponse:
        member = member_or_none(request)
        if member and member.said_under_age:
            return render(request, "member/under_age.html", {"place": "practise"})
        return members_only(view)(request, *args, **kwargs)

    guarded.policy = "members"  # type: ignore[attr-defined]
    return guarded


def anyone(view: View[Parameters]) -> View[Parameters]:
    """Mark a view as open to everybody, signed in or not."""
    view.policy = "anyone"  # type: ignore[attr-defined]
    return view


def now_of(_request: HttpRequest) -> "timezone.datetime":
    """The time at which a request is answered: the one place where pages read the clock."""
    return timezone.now()
