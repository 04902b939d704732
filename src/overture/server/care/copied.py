"""Which rows of this app belong into a member's copy of everything."""

from overture.server.care.models import Celebration, MemberCheck, Parting, Sent
from overture.server.conversations.export import Table

TABLES = (
    Table("sent_to_people", Sent, "link__member"),
    Table("celebrations", Celebration, "link__member"),
    Table("asked_how_sharing_is", MemberCheck, "link__member"),
    Table("people_who_stepped_back", Parting, "link__member"),
)
