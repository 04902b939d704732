"""The member's own time, in the zone that the browser named."""

from datetime import date, datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone

from overture.server.web.requests import ZONE_COOKIE, now_of

LONGEST_WAIT = timedelta(days=30)


def local_now(request: HttpRequest) -> datetime:
    """Now, by the member's clock."""
    return timezone.localtime(now_of(request))


def written_at(request: HttpRequest) -> datetime:
    """When what is sent was written: now, or earlier if it waited on the device for a connection.

    The device's clock is believed for a month back, and never into the future.
    """
    now = local_now(request)
    try:
        said = datetime.fromisoformat(request.POST.get("written", ""))
    except ValueError:
        return now
    believed = timezone.is_aware(said) and now - LONGEST_WAIT <= said <= now
    return timezone.localtime(said) if believed else now


def today_of(request: HttpRequest) -> date:
    """The member's date."""
    return local_now(request).date()


def midnight(now: datetime) -> datetime:
    """The start of the member's day."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def named_zone(request: HttpRequest) -> str:
    """The zone that the browser named; empty where it named none."""
    return request.COOKIES.get(ZONE_COOKIE, "")
