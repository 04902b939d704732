"""Six words that open a space again: memorable, hashed, throttled.

Six words out of a list of at least 1,296 are 62 bits or more. The hash is keyed with the server's
secret, so that a stolen database cannot be searched for codes without it.
"""

import hashlib
import hmac
import re
import secrets
from functools import cache

from django.conf import settings

from overture.content import LIBRARY

LENGTH = 6


@cache
def words() -> tuple[str, ...]:
    """The list that codes are made of: plain, short, distinct words."""
    return tuple((LIBRARY / "words.txt").read_text(encoding="utf-8").split())


def fresh() -> str:
    """Six words, chosen by the operating system's randomness."""
    return " ".join(secrets.choice(words()) for _ in range(LENGTH))


def tidy(typed: str) -> str:
    """A code as it was meant: lower case, single spaces, no commas or full stops."""
    return " ".join(re.findall(r"[a-z]+", typed.lower()))


def hashed(code: str) -> str:
    """The keyed hash under which a code is stored."""
    key = f"overture six words:{settings.SECRET_KEY}".encode()
    return hmac.new(key, tidy(code).encode(), hashlib.sha256).hexdigest()
