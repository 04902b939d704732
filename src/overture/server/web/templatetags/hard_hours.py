"""What a member made ready for hard hours, beside whatever safety says."""

import logging
from typing import Any

from django import template
from django.db import DatabaseError
from django.utils import timezone

from overture.server.accounts.models import Member
from overture.server.safeguarding import contacts, plans, told
from overture.server.web.member.telling_words import summary

LOG = logging.getLogger(__name__)
register = template.Library()


@register.inclusion_tag("parts/own_ways.html", takes_context=True)
def own_ways(context: template.Context) -> dict[str, Any]:
    """The member's first person to tell, their plan, and what became of a message under way.

    A stream has no request; then the member is the one whose conversation it is.
    """
    conversation = context.get("conversation")
    member = context.get("member") or getattr(conversation, "member", None)
    if member is None:
        return {}
    try:
        return _ways_of(member)
    except DatabaseError:  # what safety says is shown without it
        LOG.exception("what a member made ready could not be read")
        return {}


def _ways_of(member: Member) -> dict[str, Any]:
    now = timezone.now()
    alert = told.latest_open(member, now)
    listed = contacts.to_be_told(member, "asked")
    return {
        "alert": alert,
        "summary": summary(alert, told.told(alert, now)) if alert else "",
        "contact": listed[0] if listed else None,
        "has_plan": plans.has_plan(member),
    }
