"""What allauth does with second factors in our way: kept encrypted, and never the last one gone."""

from typing import ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

from overture.server.accounts import people, sealed
from overture.server.accounts.people import Person
from overture.server.accounts.signing import STRICT
from overture.server.web.account.squares import drawn
from overture.server.web.account.words import FACTOR_ERRORS


class FactorsAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Apps that show codes, passkeys, recovery codes."""

    error_messages: ClassVar = {**DefaultMFAAdapter.error_messages, **FACTOR_ERRORS}

    def encrypt(self, text: str) -> str:
        """As it is kept in the database."""
        return sealed.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """As it was."""
        return sealed.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Who sees something of others keeps one factor at least."""
        person = authenticator.user
        if not isinstance(person, Person) or not people.roles_of(person) & STRICT:
            return True
        others = Authenticator.objects.filter(user=person).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def build_totp_svg(self, url: str) -> str:
        """The code to point a camera at, as a drawing that stands in the page itself."""
        return drawn(url)

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """The sign-in name, under which an app lists its code."""
        return str(user.get_username())

    def _get_user_identifier(self, user: AbstractBaseUser) -> str:
        return str(user.get_username())

    def _get_site_name(self) -> str:
        return str(settings.MFA_TOTP_ISSUER)
