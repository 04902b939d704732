"""Which rows of this app belong into a member's copy of everything."""

from overture.server.care.models import (
    Acknowledged,
    Celebration,
    Handover,
    Held,
    HelpOpened,
    MemberCheck,
    OwnNote,
    Parting,
    Proposal,
    Sent,
    Suggested,
)
from overture.server.conversations.export import Table

TABLES = (
    Table("sent_to_people", Sent, "link__member"),
    Table("celebrations", Celebration, "link__member"),
    Table("asked_how_sharing_is", MemberCheck, "link__member"),
    Table("people_who_stepped_back", Parting, "link__member"),
    Table("pace_suggested", Proposal, "link__member"),
    Table("steps_suggested", Suggested, "link__member"),
    Table("told_that_help_was_opened", HelpOpened, "link__member"),
    Table("alerts_seen_by_people", Acknowledged, "link__member"),
    Table("sessions_held", Held, "link__member"),
    Table("handovers", Handover, "link__member"),
    # that there are notes, by whom and when: the words are those of whoever wrote them
    Table("notes_by_people", OwnNote, "link__member", frozenset({"words"})),
)
