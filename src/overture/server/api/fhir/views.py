"""Reading a member's record in FHIR R4: what there is, one resource, a search, a whole copy."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from overture.server.accounts import bulk_copies
from overture.server.accounts.bulk_copies import BulkCopy
from overture.server.api import problems
from overture.server.api.fhir.answers import answer, base_of, bundle
from overture.server.api.fhir.capability import statement
from overture.server.api.fhir.reading import KINDS, Kind, copied
from overture.server.api.problems import Fault
from overture.server.api.requests import ApiRequest, Needs
from overture.server.web.requests import anyone, now_of

NDJSON: Final = "application/fhir+ndjson"
FORMATS: Final = frozenset({NDJSON, "application/ndjson", "ndjson"})


@anyone
@require_GET
def metadata(request: HttpRequest) -> HttpResponse:
    """What this server can do."""
    return answer(statement(base_of(request)))


@require_GET
def search(request: ApiRequest, kind: str) -> HttpResponse:
    """Everything of one type that the key may read, found by id or by whose it is."""
    found = _kind(request, kind).read(request.token, now_of(request))
    wanted = {one for one in request.GET.get("_id", "").split(",") if one}
    if wanted:
        found = [one for one in found if one["id"] in wanted]
    of = request.GET.get("patient", "").rsplit("/", 1)[-1]
    if of and KINDS[kind].is_of_somebody and of != str(request.member.pk):
        found = []
    return answer(bundle(request, kind, found))


@require_GET
def read(request: ApiRequest, kind: str, resource_id: str) -> HttpResponse:
    """One resource by its id."""
    for one in _kind(request, kind).read(request.token, now_of(request)):
        if one["id"] == resource_id:
            return answer(one)
    raise problems.not_here()


@require_GET
def kick_off(request: ApiRequest) -> HttpResponse:
    """Begin a copy of everything in FHIR. It is fetched, file by file, where the answer says."""
    Needs("export")(request)
    now = now_of(request)
    files = copied(request.token, now, kinds=_wanted(request), since=_since(request))
    asked = request.build_absolute_uri()
    kept = bulk_copies.keep(token=request.token, asked=asked, files=files, now=now)
    response = HttpResponse(status=202)
    where = request.build_absolute_uri(reverse("fhir_copy", args=[kept.pk]))
    response.headers["Content-Location"] = where
    return response


@require_http_methods(["GET", "DELETE"])
def copy(request: ApiRequest, copy_id: UUID) -> HttpResponse:
    """What became of a copy: where its files are. Or it is not wanted any more."""
    found = _own(request, copy_id)
    if request.method == "DELETE":
        bulk_copies.drop(copy=found)
        return HttpResponse(status=202)
    files = [
        {
            "type": name,
            "url": request.build_absolute_uri(reverse("fhir_copy_file", args=[found.pk, name])),
            "count": text.count("\n"),
        }
        for name, text in found.files.items()
    ]
    body = {
        "transactionTime": found.at.isoformat(),
        "request": found.asked,
        "requiresAccessToken": True,
        "output": files,
        "error": [],
    }
    expires = f"{bulk_copies.ends(found):%a, %d %b %Y %H:%M:%S} GMT"
    return JsonResponse(body, headers={"Expires": expires})


@require_GET
def copy_file(request: ApiRequest, copy_id: UUID, kind: str) -> HttpResponse:
    """One file of a copy: a resource on each line."""
    text = _own(request, copy_id).files.get(kind)
    if text is None:
        raise problems.not_here()
    return HttpResponse(text, content_type=NDJSON)


def nothing_here(request: ApiRequest, rest: str = "") -> HttpResponse:
    """No address of ours. Raises ProblemError."""
    del request, rest
    raise problems.not_here()


def _kind(request: ApiRequest, kind: str) -> Kind:
    """The type, if there is one and the key may read it. Raises ProblemError."""
    if kind not in KINDS:
        raise problems.not_here()
    Needs(KINDS[kind].scope)(request)
    return KINDS[kind]


def _own(request: ApiRequest, copy_id: UUID) -> BulkCopy:
    Needs("export")(request)
    found = bulk_copies.copy_of(request.token, copy_id, now=now_of(request))
    if found is None:
        raise problems.not_here()
    return found


def _wanted(request: ApiRequest) -> list[str]:
    """The types to be copied. Raises ProblemError for one that there is not."""
    given = request.GET.get("_outputFormat", NDJSON)
    if given not in FORMATS:
        raise problems.faulty(Fault("query _outputFormat", NDJSON))
    named = [one for one in request.GET.get("_type", "").split(",") if one]
    if not set(named) <= set(KINDS):
        raise problems.faulty(Fault("query _type", f"some of {', '.join(KINDS)}"))
    return [name for name in KINDS if name in named or not named]


def _since(request: ApiRequest) -> datetime | None:
    given = request.GET.get("_since", "")
    try:
        found = datetime.fromisoformat(given) if given else None
    except ValueError:
        found = datetime.min  # noqa: DTZ901 - a mark for what cannot be read
    if found is not None and found.tzinfo is None:
        raise problems.faulty(Fault("query _since", "a time with its zone"))
    return found
