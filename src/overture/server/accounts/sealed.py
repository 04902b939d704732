"""Small secrets of an account, sealed with the server's own: what an app for codes is set up with.

Whoever has the database alone cannot make a code from it.
"""

import base64
import hashlib
import secrets
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12


class NotOpenedError(ValueError):
    """Sealed by another server's secret, or changed since."""


def seal(text: str) -> str:
    """A secret as it may be kept."""
    nonce = secrets.token_bytes(NONCE)
    kept = nonce + _cipher(settings.SECRET_KEY).encrypt(nonce, text.encode(), None)
    return base64.urlsafe_b64encode(kept).decode()


def unseal(kept: str) -> str:
    """The secret again. Raises NotOpenedError."""
    raw = base64.urlsafe_b64decode(kept)
    try:
        return _cipher(settings.SECRET_KEY).decrypt(raw[:NONCE], raw[NONCE:], None).decode()
    except InvalidTag:
        raise NotOpenedError from None


@cache
def _cipher(secret: str) -> AESGCM:
    return AESGCM(hashlib.sha256(f"overture account secrets:{secret}".encode()).digest())
