"""What every page is given."""

from django.http import HttpRequest

from overture.server.accounts.selectors import Look, look_of
from overture.server.web.requests import member_or_none, space_of


def everywhere(request: HttpRequest) -> dict[str, object]:
    """The member, if any, and how the member wants pages to look."""
    member = member_or_none(request)
    return {
        "member": member,
        "space": space_of(member) if member else "",
        "look": look_of(member) if member else Look(),
    }
