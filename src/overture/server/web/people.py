"""What a view of the people around a member may know about who is asking."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from overture.server.accounts import people
from overture.server.accounts.models import Person
from overture.server.web.requests import page_before, typed_in

Parameters = ParamSpec("Parameters")
View = Callable[Concatenate[HttpRequest, Parameters], HttpResponse]
PersonView = Callable[Concatenate["PersonRequest", Parameters], HttpResponse]


class PersonRequest(HttpRequest):
    """A request from somebody who is signed in."""

    user: Person


def person_or_none(request: HttpRequest) -> Person | None:
    """Who is signed in in this browser, if anybody is."""
    found = getattr(request, "user", None)
    return found if isinstance(found, Person) else None


def signed_in(view: PersonView[Parameters]) -> View[Parameters]:
    """Let a view be seen by whoever has an account; others sign in first and come back to it.

    What is sent by nobody is shown again, not dropped.
    """

    def guarded(
        request: HttpRequest, /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> HttpResponse:
        if person_or_none(request) is None:
            return _sign_in_first(request)
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    return _kept("signed in", view, guarded)


def role_only(kind: str) -> Callable[[PersonView[Parameters]], View[Parameters]]:
    """Let a view be seen by a clinician, a host, … alone. To others there is no such page."""

    def guard(view: PersonView[Parameters]) -> View[Parameters]:
        def guarded(
            request: HttpRequest, /, *args: Parameters.args, **kwargs: Parameters.kwargs
        ) -> HttpResponse:
            person = person_or_none(request)
            if person is None:
                return _sign_in_first(request)
            if not people.has_role(person, kind):
                raise Http404
            return view(request, *args, **kwargs)  # type: ignore[arg-type]

        return _kept(kind, view, guarded)

    return guard


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """Sign in, and come back to the page, or to the one on which the form stood."""
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    if typed_in(request):
        raise PermissionDenied
    return redirect_to_login(page_before(request))


def _kept(policy: str, view: Callable[..., object], guarded: View[Parameters]) -> View[Parameters]:
    """The guarded view under the name of the view it guards, marked with who may open it."""
    update_wrapper(guarded, view)
    guarded.policy = policy  # type: ignore[attr-defined]
    return guarded
