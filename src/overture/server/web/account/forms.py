"""What is typed into pages of an account: names, passwords and codes, never a sentence."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms

from overture.server.accounts import people
from overture.server.accounts.passwords import LONGEST
from overture.server.accounts.people import Person
from overture.server.web.account.words import NEEDED, NOT_A_NAME, NOT_THE_SAME

NEEDS = {"required": NEEDED}


class SignUpForm(forms.Form):
    """A sign-in name and a password. Nothing else is asked."""

    handle = forms.CharField(max_length=60, error_messages=NEEDS)
    password1 = forms.CharField(strip=False, max_length=LONGEST * 4, error_messages=NEEDS)
    password2 = forms.CharField(strip=False, max_length=LONGEST * 4, error_messages=NEEDS)

    def clean_handle(self) -> str:
        """A name that nobody signs in with. Raises ValidationError."""
        handle = str(self.cleaned_data["handle"]).strip().lower()
        if not people.is_handle(handle):
            raise forms.ValidationError(NOT_A_NAME)
        return str(get_adapter().clean_username(handle))

    def clean(self) -> dict[str, Any]:
        """The password, measured beside the name. Raises ValidationError."""
        given = super().clean() or {}
        password, again = given.get("password1"), given.get("password2")
        if password:
            try:
                get_adapter().clean_password(password, user=Person(handle=given.get("handle", "")))
            except forms.ValidationError as error:
                self.add_error("password1", error)
        if password and again and password != again:
            self.add_error("password2", NOT_THE_SAME)
        return given
