"""What a password must be: long enough, and nothing that is tried first. No rule of letters."""

from typing import Final

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from overture.server.accounts.models import Person

SHORTEST: Final = 8
LONGEST: Final = 128
OF_HERE: Final = frozenset({"overture", "cue", "password", "passphrase", "welcome", "space"})
"""Words that stand on our own pages: tried early by whoever knows which service this is."""


class LongEnough:
    """Eight characters at least; fifteen are advised. A sentence may be a password."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raises ValidationError."""
        del user
        if len(password) < SHORTEST:
            words = (
                f"That is shorter than {SHORTEST} characters. Three or four words make a good one."
            )
            raise ValidationError(words, code="too_short")
        if len(password) > LONGEST:
            raise ValidationError(f"That is longer than {LONGEST} characters.", code="too_long")

    def get_help_text(self) -> str:
        """What is asked for."""
        return f"{SHORTEST} characters at least. Fifteen or more are better."


class NotTriedFirst(CommonPasswordValidator):
    """Nothing from the list of what most people take."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raises ValidationError."""
        del user
        if _bare(password) in self.passwords or password.lower().strip() in self.passwords:
            words = "Many people use that one, so it is tried first. Please take another."
            raise ValidationError(words, code="too_common")


class NotOfHere:
    """Not made of a word of ours, or of one's own sign-in name or address."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raises ValidationError."""
        rest = _bare(password)
        own = (user.handle, user.name, user.email.partition("@")[0]) if user else ()
        for word in (*OF_HERE, *(_bare(word) for word in own)):
            if len(word) > 2:
                rest = rest.replace(word, "")
        if len(rest) < SHORTEST // 2:
            words = "That is made of words that stand on these pages, or of your own sign-in name."
            raise ValidationError(words, code="of_here")

    def get_help_text(self) -> str:
        """What is asked for."""
        return "Not a word of this service, and not your sign-in name."


def _bare(password: str) -> str:
    """The letters of a password without what is often put around them."""
    return password.lower().strip().strip("0123456789!?.,*-_ ")
