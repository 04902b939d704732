"""What a view of the people around a member may know about who is asking."""

from collections.abc import Callable
from datetime import timedelta
from functools import update_wrapper
from typing import Any, Concatenate, Final, ParamSpec, TypeVar
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from overture.server.accounts import people
from overture.server.accounts.models import Person
from overture.server.accounts.signing import STRICT
from overture.server.web.requests import member_or_none, now_of, page_before, typed_in

Parameters = ParamSpec("Parameters")
Asked = TypeVar("Asked", bound=HttpRequest)
View = Callable[Concatenate[HttpRequest, Parameters], HttpResponse]
PersonView = Callable[Concatenate["PersonRequest", Parameters], HttpResponse]


SESSION_PROOFS: Final = "account_authentication_methods"
"""What somebody proved in this browser, one after another: allauth writes it."""

RECENT: Final = timedelta(minutes=15)
"""So long somebody who proved who they are is not asked again before something grave."""


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
            if kind in STRICT and not has_second_factor(request):
                return _second_factor_first(request)
            return view(request, *args, **kwargs)  # type: ignore[arg-type]

        return _kept(kind, view, guarded)

    return guard


def step_up(
    view: Callable[Concatenate[Asked, Parameters], HttpResponse],
) -> Callable[Concatenate[Asked, Parameters], HttpResponse]:
    """Let a view be seen only by who proved lately who they are, where an account is open.

    Stands below what says who may open it. A space that no account opens asks for nothing more: its
    member has nothing to prove it by. What was sent is not done: the page is shown again after.
    """
    return _proved(view, _is_of_account)


def account_step_up(
    view: Callable[Concatenate[Asked, Parameters], HttpResponse],
) -> Callable[Concatenate[Asked, Parameters], HttpResponse]:
    """The same for pages of an account or a role, whichever space is open beside it."""
    return _proved(view, lambda request: person_or_none(request) is not None)


def _proved(
    view: Callable[Concatenate[Asked, Parameters], HttpResponse],
    is_asked: Callable[[HttpRequest], bool],
) -> Callable[Concatenate[Asked, Parameters], HttpResponse]:
    def guarded(
        request: Asked, /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> HttpResponse:
        if not is_asked(request) or proved_lately(request):
            return view(request, *args, **kwargs)
        query = urlencode({"next": _back_to(request)})
        return redirect(f"{reverse('account_reauthenticate')}?{query}")

    update_wrapper(guarded, view)
    return guarded


def has_second_factor(request: HttpRequest) -> bool:
    """Whether somebody signed in with two factors here, or with a passkey, which is both."""
    return any(proof.get("method") == "mfa" for proof in _proofs(request))


def proved_lately(request: HttpRequest) -> bool:
    """Whether somebody proved who they are within the last quarter of an hour."""
    proofs = _proofs(request)
    return bool(proofs) and now_of(request).timestamp() - proofs[-1]["at"] < RECENT.total_seconds()


def _proofs(request: HttpRequest) -> list[dict[str, Any]]:
    found = request.session.get(SESSION_PROOFS)
    return found if isinstance(found, list) and person_or_none(request) else []


def _is_of_account(request: HttpRequest) -> bool:
    """Whether what is open here is an account's: its own pages, or the space that it opens."""
    person, member = person_or_none(request), member_or_none(request)
    return person is not None and (member is None or member.person_id == person.pk)


def _second_factor_first(request: HttpRequest) -> HttpResponse:
    query = urlencode({"next": _back_to(request), "first": "1"})
    return redirect(f"{reverse('mfa_index')}?{query}")


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    return redirect_to_login(_back_to(request))


def _back_to(request: HttpRequest) -> str:
    """Where somebody comes back to. Raises PermissionDenied where words would be lost by going."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    if typed_in(request):
        raise PermissionDenied
    return page_before(request)


def _kept(policy: str, view: Callable[..., object], guarded: View[Parameters]) -> View[Parameters]:
    """The guarded view under the name of the view it guards, marked with who may open it."""
    update_wrapper(guarded, view)
    guarded.policy = policy  # type: ignore[attr-defined]
    return guarded
