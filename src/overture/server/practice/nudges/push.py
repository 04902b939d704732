"""Messages to browsers: sealed for one browser alone (RFC 8291) and signed by us (RFC 8292).

The service of the browser's maker that carries them sees that we send, when, and how much; no word.
"""

import base64
import json
import os
import ssl
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from overture.server.safeguarding.sending import NotSentError, Resolve, posted

CURVE: Final = ec.SECP256R1()
RECORD: Final = 4096
SAME_SIZE: Final = 512
"""Every message is filled up to this: its length tells nothing about its words."""

SIGNED_FOR: Final = timedelta(hours=12)
GONE: Final = frozenset({404, 410})
LATER: Final = frozenset({408, 429})


class Browser(NamedTuple):
    """Where a browser is reached, and the keys that it gave."""

    endpoint: str
    p256dh: str
    auth: str


def public_key() -> str:
    """What a browser is told, so that it takes messages from nobody else."""
    return packed(_point(_own_key()))


def send(
    browser: Browser,
    said: Mapping[str, Any],
    *,
    topic: str,
    now: datetime,
    until: datetime,
    context: ssl.SSLContext | None = None,
    resolve: Resolve | None = None,
) -> None:
    """Hand a message to the browser's service, which drops it when its time is over.

    A later message of the same topic takes the place of an earlier one. Raises NotSentError;
    "gone" where the browser took its yes back.
    """
    body = sealed(json.dumps(said).ljust(SAME_SIZE).encode(), browser)
    headers = {
        "Authorization": authorization(browser.endpoint, now),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(max(0, int((until - now).total_seconds()))),
        "Topic": topic,
        "Urgency": "normal",
    }
    status = posted(browser.endpoint, body, headers, context=context, resolve=resolve)
    if status in GONE:
        raise NotSentError("gone", for_good=True)
    if not 200 <= status < 300:
        raise NotSentError("refused", for_good=300 <= status < 500 and status not in LATER)


def sealed(
    plain: bytes,
    browser: Browser,
    *,
    once: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes = b"",
) -> bytes:
    """What only this browser can open. `once` and `salt` are fresh unless a test gives them."""
    once, salt = once or ec.generate_private_key(CURVE), salt or os.urandom(16)
    theirs, ours = unpacked(browser.p256dh), _point(once)
    known = once.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
    info = b"WebPush: info\0" + theirs + ours
    shared = _derived(known, unpacked(browser.auth), info, 32)
    key = _derived(shared, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(shared, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4) + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, plain + b"\2", None)


def authorization(endpoint: str, now: datetime) -> str:
    """Our signature under where and until when, and whom to ask if something is wrong."""
    parts, key = urlsplit(endpoint), _own_key()
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now + SIGNED_FOR).timestamp()),
        "sub": _whom_to_ask(),
    }
    head = packed(json.dumps({"typ": "JWT", "alg": "ES256"}).encode())
    signed = f"{head}.{packed(json.dumps(claims).encode())}"
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    signature = packed(r.to_bytes(32) + s.to_bytes(32))
    return f"vapid t={signed}.{signature}, k={packed(_point(key))}"


def _whom_to_ask() -> str:
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    address: str = settings.OVERTURE_ADDRESS
    if settings.OVERTURE_MAIL or not address.startswith("https://"):
        return f"mailto:{sender}"
    return address


def _own_key() -> ec.EllipticCurvePrivateKey:
    number = int.from_bytes(unpacked(settings.ENVIRONMENT.push_secret()))
    return ec.derive_private_key(number, CURVE)


def _point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def packed(data: bytes) -> str:
    """Bytes as base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unpacked(text: str) -> bytes:
    """What base64 for addresses holds, padded or not. Raises ValueError."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
