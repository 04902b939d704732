"""Browsers in which an account is open, without the pages of signing in."""

import time

from allauth.mfa.models import Authenticator
from django.test import Client

from overture.server.accounts.models import Person
from overture.server.web.people import SESSION_PROOFS


def signed_in(person: Person, *, factors: int = 2) -> Client:
    """A browser in which an account is open, by two factors unless a test says one."""
    client = Client()
    client.force_login(person)
    session = client.session
    proofs = [{"method": "password", "at": time.time()}]
    if factors == 2:
        proofs.append({"method": "mfa", "type": "totp", "at": time.time()})
    session[SESSION_PROOFS] = proofs
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client


def with_app(person: Person, secret: str = "JBSWY3DPEHPK3PXP") -> Authenticator:  # noqa: S107
    """An app that shows codes, set up for an account."""
    from allauth.mfa.totp.internal.auth import TOTP

    made: Authenticator = TOTP.activate(person, secret).instance
    return made
