"""A line that says that a clinician’s suggestion waits for an answer, where one does."""

from django import template

from overture.server.accounts.models import Member
from overture.server.care import handing, proposing, suggesting
from overture.server.practice import agreements

register = template.Library()


@register.inclusion_tag("member/parts/asked_of_me.html")
def asked_of_me(member: Member, *, agreed_too: bool = False) -> dict[str, object]:
    """Who suggests something, by the member's own word for them; nothing where nobody does.

    With `agreed_too` there is a way to what holds as well.
    """
    waiting = [
        *(one.link for one in proposing.open_to(member)),
        *(one.link for one in suggesting.open_to(member)),
        *(one.link for one in handing.open_to(member)),
    ]
    who = list(dict.fromkeys(link.called or "your clinician" for link in waiting))
    return {"who": who, "holds": agreed_too and bool(agreements.of_member(member))}
