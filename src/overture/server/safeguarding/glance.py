"""Words that come back because something failed, glanced at before they are shown again.

Nobody can be sure that such words are the member's own (a form that could not be checked may have
come from another site), or that they were not screened before. So nothing is remembered of them,
nobody is told, and the one thing that can come of it is help.
"""

import logging
from datetime import datetime

from django.db import DatabaseError, transaction

from overture.safety.protocol import SafetyReply, help_beside
from overture.safety.screening import screen
from overture.safety.state import ScreenState
from overture.server.accounts.models import Member
from overture.server.safeguarding.counting import count
from overture.server.safeguarding.models import Watch

LOG = logging.getLogger(__name__)


def glance(*, text: str, region: str, now: datetime) -> SafetyReply | None:
    """Help, where the screen would have something to say to a text by itself; else None."""
    if screen(text, ScreenState(), now=now).next == "none":
        return None
    try:
        with transaction.atomic():
            count("notice", now)
    except DatabaseError as error:
        LOG.error("a notice could not be counted: %s", type(error).__name__)  # noqa: TRY400
    return help_beside(region or None)


def looked_since(*, member: Member, moment: datetime) -> bool:
    """Whether the screen has looked at words of the member's since then. Raises DatabaseError."""
    return Watch.objects.filter(member=member, updated_at__gte=moment).exists()
