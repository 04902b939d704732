"""An e-mail address, if somebody wants one here: for codes, and for word of what was changed."""

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Final

from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from overture.server.accounts.people import Person, note_change
from overture.server.web.account.post import send
from overture.server.web.account.words import ERRORS, NEEDED
from overture.server.web.people import PersonRequest
from overture.server.web.requests import now_of

SESSION_ADDRESS: Final = "address to confirm"
LASTS: Final = timedelta(minutes=15)
TRIES: Final = 5
OF_ANOTHER: Final = "Another account here has this address. Sign in to that one, or take another."
LETTER: Final = (
    "The code is {code}.\n\n"
    "Type it into the page on which you asked for it, within a quarter of an hour. It confirms "
    "that this address is yours.\n\n"
    "If you asked for nothing, nothing happens."
)


class AddressForm(forms.Form):
    """An address."""

    email = forms.EmailField(
        max_length=254,
        error_messages={"required": NEEDED, "invalid": "That doesn’t look like an e-mail address."},
    )


class CodeForm(forms.Form):
    """The code that was sent to it."""

    code = forms.CharField(max_length=20, error_messages={"required": NEEDED})


def address(request: PersonRequest) -> HttpResponse:
    """The address there is; another one, or none."""
    if "remove" in request.POST:
        _take_away(request.user)
        note_change(person=request.user, what="address.removed", now=now_of(request))
        return redirect(f"{reverse('account')}?said=email-gone")
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refused: HttpResponse | None = ratelimit.consume_or_429(
            request, action="manage_email", user=request.user
        )
        return refused or _sent(request, form.cleaned_data["email"].lower())
    status = 422 if request.method == "POST" else 200
    page = {"form": form, "person": request.user, "mail": settings.OVERTURE_MAIL}
    return render(request, "account/address.html", page, status=status)


def confirm(request: PersonRequest) -> HttpResponse:
    """Type the code. After five wrong ones, or a quarter of an hour, it is over."""
    waiting = request.session.get(SESSION_ADDRESS)
    if not waiting or now_of(request).timestamp() - waiting["at"] > LASTS.total_seconds():
        return redirect("account_email")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not hmac.compare_digest(_hashed(form.cleaned_data["code"]), waiting["code"]):
            if not _may_try_again(request):
                return redirect("account_email")
            form.add_error("code", ERRORS["incorrect_code"])
        elif _is_of_another(request.user, waiting["email"]):
            form.add_error("code", OF_ANOTHER)
        else:
            return _confirmed(request, waiting["email"])
    status = 422 if request.method == "POST" else 200
    page = {"form": form, "email": waiting["email"]}
    return render(request, "account/address_code.html", page, status=status)


def _sent(request: PersonRequest, email: str) -> HttpResponse:
    code = f"{secrets.randbelow(10**8):08d}"
    shown = f"{code[:4]}-{code[4:]}"
    send(email, subject="A code for Overture", text=LETTER.format(code=shown))
    waiting = {"email": email, "code": _hashed(code), "tries": 0}
    request.session[SESSION_ADDRESS] = {**waiting, "at": now_of(request).timestamp()}
    return redirect("account_email_confirm")


def _confirmed(request: PersonRequest, email: str) -> HttpResponse:
    person = request.user
    del request.session[SESSION_ADDRESS]
    _keep(person, email)
    note_change(person=person, what="address.confirmed", now=now_of(request))
    return redirect(f"{reverse('account')}?said=email")


def _may_try_again(request: PersonRequest) -> bool:
    waiting = request.session[SESSION_ADDRESS]
    tries: int = waiting["tries"] + 1
    if tries >= TRIES:
        del request.session[SESSION_ADDRESS]
        return False
    request.session[SESSION_ADDRESS] = {**waiting, "tries": tries}
    return True


def _is_of_another(person: Person, email: str) -> bool:
    """Whether another account has it. Only who reads its mail is told."""
    taken = EmailAddress.objects.filter(email=email, verified=True).exclude(user=person)
    return bool(taken.exists())


@transaction.atomic
def _keep(person: Person, email: str) -> None:
    _take_away(person)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    person.email = email
    person.save(update_fields=["email"])


@transaction.atomic
def _take_away(person: Person) -> None:
    EmailAddress.objects.filter(user=person).delete()
    person.email = ""
    person.save(update_fields=["email"])


def _hashed(code: str) -> str:
    digits = "".join(letter for letter in code if letter.isdigit())
    key = f"overture address code:{settings.SECRET_KEY}".encode()
    return hmac.new(key, digits.encode(), hashlib.sha256).hexdigest()
