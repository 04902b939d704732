"""What a member made ready for hard hours, for the page that must open whatever has failed."""

import logging

from django.db import DatabaseError
from django.http import HttpRequest

from overture.server.safeguarding import contacts, plans
from overture.server.web.requests import member_or_none

LOG = logging.getLogger(__name__)


def own_ways(request: HttpRequest) -> dict[str, object]:
    """The member's plan and people to tell, if there are any; nothing where nothing can be read."""
    member = member_or_none(request)
    if member is None:
        return {}
    try:
        told = contacts.to_be_told(member, "asked")
        return {"has_plan": plans.has_plan(member), "contacts": told}
    except DatabaseError:
        LOG.exception("what a member made ready could not be read")
        return {}
