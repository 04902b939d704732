"""The API as a whole, and its open description (OpenAPI 3.1)."""

from functools import cache
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from overture.server.api import (
    anchors,
    attempts,
    copies,
    log,
    me,
    measures,
    problems,
    record,
    shapes,
    situations,
    steps,
)
from overture.server.api.problems import MEDIA_TYPE, Fault, ProblemError
from overture.server.api.requests import KEY_HEADER, ZONE_HEADER, Needs

ABOUT: Final = (
    "What a member keeps here, for programs that the member made a key for. Every answer that "
    "carries `safety` shows that to the member first. Ratings are 0-10 and may be left out. "
    "Times carry their zone; days are the member’s, in the zone of the header Overture-Zone."
)
UNSAFE: Final = frozenset({"post", "put", "patch", "delete"})
PROBLEMS: Final = {
    "400": "Not JSON, or without an Idempotency-Key.",
    "401": "No key, or one that opens nothing.",
    "403": "The member has not ticked this for the key.",
    "404": "Nothing here, or somebody else’s.",
    "409": "It does not fit how things stand.",
    "413": "More than is read at once.",
    "422": "Not as it should be; see `errors`.",
    "429": "Too often. Retry-After says when to go on.",
    "500": "Something broke on the server.",
    "503": "Nothing can be kept just now.",
}
_ONLY_UNSAFE: Final = frozenset({"400", "409", "413"})

api = NinjaAPI(
    title="Overture",
    version="1",
    description=ABOUT,
    urls_namespace="overture-api-1",
    openapi_url=None,
    docs_url=None,
)
for _room in (me, situations, steps, anchors, attempts, record, log, measures, copies):
    api.add_router("", _room.router)


@api.exception_handler(ValidationError)
def _faulty(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What is wrong with what was sent, by field. No word that was sent is said back."""
    del request
    faults = [
        Fault(".".join(str(part) for part in _where(one["loc"])), _what(str(one["msg"])))
        for one in error.errors
    ]
    return problems.answer(problems.faulty(*faults))


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    del request
    return problems.answer(ProblemError(error.status_code, "refused", "That cannot be read here."))


@api.exception_handler(Exception)
def _raised(request: HttpRequest, error: Exception) -> HttpResponse:
    """The door answers: it knows every kind of fault."""
    del request
    raise error


def _where(loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """`body.title`, where the library says `body.body.title`."""
    return loc[:1] + loc[2:] if loc[:2] == ("body", "body") else loc


def _what(said: str) -> str:
    return said.removeprefix("Value error, ")


@cache
def description() -> dict[str, Any]:
    """The open description of every address, what it needs, and what can go wrong."""
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="api/v1/"))
    found["components"]["schemas"]["Problem"] = shapes.Problem.model_json_schema(
        ref_template="#/components/schemas/{model}"
    )
    for name, shape in found["components"]["schemas"]["Problem"].pop("$defs", {}).items():
        found["components"]["schemas"].setdefault(name, shape)
    for methods in found["paths"].values():
        for verb, operation in methods.items():
            _complete(verb, operation)
    return found


def _complete(verb: str, operation: dict[str, Any]) -> None:
    """Headers that every address takes, and problems that it may answer."""
    parameters = operation.setdefault("parameters", [])
    parameters.append(_header(ZONE_HEADER, "The member’s zone, such as Europe/Berlin."))
    if verb in UNSAFE:
        said = "A new text of your own for each thing to be done; the same to ask again."
        parameters.append({**_header(KEY_HEADER, said), "required": True})
    for status, words in PROBLEMS.items():
        if verb in UNSAFE or status not in _ONLY_UNSAFE:
            shape = {"$ref": "#/components/schemas/Problem"}
            content = {MEDIA_TYPE: {"schema": shape}}
            operation["responses"].setdefault(status, {"description": words, "content": content})


def _header(name: str, words: str) -> dict[str, Any]:
    shape = {"type": "string", "minLength": 1, "maxLength": 100}
    return {"in": "header", "name": name, "description": words, "required": False, "schema": shape}


def scopes() -> dict[str, str]:
    """What each operation needs to be ticked, by its name; empty where any key will do."""
    found = {}
    for _, router in api._routers:  # noqa: SLF001 - the library has no other way to walk them
        for view in router.path_operations.values():
            for operation in view.operations:
                needs = operation.auth_param
                scope = needs.scope if isinstance(needs, Needs) else ""
                found[str(operation.operation_id)] = scope
    return found
