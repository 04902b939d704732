"""Entries that wait on the member's own device: the list, and the way to send them."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from overture.server.web.requests import MemberRequest, members_only, space_of


@members_only
@require_GET
def waiting(request: MemberRequest) -> HttpResponse:
    """An empty list: what waits is known to this browser alone, and its script fills it in."""
    return render(request, "member/waiting.html")


@members_only
@require_GET
def token(request: MemberRequest) -> HttpResponse:
    """What the service worker needs to send an entry: whose space it is, and a form's token."""
    return JsonResponse({"space": space_of(request.member), "token": get_token(request)})


@members_only
@require_GET
def answer(request: MemberRequest, answer_id: UUID) -> HttpResponse:
    """An answer that came to an entry is kept by the browser; from here there is only the list."""
    del request, answer_id
    return redirect("waiting")
