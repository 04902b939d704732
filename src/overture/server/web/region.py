"""Which country's helplines to show."""

import re

from django.conf import settings
from django.http import HttpRequest

from overture import safety
from overture.server.accounts import selectors
from overture.server.web.requests import member_or_none

_LANGUAGE_WITH_COUNTRY = re.compile(r"\b[a-z]{2,3}-([A-Z]{2})\b")


def region_of(request: HttpRequest, asked: str = "") -> str:
    """The country asked for; else for a member the one that Cue and the screen go by; else empty.

    Only where nobody's space is open the browser is asked, once the operator named none.
    """
    member = member_or_none(request)
    if member:
        return (asked or selectors.region_of(member)).upper()
    return (asked or str(settings.ENVIRONMENT.region) or browsers_region(request)).upper()


def browsers_region(request: HttpRequest) -> str:
    """The country of the browser's language, where lines are known for it; else empty.

    A space that is opened begins with it, and its settings say so: from then on it is the member's.
    """
    found = _LANGUAGE_WITH_COUNTRY.search(request.headers.get("Accept-Language", ""))
    return found.group(1) if found and found.group(1) in dict(safety.regions()) else ""
