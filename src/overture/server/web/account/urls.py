"""Addresses of signing in and of an account.

What stands behind them is loaded when the first of them is asked for: most members never have an
account, and a server starts without it. No address of allauth is open that is not listed here.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.module_loading import import_string
from django.views.decorators.http import require_http_methods

from overture.server.web.people import signed_in
from overture.server.web.requests import View, anyone

HERE = "overture.server.web.account"


def _later(where: str) -> View[...]:
    """A view of this face by its module and name, loaded when it is first asked for."""

    def view(request: HttpRequest, **named: Any) -> HttpResponse:  # noqa: ANN401 - as addresses give them
        answer: HttpResponse = import_string(f"{HERE}.{where}")(request, **named)
        return answer

    view.__name__ = view.__qualname__ = where.rpartition(".")[2]
    return view


def _all(where: str) -> View[...]:
    """For everybody, by GET or POST."""
    return anyone(require_http_methods(["GET", "POST"])(_later(where)))


def _read(where: str) -> View[...]:
    """For everybody, to read."""
    return anyone(require_http_methods(["GET"])(_later(where)))


def _theirs(where: str, *methods: str) -> View[...]:
    """For whoever is signed in."""
    return signed_in(require_http_methods(list(methods or ("GET", "POST")))(_later(where)))


urlpatterns = [
    path("account/", _theirs("home.account", "GET"), name="account"),
    path("account/new", _all("entering.sign_up"), name="account_signup"),
    path("account/login", _all("entering.login"), name="account_login"),
    path("account/logout", _all("entering.sign_out"), name="account_logout"),
    path("account/signed-out", _read("entering.signed_out"), name="account_signed_out"),
    path("account/spaces", _theirs("home.spaces"), name="account_spaces"),
]
