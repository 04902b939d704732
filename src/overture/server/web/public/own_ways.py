"""What a member made ready for hard hours, for the page that must open whatever has failed."""

import logging

from django.db import DatabaseError

from overture.server.accounts.models import Member
from overture.server.safeguarding import plans

LOG = logging.getLogger(__name__)


def own_ways(member: Member | None) -> dict[str, object]:
    """The member's plan, if there is one; nothing where nothing can be read."""
    if member is None:
        return {}
    try:
        return {"has_plan": plans.has_plan(member)}
    except DatabaseError:
        LOG.exception("what a member made ready could not be read")
        return {}
