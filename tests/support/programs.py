"""Programs that a member made a key for, as tests send their requests."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from overture.server.accounts import tokens
from overture.server.accounts.models import Member
from overture.server.accounts.tokens import SCOPES

BASE = "/api/v1"


def key_for(member: Member, *scopes: str, name: str = "My script") -> str:
    """The text of a new key; for everything if no scope is named."""
    ticked = scopes or tuple(SCOPES)
    return tokens.make(member=member, name=name, scopes=ticked, key=uuid4(), now=timezone.now())[1]


@dataclass
class Program:
    """Sends requests with one key; what it writes gets a key of its own unless one is named."""

    text: str

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.send("get", path, None, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.send("post", path, body, **headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.send("patch", path, body, **headers)

    def delete(self, path: str, **headers: str) -> HttpResponse:
        return self.send("delete", path, None, **headers)

    def send(self, verb: str, path: str, body: Any, **headers: str) -> HttpResponse:
        """One request; `key` is its Idempotency-Key, `zone` its zone."""
        given = {"HTTP_AUTHORIZATION": f"Bearer {self.text}"} if self.text else {}
        key = headers.get("key", uuid4().hex)
        if verb != "get" and key:
            given["HTTP_IDEMPOTENCY_KEY"] = key
        if "zone" in headers:
            given["HTTP_OVERTURE_ZONE"] = headers["zone"]
        where = path if path.startswith("/") else f"{BASE}/{path}"
        sent = {} if body is None else {"data": json.dumps(body)}
        kind = {} if verb == "get" else {"content_type": "application/json"}
        return getattr(Client(), verb)(where, **sent, **kind, **given)
