"""A browser, and the service of its maker on the loopback: it checks who sends, and opens nothing.

The browser opens what it was sent by itself, step by step as RFC 8291 says, with nothing of ours.
"""

import base64
import hashlib
import hmac
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.support.house import TESTS

HOST = "team.example.org"
CERTIFICATE = TESTS / "support" / "team.example.org.pem"
CURVE = ec.SECP256R1()


def packed(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unpacked(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _hmac(key: bytes, data: bytes) -> bytes:
    return hmac.new(key, data, hashlib.sha256).digest()


@dataclass
class Browser:
    """The keys of one browser, which only it has."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(CURVE))
    secret: bytes = b"0123456789abcdef"

    @property
    def point(self) -> bytes:
        """Its public key as it is told to servers."""
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def opened(self, body: bytes) -> bytes:
        """What a message says. Raises InvalidTag for one that is not for this browser."""
        salt, size, length = body[:16], int.from_bytes(body[16:20]), body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size
        known = self.key.exchange(
            ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs)
        )
        info = b"WebPush: info\0" + self.point + theirs
        material = _hmac(_hmac(self.secret, known), info + b"\1")
        pseudo = _hmac(salt, material)
        key = _hmac(pseudo, b"Content-Encoding: aes128gcm\0\1")[:16]
        nonce = _hmac(pseudo, b"Content-Encoding: nonce\0\1")[:12]
        plain = AESGCM(key).decrypt(nonce, sealed, None)
        text, mark, _ = plain.rpartition(b"\2")
        assert mark == b"\2"
        return text


@dataclass
class Service:
    """A running push service: what it answers, and what it took."""

    port: int = 0
    status: int = 201
    taken: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    trusting: ssl.SSLContext | None = None

    def address(self, name: str = "a") -> str:
        """Where a browser of this name is reached."""
        return f"https://{HOST}:{self.port}/push/{name}"


def claims_of(authorization: str) -> dict[str, Any]:
    """What a sender claims, once its signature is found to be right."""
    scheme, _, rest = authorization.partition(" ")
    assert scheme == "vapid"
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    signed, _, signature = parts["t"].rpartition(".")
    raw = unpacked(signature)
    key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, unpacked(parts["k"]))
    proof = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    key.verify(proof, signed.encode(), ec.ECDSA(SHA256()))  # raises for a signature that is not
    head, claims = (json.loads(unpacked(part)) for part in signed.split("."))
    assert head == {"typ": "JWT", "alg": "ES256"}
    return {**claims, "k": parts["k"]}


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_POST(self) -> None:
        """Take a message, if its sender signs for this very service."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        service = self.server.service
        claims = claims_of(self.headers["Authorization"])
        ours = claims["aud"] == f"https://{HOST}:{service.port}"
        service.taken.append((self.path, dict(self.headers), body))
        self.send_response(service.status if ours else 403)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    service: Service


@contextmanager
def push_service() -> Iterator[Service]:
    """A push service on a free port inside the block."""
    server = _Server(("127.0.0.1", 0), _Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    trusting = ssl.create_default_context(cafile=str(CERTIFICATE))
    service = server.service = Service(port=server.server_address[1], trusting=trusting)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
