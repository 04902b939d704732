"""An invitation that somebody has in hand in this browser. Its token stands in no address."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest

from overture.server.accounts import invitations
from overture.server.accounts.invitations import Invitation
from overture.server.web.requests import now_of

ADDRESS: Final = "/invited/{token}"
SESSION_INVITED: Final = "invitation"


def link_of(request: HttpRequest, token: str) -> str:
    """The whole address that an invitation is opened at, to be sent to one person."""
    address = settings.OVERTURE_ADDRESS or request.build_absolute_uri("/")
    return f"{address.rstrip('/')}{ADDRESS.format(token=token)}"


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
