"""Whose page somebody close may open at this moment."""

from datetime import datetime
from uuid import UUID

from django.http import Http404

from overture.server.accounts import sharing
from overture.server.accounts.people import Person
from overture.server.care import checking, shown
from overture.server.web.clock import local_now
from overture.server.web.people import PersonRequest

KIND = sharing.Link.Kind.SUPPORTER


def links_of(person: Person) -> list[shown.Link]:
    """The members who let somebody stand close."""
    return list(sharing.linked_to(person, KIND))


def own_link(request: PersonRequest, link_id: UUID) -> shown.Link:
    """A link that leads to whoever asks. Anybody else's does not exist."""
    link = sharing.link_of(request.user, link_id, KIND)
    if link is None:
        raise Http404
    return link


def opened(request: PersonRequest, link_id: UUID) -> tuple[shown.Link, shown.Page]:
    """The page of a member as it is shared now; where nothing is, there is no page.

    That it was opened is written down for the member.
    """
    link = own_link(request, link_id)
    if not is_open(link, now := local_now(request)):
        raise Http404
    return link, shown.looked_at(link, now)


def is_open(link: shown.Link, now: datetime) -> bool:
    """Whether something is shared at this moment, and whoever may see it wants to."""
    return bool(sharing.shared(link, now)) and not checking.looks_away(link)
