"""The second factor at signing in, and proving again who one is before something grave."""

from typing import Any

from allauth.account import views as by_password
from allauth.mfa.base import views as by_code
from allauth.mfa.webauthn import views as by_passkey
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from overture.server.web.account.entering import Plain, tried_too_often
from overture.server.web.account.words import NEEDED


class Authenticate(by_code.AuthenticateView):  # type: ignore[misc]
    """A code of an app, a recovery code, or a passkey, after the password."""

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - allauth's own
        """The same page with what to do about it."""
        for field in form.fields.values():
            field.error_messages["required"] = NEEDED
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 429 if tried_too_often(form) else 422
        return response


class Reauthenticate(Plain, by_password.ReauthenticateView):  # type: ignore[misc]
    """By password."""


class ReauthenticateByCode(Plain, by_code.ReauthenticateView):  # type: ignore[misc]
    """By a code of an app, or a recovery code."""


class ReauthenticateByPasskey(by_passkey.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """By a passkey."""

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ANN401
        """Back to the page, to try again or by another way."""
        del form
        return redirect(self.passthrough_next_url(self.request.path) or self.request.path)


class LoginByPasskey(by_passkey.LoginWebAuthnView):  # type: ignore[misc]
    """By a passkey alone, which is both factors."""

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ANN401
        """Back to signing in, where it is said."""
        del form
        return redirect(f"{reverse('account_login')}?said=passkey")


authenticate = Authenticate.as_view()
reauthenticate = Reauthenticate.as_view()
reauthenticate_by_code = ReauthenticateByCode.as_view()
reauthenticate_by_passkey = ReauthenticateByPasskey.as_view()
login_by_passkey = LoginByPasskey.as_view()
