"""A program's request: whose key it carries, what that key may do, what was typed in it."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import UnreadablePostError
from ninja.security import HttpBearer

from overture.server.accounts.tokens import ApiToken
from overture.server.api import problems
from overture.server.api.written import WRITTEN
from overture.server.web.requests import MemberRequest

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
ZONE_HEADER: Final = "Overture-Zone"
KEY_HEADER: Final = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{1,100}")
_DEEPEST: Final = 20


class ApiRequest(MemberRequest):
    """A request of a program that a member made a key for. `key` counts it once, if it writes."""

    token: ApiToken
    key: UUID
    heard: bool


class Needs(HttpBearer):
    """The key of a request, if it may do what one address needs; the door has read it by then."""

    openapi_bearerFormat = "ovt_…"  # noqa: N815 - OpenAPI's name for it

    def __init__(self, scope: str = "") -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> ApiToken:
        """The key. Raises ProblemError if there is none, or it was not ticked for this."""
        token = getattr(request, "token", None)
        if not isinstance(token, ApiToken):
            raise problems.no_token()
        if self.scope and self.scope not in token.scopes:
            raise problems.not_ticked(self.scope)
        return token

    def authenticate(self, request: HttpRequest, token: str) -> None:
        """Never asked: the door has read the key already."""
        raise NotImplementedError


def bearer_of(request: HttpRequest) -> str:
    """The text of the key that came with a request; empty if none did."""
    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    return text.strip() if kind.lower() == "bearer" else ""


def zone_of(request: HttpRequest) -> ZoneInfo | None:
    """The zone in which the member's days are counted; None for the server's own.

    Raises ProblemError for one that there is not.
    """
    name = request.headers.get(ZONE_HEADER, "")
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise problems.faulty(
            problems.Fault(f"header {ZONE_HEADER}", "a zone such as Europe/Berlin")
        ) from error


def key_of(request: HttpRequest) -> str:
    """The key that makes a request count once. Raises ProblemError without a proper one."""
    given = request.headers.get(KEY_HEADER, "")
    if not _KEY.fullmatch(given):
        raise problems.ProblemError(
            400,
            "no-key",
            f"What writes needs a header {KEY_HEADER}: up to 100 letters of your own, new for "
            "each thing to be done and the same when you ask again. Nothing was done.",
        )
    return given


def as_uuid(token: ApiToken, key: str) -> UUID:
    """A program's key as our own forms have theirs; the same text of another program is another."""
    return uuid5(token.pk, key)


def body_of(request: HttpRequest) -> Any:  # noqa: ANN401 - JSON of any shape
    """What was sent, as JSON; None for nothing. Raises ProblemError for what is none."""
    try:
        raw = request.body
    except RequestDataTooBig as error:
        raise problems.ProblemError(
            413, "too-long", "That is more than is read at once. Nothing was done."
        ) from error
    except UnreadablePostError as error:
        raise _no_json() from error
    if not raw:
        return None
    try:
        return json.loads(raw, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise _no_json() from error


def _no_number(_name: str) -> None:
    raise ValueError("not a number")


def _no_json() -> problems.ProblemError:
    return problems.ProblemError(
        400, "not-json", "What was sent is not JSON that can be read. Nothing was done."
    )


def typed_in(body: object, deep: int = 0) -> Iterator[str]:
    """Everything of a body that somebody may have typed, wherever in it."""
    if deep > _DEEPEST:
        return
    if isinstance(body, dict):
        for name, value in body.items():
            if name in WRITTEN and isinstance(value, str) and value.strip():
                yield value
            else:
                yield from typed_in(value, deep + 1)
    elif isinstance(body, list):
        for value in body:
            yield from typed_in(value, deep + 1)
