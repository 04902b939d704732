"""Behind the links of a nudge's mail: yes, this is my address; and no more of these."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from overture.server.practice.nudges import addresses
from overture.server.web.requests import anyone, now_of


@anyone
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A press confirms the address. Opening alone does not: programs that check mail open links."""
    now = now_of(request)
    if request.method == "POST":
        done = addresses.confirm(token=token, now=now)
        return _shown(request, "confirmed" if done else "over")
    return _shown(request, "asks" if addresses.waits(token, now) else "over")


@csrf_exempt
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more by e-mail: one press, here or in a mail program, without signing in.

    A mail program sends the press itself and has no form of ours, so the link alone speaks for it;
    whatever has no such link is looked at like any other form.
    """
    if request.method == "POST" and addresses.is_stop_token(token):
        addresses.stop_mail_by(token=token, now=now_of(request))
        return _shown(request, "stopped")
    return _guarded(request, token)


stop.policy = "anyone"  # type: ignore[attr-defined]


@csrf_protect
@require_http_methods(["GET", "POST"])
def _guarded(request: HttpRequest, token: str) -> HttpResponse:
    return _shown(request, "stop" if addresses.is_stop_token(token) else "over")


def _shown(request: HttpRequest, state: str) -> HttpResponse:
    page: dict[str, Any] = {"state": state}
    status = 410 if state == "over" else 200
    return render(request, "public/nudges.html", page, status=status)
