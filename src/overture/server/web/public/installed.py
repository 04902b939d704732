"""Overture on a phone's home screen: manifest, service worker, and no connection."""

import json
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from overture.server.web.public.release import release
from overture.server.web.requests import anyone, stands_alone

GROUND, STAGE = "#f5f2f6", "#3b1b40"
ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
    ("mark.svg", "any", "any"),
    ("icon-maskable.svg", "any", "maskable"),
)
SHORTCUTS = (("Today", "today"), ("Human help now", "help"), ("Breathing", "breathe"))


@anyone
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to keep Overture on its home screen."""
    del request
    body = {
        "id": "/",
        "name": "Overture",
        "short_name": "Overture",
        "description": "A place to practise being with people, at your own pace.",
        "lang": "en-GB",
        "start_url": reverse("welcome"),
        "scope": "/",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": STAGE,
        "icons": [_icon(*icon) for icon in ICONS],
        "shortcuts": [{"name": words, "url": reverse(name)} for words, name in SHORTCUTS],
    }
    return HttpResponse(json.dumps(body), content_type="application/manifest+json")


def _icon(name: str, sizes: str, purpose: str) -> dict[str, str]:
    kind = "image/svg+xml" if name.endswith(".svg") else "image/png"
    return {"src": f"/static/{name}", "sizes": sizes, "type": kind, "purpose": purpose}


@anyone
@require_GET
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that shows kept pages without a connection. A new release is a new script."""
    del request
    script = Path(str(finders.find("sw.js"))).read_text("utf-8")
    named = script.replace('"unreleased"', json.dumps(release()), 1)
    response = HttpResponse(named, content_type="text/javascript")
    response.headers["Service-Worker-Allowed"] = "/"
    response.headers["Cache-Control"] = "no-cache"
    return response


@stands_alone
@anyone
@require_GET
def away(request: HttpRequest) -> HttpResponse:
    """What is shown without a connection in place of a page that is not kept."""
    return render(request, "public/away.html")
