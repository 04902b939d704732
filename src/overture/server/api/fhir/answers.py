"""Answers in FHIR: a resource, a bundle of what was found, or what went wrong."""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse

from overture.server.api import problems
from overture.server.api.fhir.resources import Resource
from overture.server.api.problems import Fault, ProblemError

MEDIA_TYPE: Final = "application/fhir+json"
USUAL: Final = 50
MOST: Final = 200
CODES: Final = {
    401: "login",
    403: "forbidden",
    404: "not-found",
    405: "not-supported",
    409: "conflict",
    413: "too-long",
    422: "invalid",
    429: "throttled",
    500: "exception",
    503: "transient",
}


def base_of(request: HttpRequest) -> str:
    """Where the resources stand, as the program that asks calls it; without a last slash."""
    return request.build_absolute_uri("/fhir")


def answer(body: dict[str, Any], status: int = 200) -> JsonResponse:
    """One resource as an answer."""
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)


def problem(found: ProblemError) -> HttpResponse:
    """The problem as an OperationOutcome, with the headers that every problem has."""
    issue = {
        "severity": "error",
        "code": CODES.get(found.status, "processing"),
        "diagnostics": found.detail,
    }
    told = answer({"resourceType": "OperationOutcome", "issue": [issue]}, found.status)
    for name, value in problems.answer(found).headers.items():
        if name != "Content-Type":
            told.headers.setdefault(name, value)
    return told


def bundle(request: HttpRequest, kind: str, found: Sequence[Resource]) -> dict[str, Any]:
    """A page of what was found, with the way to the next. Raises ProblemError."""
    start, count = _number(request, "_from", 0, None), _number(request, "_count", USUAL, MOST)
    shown = found[start : start + count]
    links = [{"relation": "self", "url": _link(request, kind, start, count)}]
    if start + count < len(found) and count:
        links.append({"relation": "next", "url": _link(request, kind, start + count, count)})
    entries = [
        {
            "fullUrl": f"{base_of(request)}/{kind}/{one['id']}",
            "resource": one,
            "search": {"mode": "match"},
        }
        for one in shown
    ]
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": len(found),
        "link": links,
        **({"entry": entries} if entries else {}),
    }


def _link(request: HttpRequest, kind: str, start: int, count: int) -> str:
    """The address of a page: what was asked and understood, and nothing else."""
    asked = [(name, request.GET[name]) for name in ("_id", "patient") if name in request.GET]
    asked += [("_count", str(count))] + ([("_from", str(start))] if start else [])
    return f"{base_of(request)}/{kind}?{urlencode(asked)}"


def _number(request: HttpRequest, name: str, usual: int, most: int | None) -> int:
    given = request.GET.get(name, "")
    if not given:
        return usual
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        raise problems.faulty(Fault(f"query {name}", "a whole number"))
    return min(int(given), most) if most else int(given)
