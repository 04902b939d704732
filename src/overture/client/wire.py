"""Requests and answers as they go over the wire."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Final
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener
from uuid import uuid4

SECONDS: Final = 30.0
SAFE: Final = frozenset({"GET"})
LOST: Final = (OSError, HTTPException)
"""An answer that never came, or broke off."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with what was sent."""

    where: str
    what: str


class ProblemError(Exception):
    """The server says in words why it did not do it. `wait`: seconds after which to ask again."""

    def __init__(self, body: Mapping[str, Any], wait: int | None) -> None:
        super().__init__(body.get("detail", "The server did not say why."))
        self.status = int(body.get("status", 0))
        self.code = str(body.get("type", "")).rsplit(":", 1)[-1]
        self.faults = tuple(Fault(**one) for one in body.get("errors", ()))
        self.wait = wait
        self.body = body


class UnreachableError(Exception):
    """No answer came. What was sent may have been done: the same key asks again safely."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"no answer came: {why}")
        self.key = key


class _NoRedirects(HTTPRedirectHandler):
    """A key goes to the address it was given for, and to no other."""

    def redirect_request(self, *_args: Any) -> None:  # noqa: ANN401 - as the parent has it
        return None


class Wire:
    """One server and one key. A write whose answer is lost is sent once more, and done once."""

    def __init__(self, base: str, key: str, zone: str, seconds: float = SECONDS) -> None:
        """Raises ValueError for an address that is not one of the web."""
        if urlsplit(base).scheme not in {"http", "https"}:
            raise ValueError(f"not an address of a server: {base}")
        self._base, self._key, self._zone = base.rstrip("/"), key, zone
        self._seconds = seconds
        self._opener: OpenerDirector = build_opener(_NoRedirects, ProxyHandler({}))

    def ask(
        self,
        verb: str,
        path: str,
        *,
        body: Any = None,  # noqa: ANN401 - JSON of any shape
        query: Mapping[str, str] | None = None,
        once: str = "",
    ) -> Any:  # noqa: ANN401 - JSON of any shape
        """What the server answers. Raises ProblemError and UnreachableError."""
        key = once or uuid4().hex
        request = self._request(verb, path, body, query or {}, key)
        try:
            return self._sent(request)
        except LOST:
            pass
        try:
            return self._sent(request)
        except LOST as error:
            raise UnreachableError(key, str(error)) from error

    def _request(
        self, verb: str, path: str, body: object, query: Mapping[str, str], key: str
    ) -> Request:
        asked = {name: value for name, value in query.items() if value}
        where = f"{self._base}/api/v1/{path}{'?' if asked else ''}{urlencode(asked)}"
        headers = {"Authorization": f"Bearer {self._key}", "Accept": "application/json"}
        if self._zone:
            headers["Overture-Zone"] = self._zone
        if verb not in SAFE:
            headers |= {"Idempotency-Key": key, "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        return Request(where, data=data, headers=headers, method=verb)  # noqa: S310 - checked above

    def _sent(self, request: Request) -> Any:  # noqa: ANN401 - JSON of any shape
        try:
            with self._opener.open(request, timeout=self._seconds) as answer:
                return json.load(answer)
        except HTTPError as error:
            with error:
                raise _problem(error) from error


def _problem(error: HTTPError) -> ProblemError:
    try:
        body = json.load(error)
    except ValueError:
        body = {"status": error.code, "detail": f"The server answered {error.code}."}
    wait = error.headers.get("Retry-After", "")
    return ProblemError(body, int(wait) if wait.isdigit() else None)
