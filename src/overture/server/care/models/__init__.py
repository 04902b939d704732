"""The rows between a member and the people around them."""

from overture.server.care.models.clinic import (
    Acknowledged,
    Answer,
    Handover,
    Held,
    HelpOpened,
    OwnNote,
    Proposal,
    Suggested,
)
from overture.server.care.models.close import (
    Celebration,
    LookingAway,
    MemberCheck,
    Parting,
    Sent,
    SupporterCheck,
)

__all__ = [
    "Acknowledged",
    "Answer",
    "Celebration",
    "Handover",
    "Held",
    "HelpOpened",
    "LookingAway",
    "MemberCheck",
    "OwnNote",
    "Parting",
    "Proposal",
    "Sent",
    "Suggested",
    "SupporterCheck",
]
