"""What went wrong, as problem+json: what happened, whether anything was done, what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import JsonResponse

MEDIA_TYPE = "application/problem+json"
KEYS_PAGE = "A member makes keys for other programs under Settings."


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with what was sent: where it stands, and what it should be."""

    where: str
    what: str


class ProblemError(Exception):
    """Something that a program is told in words; `code` is for it to tell one from another.

    `wait` are seconds after which it may ask again.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        faults: Sequence[Fault] = (),
        wait: int | None = None,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.detail = status, code, detail
        self.faults, self.wait = tuple(faults), wait


def answer(problem: ProblemError) -> JsonResponse:
    """The problem as an answer."""
    body: dict[str, Any] = {
        "type": f"urn:overture:problem:{problem.code}",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.faults:
        body["errors"] = [vars(fault) for fault in problem.faults]
    headers: Mapping[str, str] = {} if problem.wait is None else {"Retry-After": str(problem.wait)}
    if problem.status == HTTPStatus.UNAUTHORIZED:
        headers = {**headers, "WWW-Authenticate": 'Bearer realm="Overture"'}
    return JsonResponse(body, status=problem.status, content_type=MEDIA_TYPE, headers=dict(headers))


def no_token() -> ProblemError:
    """Nobody is let in without a key that opens something."""
    return ProblemError(
        401,
        "no-token",
        "This needs a key in the Authorization header (Bearer …), and there was none, or one that "
        f"opens nothing. Nothing was done. {KEYS_PAGE}",
    )


def not_ticked(scope: str) -> ProblemError:
    """The key is good, but not for this."""
    return ProblemError(
        403,
        "not-ticked",
        f"This key may not do that: the member has not ticked “{scope}” for it. Nothing was done. "
        f"{KEYS_PAGE}",
    )


def not_here() -> ProblemError:
    """There is nothing there, or it is somebody else's: the same answer for both."""
    return ProblemError(
        404, "not-here", "There is nothing here under that address, or not any more."
    )


def not_so(code: str, detail: str) -> ProblemError:
    """What was asked for does not fit how things stand."""
    return ProblemError(409, code, detail)


def faulty(*faults: Fault) -> ProblemError:
    """What was sent is not what is asked for here."""
    detail = "Some of what was sent is not as it should be, so nothing was done. See errors."
    return ProblemError(422, "faulty", detail, faults=faults)


def too_often(wait: int) -> ProblemError:
    """Slower. Nothing is locked."""
    return ProblemError(
        429,
        "too-often",
        f"That was asked too often in a short while, so nothing was done. Nothing is locked: "
        f"it goes on in {wait} seconds.",
        wait=wait,
    )


def our_fault() -> ProblemError:
    """Something broke on the server."""
    return ProblemError(
        500,
        "our-fault",
        "Something broke on the server, and it is not known how far it came. Ask again with the "
        "same Idempotency-Key: nothing is done twice.",
    )


def not_kept() -> ProblemError:
    """The database cannot be used: a full disk, as a rule."""
    return ProblemError(
        503,
        "not-kept",
        "Nothing can be kept just now: the server can’t use its database, perhaps because its "
        "disk is full. Nothing was done. Try again in a while.",
        wait=60,
    )
