"""The rows between a member and the people around them."""

from overture.server.care.models.close import (
    Celebration,
    LookingAway,
    MemberCheck,
    Parting,
    Sent,
    SupporterCheck,
)

__all__ = [
    "Celebration",
    "LookingAway",
    "MemberCheck",
    "Parting",
    "Sent",
    "SupporterCheck",
]
