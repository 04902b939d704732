"""Second factors: an app that shows codes, passkeys, recovery codes."""

from typing import Any, Final

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from overture.server.accounts import people
from overture.server.accounts.people import note_change
from overture.server.accounts.signing import STRICT
from overture.server.web.account.entering import Plain, next_of
from overture.server.web.account.factor_list import factors_of
from overture.server.web.people import PersonRequest, has_second_factor
from overture.server.web.requests import now_of

SESSION_AFTER: Final = "after factors"
"""Where somebody was going who had to set up a second factor first."""


def index(request: PersonRequest) -> HttpResponse:
    """Those there are, and how to add one."""
    if "first" in request.GET:
        request.session[SESSION_AFTER] = next_of(request)
    person = request.user
    page = {
        "factors": factors_of(person),
        "needed": bool(people.roles_of(person) & STRICT),
        "after": _after(request),
        "proved": has_second_factor(request),
    }
    return render(request, "mfa/index.html", page)


def keys(request: HttpRequest) -> HttpResponse:
    """Passkeys stand on the page of all second factors."""
    del request
    return redirect("mfa_index")


class ActivateApp(Plain, totp.ActivateTOTPView):  # type: ignore[misc]
    """Set up an app that shows codes."""

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - allauth's own
        """Its code was right, so it was used here too."""
        response: HttpResponse = super().form_valid(form)
        return _added(self.request, response, Authenticator.Type.TOTP)


class DeactivateApp(Plain, totp.DeactivateTOTPView):  # type: ignore[misc]
    """Take the app away."""

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401
        """Gone."""
        response: HttpResponse = super().form_valid(form)
        note_change(person=self.request.user, what="factor.removed", now=now_of(self.request))
        return response


class AddPasskey(Plain, webauthn.AddWebAuthnView):  # type: ignore[misc]
    """Add a passkey."""

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401
        """It answered, so it was used here too."""
        response: HttpResponse = super().form_valid(form)
        return _added(self.request, response, Authenticator.Type.WEBAUTHN)


class RenamePasskey(Plain, webauthn.EditWebAuthnView):  # type: ignore[misc]
    """Call a passkey otherwise."""


class RemovePasskey(webauthn.RemoveWebAuthnView):  # type: ignore[misc]
    """Take a passkey away."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:  # noqa: ANN401
        """Whether it may go: who sees something of others keeps one."""
        return {**super().get_context_data(**more), "stays": self._stays()}

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401
        """Gone, where it may."""
        if self._stays():
            return self.render_to_response(self.get_context_data(), status=422)  # type: ignore[no-any-return]
        response: HttpResponse = super().form_valid(form)
        note_change(person=self.request.user, what="factor.removed", now=now_of(self.request))
        return response

    def _stays(self) -> bool:
        from allauth.mfa.adapter import get_adapter  # noqa: PLC0415 - by the setting

        return not get_adapter().can_delete_authenticator(self.get_object())


class RecoveryCodes(recovery.ViewRecoveryCodesView):  # type: ignore[misc]
    """The recovery codes that are left."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:  # noqa: ANN401
        """And where somebody was going who had to set this up first."""
        return {**super().get_context_data(**more), "after": _after(self.request)}


class FreshRecoveryCodes(Plain, recovery.GenerateRecoveryCodesView):  # type: ignore[misc]
    """New ones in place of the old."""


activate_app = ActivateApp.as_view()
deactivate_app = DeactivateApp.as_view()
add_passkey = AddPasskey.as_view()
rename_passkey = RenamePasskey.as_view()
remove_passkey = RemovePasskey.as_view()
recovery_codes = RecoveryCodes.as_view()
fresh_recovery_codes = FreshRecoveryCodes.as_view()


def _added(request: PersonRequest, response: HttpResponse, kind: str) -> HttpResponse:
    record_authentication(request, request.user, "mfa", type=kind, reauthenticated=True)
    note_change(person=request.user, what="factor.added", now=now_of(request))
    return response


def _after(request: HttpRequest) -> str:
    return str(request.session.get(SESSION_AFTER, ""))
