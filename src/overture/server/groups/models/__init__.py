"""Rows of groups."""

from overture.server.groups.models.evenings import EveningRating, WeekAnswered, WeekFelt
from overture.server.groups.models.groups import Group, LookIn, LookInYes, Membership, Presence
from overture.server.groups.models.keeping import (
    Appeal,
    Block,
    LoggedError,
    ModerationEvent,
    Report,
)
from overture.server.groups.models.posts import (
    GroupTask,
    Nod,
    Pair,
    Post,
    PutAway,
    TaskPair,
)

__all__ = [
    "Appeal",
    "Block",
    "EveningRating",
    "Group",
    "GroupTask",
    "LoggedError",
    "LookIn",
    "LookInYes",
    "Membership",
    "ModerationEvent",
    "Nod",
    "Pair",
    "Post",
    "Presence",
    "PutAway",
    "Report",
    "TaskPair",
    "WeekAnswered",
    "WeekFelt",
]
