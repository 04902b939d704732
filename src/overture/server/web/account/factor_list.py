"""The second ways in that an account has."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from overture.server.accounts.people import Person


@dataclass(frozen=True)
class Factors:
    """An app that shows codes, passkeys, and how many recovery codes are left."""

    app: Authenticator | None
    passkeys: tuple[Authenticator, ...]
    codes_left: int | None

    @property
    def any(self) -> bool:
        """Whether signing in asks for a second one."""
        return self.app is not None or bool(self.passkeys)


def factors_of(person: Person) -> Factors:
    """Those of one account."""
    found = list(Authenticator.objects.filter(user=person).order_by("pk"))
    of = {one.type: one for one in found}
    codes = of.get(Authenticator.Type.RECOVERY_CODES)
    return Factors(
        app=of.get(Authenticator.Type.TOTP),
        passkeys=tuple(one for one in found if one.type == Authenticator.Type.WEBAUTHN),
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
    )


def used_in_words(used: datetime | None) -> str:
    """When one was last used."""
    return f"last used {used:%d %B %Y}" if used else "not used yet"
