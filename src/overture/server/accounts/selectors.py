"""What may be read about a member's space."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from overture.server.accounts.models import Member


@dataclass(frozen=True)
class Look:
    """How the member wants pages to look; empty strings leave it to the device."""

    theme: str = ""
    text: str = ""
    less_motion: bool = False


def look_of(member: Member) -> Look:
    """The member's look."""
    return Look(theme=member.theme, text=member.text_size, less_motion=member.less_motion)


def region_of(member: Member) -> str:
    """Where the member is, or where this service is kept; empty if neither is known."""
    return member.region or str(settings.ENVIRONMENT.region)


def has_code(member: Member) -> bool:
    """Whether six words were made for this space."""
    return bool(member.code_hash)


def how_many_spaces(*, seen_since: datetime | None = None) -> int:
    """How many spaces are kept here, or how many of them were opened since a time."""
    found = Member.objects.filter(last_seen_at__gte=seen_since) if seen_since else Member.objects
    return found.count()
