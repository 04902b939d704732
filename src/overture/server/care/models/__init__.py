"""The rows between a member and the people around them."""

from overture.server.care.models.close import (
    Celebration,
    MemberCheck,
    Parting,
    Sent,
    SupporterCheck,
)

__all__ = [
    "Celebration",
    "MemberCheck",
    "Parting",
    "Sent",
    "SupporterCheck",
]
