"""The member's own time, in the zone that the browser named."""

from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone

from overture.server.web.requests import ZONE_COOKIE, now_of


def local_now(request: HttpRequest) -> datetime:
    """Now, by the member's clock."""
    return timezone.localtime(now_of(request))


def today_of(request: HttpRequest) -> date:
    """The member's date."""
    return local_now(request).date()


def midnight(now: datetime) -> datetime:
    """The start of the member's day."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def named_zone(request: HttpRequest) -> str:
    """The zone that the browser named; empty where it named none."""
    return request.COOKIES.get(ZONE_COOKIE, "")
