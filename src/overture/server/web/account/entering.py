"""Making an account, signing in by a password, and signing out."""

from typing import Any

from allauth.account import views
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from overture.server.accounts import people
from overture.server.accounts.people import Person
from overture.server.web.account.forms import SignUpForm
from overture.server.web.account.words import CLOSED, ERRORS, NEEDED, SAID
from overture.server.web.invited import is_invited
from overture.server.web.people import person_or_none
from overture.server.web.requests import member_or_none, now_of
from overture.server.web.signing import SESSION_CLOSED, leave

TOO_MANY = {"too_many_login_attempts", "rate_limited"}


class Plain:
    """How every page of an account answers: a status says whether something did not fit."""

    def get_form(self, form_class: Any = None) -> Any:  # noqa: ANN401 - Django's own signature
        """The form, with our word for what was left empty."""
        form = super().get_form(form_class)  # type: ignore[misc]
        for field in form.fields.values():
            field.error_messages["required"] = NEEDED
        return form

    def form_invalid(self, form: Form) -> HttpResponse:
        """The same page with what to do about it, and with what was typed but for passwords."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if response.status_code == 200:
            response.status_code = 429 if tried_too_often(form) else 422
        return response


class Login(Plain, views.LoginView):  # type: ignore[misc]
    """By sign-in name and password."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:  # noqa: ANN401
        """Why the account was closed, if it was by itself; what was done before."""
        said = SAID.get(self.request.GET.get("said", ""), "")
        why = CLOSED.get(self.request.session.pop(SESSION_CLOSED, ""), "")
        return {**super().get_context_data(**more), "why": why, "said": said}


login = Login.as_view()


def sign_up(request: HttpRequest) -> HttpResponse:
    """Choose a sign-in name and a password. The space that is open here belongs to it then."""
    if person_or_none(request):
        return redirect("account")
    member = member_or_none(request)
    if not (member or is_invited(request)) or (member and member.person_id):
        return render(request, "account/not_yet.html", {"has_account": member is not None})
    form = SignUpForm(request.POST or None)
    if request.method != "POST":
        return _asked(request, form)
    refused: HttpResponse | None = ratelimit.consume_or_429(request, action="signup")
    if refused:
        return refused
    if not form.is_valid():
        return _asked(request, form, 422)
    person = _made(request, form)
    return _entered(request, person) if person else _asked(request, form, 422)


def _made(request: HttpRequest, form: SignUpForm) -> Person | None:
    given = form.cleaned_data
    try:
        return people.make(handle=given["handle"], password=given["password1"], now=now_of(request))
    except people.HandleTakenError:  # somebody was quicker
        form.add_error("handle", ERRORS["username_taken"])
        return None


def _entered(request: HttpRequest, person: Person) -> HttpResponse:
    """Signed in, with the space that was open here."""
    if member := member_or_none(request):
        people.join(member=member, person=person, now=now_of(request))
    record_authentication(request, person, method="password", reauthenticated=True)
    get_adapter().login(request, person)
    return redirect(next_of(request) or f"{reverse('account')}?said=made")


def sign_out(request: HttpRequest) -> HttpResponse:
    """Close the account in this browser. A space that was open here without it is open again."""
    person = person_or_none(request)
    if request.method != "POST" or person is None:
        return redirect("account" if person else "account_login")
    leave(request, person)
    request.member = None  # type: ignore[attr-defined]  # whose it was is nobody's here any more
    response = redirect("account_signed_out")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def signed_out(request: HttpRequest) -> HttpResponse:
    """That it is closed, and what is open here still."""
    return render(request, "account/signed_out.html")


def next_of(request: HttpRequest) -> str:
    """Where somebody was going: an address of ours, or nothing."""
    to = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(to, allowed_hosts=None)
    return to if ours and to.startswith("/") else ""


def _asked(request: HttpRequest, form: SignUpForm, status: int = 200) -> HttpResponse:
    page = {"form": form, "next": next_of(request)}
    return render(request, "account/signup.html", page, status=status)


def tried_too_often(form: Form) -> bool:
    """Whether something was tried so often that it is not looked at for a while."""
    return any(
        error.code in TOO_MANY for errors in form.errors.as_data().values() for error in errors
    )
