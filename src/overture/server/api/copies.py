"""A copy of everything, as the member downloads it."""

from typing import Any

from django.http import JsonResponse
from ninja import Router

from overture.server.api.requests import ApiRequest, Needs
from overture.server.conversations.export import export
from overture.server.web.requests import now_of

router = Router(tags=["Export"])


@router.get(
    "/export",
    auth=Needs("export"),
    response=dict[str, Any],
    operation_id="export",
    url_name="export",
)
def everything(request: ApiRequest) -> JsonResponse:
    """Every row that is kept of the member, talks among it. The audit trail notes it."""
    return JsonResponse(export(member=request.member, now=now_of(request)))
