"""Addresses of signing in and of an account.

What stands behind them is loaded when the first of them is asked for: most members never have an
account, and a server starts without it. No address of allauth is open that is not listed here.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.module_loading import import_string
from django.views.decorators.http import require_http_methods

from overture.server.web.people import account_step_up, signed_in
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


def _grave(where: str) -> View[...]:
    """For whoever is signed in and proved lately who they are."""
    return signed_in(account_step_up(require_http_methods(["GET", "POST"])(_later(where))))


urlpatterns = [
    path("account/", _theirs("home.account", "GET"), name="account"),
    path("account/new", _all("entering.sign_up"), name="account_signup"),
    path("account/login", _all("entering.login"), name="account_login"),
    path("account/logout", _all("entering.sign_out"), name="account_logout"),
    path("account/signed-out", _read("entering.signed_out"), name="account_signed_out"),
    path("account/spaces", _theirs("home.spaces"), name="account_spaces"),
    path("account/login/code", _all("codes.ask_for_code"), name="account_request_login_code"),
    path(
        "account/login/code/typed", _all("codes.sign_in_by_code"), name="account_confirm_login_code"
    ),
    path("account/login/passkey", _all("proving.login_by_passkey"), name="mfa_login_webauthn"),
    path("account/login/second", _all("proving.authenticate"), name="mfa_authenticate"),
    path("account/again", _theirs("proving.reauthenticate"), name="account_reauthenticate"),
    path(
        "account/again/code", _theirs("proving.reauthenticate_by_code"), name="mfa_reauthenticate"
    ),
    path(
        "account/again/passkey",
        _theirs("proving.reauthenticate_by_passkey"),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/password", _theirs("codes.change_password"), name="account_change_password"),
    path("account/password/first", _grave("codes.set_password"), name="account_set_password"),
    path("account/password/forgotten", _all("codes.forgotten"), name="account_reset_password"),
    path(
        "account/password/code",
        _all("codes.forgotten_code"),
        name="account_confirm_password_reset_code",
    ),
    path(
        "account/password/new", _all("codes.new_password"), name="account_complete_password_reset"
    ),
    path("account/address", _grave("address.address"), name="account_email"),
    path("account/address/code", _grave("address.confirm"), name="account_email_confirm"),
    path("account/factors", _theirs("factors.index", "GET"), name="mfa_index"),
    path("account/factors/app", _theirs("factors.activate_app"), name="mfa_activate_totp"),
    path(
        "account/factors/app/remove", _theirs("factors.deactivate_app"), name="mfa_deactivate_totp"
    ),
    path(
        "account/factors/codes",
        _theirs("factors.recovery_codes", "GET"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/factors/codes/new",
        _theirs("factors.fresh_recovery_codes"),
        name="mfa_generate_recovery_codes",
    ),
    path("account/factors/passkeys", _theirs("factors.keys", "GET"), name="mfa_list_webauthn"),
    path("account/factors/passkeys/add", _theirs("factors.add_passkey"), name="mfa_add_webauthn"),
    path(
        "account/factors/passkeys/<int:pk>",
        _theirs("factors.rename_passkey"),
        name="mfa_edit_webauthn",
    ),
    path(
        "account/factors/passkeys/<int:pk>/remove",
        _theirs("factors.remove_passkey"),
        name="mfa_remove_webauthn",
    ),
    path("account/browsers", _theirs("browsers.browsers"), name="account_browsers"),
    path("account/close", _grave("browsers.close"), name="account_close"),
    path("invited", _all("invited.invited"), name="invited"),
    path("invited/<str:token>", _read("invited.opened"), name="invited_by"),
]
