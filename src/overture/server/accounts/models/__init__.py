"""Members and their spaces, people who sign in, and what is shared with whom."""

from overture.server.accounts.models.members import GuardianConsent, Member, Throttle
from overture.server.accounts.models.people import Invitation, Person, Role
from overture.server.accounts.models.sharing import Grant, Link, Opened, Thing

__all__ = [
    "Grant",
    "GuardianConsent",
    "Invitation",
    "Link",
    "Member",
    "Opened",
    "Person",
    "Role",
    "Thing",
    "Throttle",
]
