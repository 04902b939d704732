"""Codes by e-mail: to sign in with, and to choose a new password after one was forgotten.

Where there is no mail server, the pages say so and name the ways there are.
"""

from typing import Any

from allauth.account import views
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from overture.server.accounts import signing
from overture.server.accounts.people import note_change
from overture.server.web.account.entering import Plain
from overture.server.web.people import PersonRequest
from overture.server.web.requests import now_of
from overture.server.web.signing import sign_in_of


class AskForCode(Plain, views.RequestLoginCodeView):  # type: ignore[misc]
    """Have a code sent to sign in with."""


class SignInByCode(Plain, views.ConfirmLoginCodeView):  # type: ignore[misc]
    """Type the code."""


class Forgotten(Plain, views.PasswordResetView):  # type: ignore[misc]
    """Have a code sent to choose a new password with."""


class ForgottenCode(Plain, views.ConfirmPasswordResetCodeView):  # type: ignore[misc]
    """Type that code."""


class NewPassword(Plain, views.CompletePasswordResetView):  # type: ignore[misc]
    """Choose the new one. Nobody is signed in by it: a second factor is asked for as ever."""

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - allauth's own
        """Kept, and every browser signed out."""
        person = self._process.user
        super().form_valid(form)
        signing.end_all(person=person, now=now_of(self.request))
        note_change(person=person, what="password.changed", now=now_of(self.request))
        return redirect(f"{reverse('account_login')}?said=new-password")

    def get_success_url(self) -> str:
        """Signing in."""
        return reverse("account_login")


class ChangePassword(Plain, views.PasswordChangeView):  # type: ignore[misc]
    """Another password, by who knows the one there is."""

    request: PersonRequest

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401
        """Kept, and every other browser signed out."""
        super().form_valid(form)
        person, now = self.request.user, now_of(self.request)
        signing.end_all(person=person, but=sign_in_of(self.request), now=now)
        note_change(person=person, what="password.changed", now=now)
        return redirect(f"{reverse('account')}?said=password")


class SetPassword(Plain, views.PasswordSetView):  # type: ignore[misc]
    """A password, where an account has none."""

    template_name = "account/password_change.html"

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401
        """Kept."""
        super().form_valid(form)
        note_change(person=self.request.user, what="password.changed", now=now_of(self.request))
        return redirect(f"{reverse('account')}?said=password")


ask_for_code_ = AskForCode.as_view()
sign_in_by_code = SignInByCode.as_view()
forgotten_ = Forgotten.as_view()
forgotten_code = ForgottenCode.as_view()
new_password = NewPassword.as_view()
change_password = ChangePassword.as_view()
set_password = SetPassword.as_view()


def ask_for_code(request: HttpRequest) -> HttpResponse:
    """By post, where there is post."""
    return ask_for_code_(request) if settings.OVERTURE_MAIL else _without_mail(request)


def forgotten(request: HttpRequest) -> HttpResponse:
    """By post, where there is post."""
    return forgotten_(request) if settings.OVERTURE_MAIL else _without_mail(request)


def _without_mail(request: HttpRequest) -> HttpResponse:
    return render(request, "account/no_mail.html", {"keeper": settings.ENVIRONMENT.keeper})
