"""Members and their spaces, people who sign in, what is shared with whom, and keys for programs."""

from overture.server.accounts.models.emergency import EmergencyLook
from overture.server.accounts.models.members import GuardianConsent, Member, Throttle
from overture.server.accounts.models.people import Invitation, Person, Role
from overture.server.accounts.models.programs import ApiAnswer, ApiToken, BulkCopy
from overture.server.accounts.models.sharing import Grant, Link, Opened, Thing
from overture.server.accounts.models.signing import Remembered, SignIn

__all__ = [
    "ApiAnswer",
    "ApiToken",
    "BulkCopy",
    "EmergencyLook",
    "Grant",
    "GuardianConsent",
    "Invitation",
    "Link",
    "Member",
    "Opened",
    "Person",
    "Remembered",
    "Role",
    "SignIn",
    "Thing",
    "Throttle",
]
