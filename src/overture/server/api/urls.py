"""Addresses of the API, all behind one door. There is no page: the description is JSON alone."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from overture.server.api import problems
from overture.server.api.description import api, description
from overture.server.api.door import guarded
from overture.server.web.requests import anyone

BEFORE = "api/v1/"


@anyone
@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    """What the API can do, for programs that read such descriptions."""
    del request
    return JsonResponse(description())


def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """No address of the API. Raises ProblemError."""
    del request, rest
    raise problems.not_here()


def _addresses() -> Iterator[URLPattern]:
    """One for each path: the library lists a path once for each of its verbs."""
    seen = set()
    for pattern in api.urls[0]:
        route = str(pattern.pattern)
        if route and isinstance(pattern, URLPattern) and route not in seen:
            seen.add(route)
            yield path(BEFORE + route, guarded(pattern.callback), name=f"api_{pattern.name}")


urlpatterns = [
    path(f"{BEFORE}openapi.json", openapi, name="api_openapi"),
    *_addresses(),
    path(f"{BEFORE}<path:rest>", guarded(nothing_here), name="api_nothing_here"),
]
