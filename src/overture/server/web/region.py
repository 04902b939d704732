"""Which country's helplines to show."""

import re

from django.conf import settings
from django.http import HttpRequest

from overture.server.web.requests import member_or_none

_LANGUAGE_WITH_COUNTRY = re.compile(r"\b[a-z]{2,3}-([A-Z]{2})\b")


def region_of(request: HttpRequest, asked: str = "") -> str:
    """The country asked for, else the member's, the operator's, the browser's; else empty."""
    member = member_or_none(request)
    browser = _LANGUAGE_WITH_COUNTRY.search(request.headers.get("Accept-Language", ""))
    choices = (
        asked,
        member.region if member else "",
        settings.ENVIRONMENT.region,
        browser.group(1) if browser else "",
    )
    return next((choice.upper() for choice in choices if choice), "")
