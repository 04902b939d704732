"""An invitation that somebody has in hand in this browser. Its token stands in no address."""

from typing import Final

from django.http import HttpRequest

from overture.server.accounts import invitations
from overture.server.accounts.invitations import Invitation
from overture.server.web.requests import now_of

SESSION_INVITED: Final = "invitation"


def invitation_of(request: HttpRequest) -> Invitation | None:
    """The invitation that was opened here, as long as it can be taken."""
    token = token_of(request)
    return invitations.by_token(token, now_of(request)) if token else None


def token_of(request: HttpRequest) -> str:
    """What opens it."""
    return str(request.session.get(SESSION_INVITED, ""))


def is_invited(request: HttpRequest) -> bool:
    """Whether an invitation is open here."""
    return invitation_of(request) is not None
