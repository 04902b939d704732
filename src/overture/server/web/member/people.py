"""People: who sees anything, and the member's moments with people, in words."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from overture.content.families import FAMILIES
from overture.server.practice import anchors, quiet_plans, selectors
from overture.server.safeguarding import contacts, plans
from overture.server.web.clock import local_now
from overture.server.web.requests import MemberRequest, members_only
from overture.server.web.words import capital, counted


@members_only
@require_GET
def people(request: MemberRequest) -> HttpResponse:
    """Honest about what is not there: nothing is shared with anybody."""
    families = selectors.with_people_by_family(request.member)
    total = sum(families.values())
    standing = anchors.standing(request.member, local_now(request))
    page = {
        "place": "people",
        "total": capital(counted(total, "moment", "moments")) if total else "",
        "families": [
            (FAMILIES[family].where, capital(counted(count, "moment", "moments")))
            for family, count in families.items()
        ],
        "regular": _regular([one.anchor.title for one in standing]),
        "keeper": settings.ENVIRONMENT.keeper,
        "to_tell": _to_tell(contacts.contacts_of(request.member)),
        "has_plan": plans.has_plan(request.member),
        "has_quiet_plan": quiet_plans.has_plan(request.member),
    }
    return render(request, "member/people.html", page)


def _regular(titles: list[str]) -> str:
    """What comes round, by the member's own words; two at most."""
    more = " and more" if len(titles) > 2 else ""
    return f"{', '.join(titles[:2])}{more}" if titles else "A call, a choir, a walk with somebody"


def _to_tell(listed: list[contacts.Contact]) -> str:
    """Who is on the list, by name."""
    return ", ".join(one.name for one in listed) or "Nobody yet"
