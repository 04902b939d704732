"""People: who sees anything, and the member's moments with people, in words."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from overture.server.practice import selectors
from overture.server.web.member.words import capital, counted
from overture.server.web.requests import MemberRequest, members_only

FAMILIES = {
    "neighbour": "With neighbours",
    "colleague": "With colleagues",
    "counter": "In shops and at counters",
    "phone": "On the phone",
    "own": "Steps of your own",
}


@members_only
@require_GET
def people(request: MemberRequest) -> HttpResponse:
    """Honest about what is not there: nothing is shared with anybody."""
    families = selectors.with_people_by_family(request.member)
    total = sum(families.values())
    page = {
        "place": "people",
        "total": capital(counted(total, "moment", "moments")) if total else "",
        "families": [
            (FAMILIES[family], capital(counted(count, "moment", "moments")))
            for family, count in families.items()
        ],
        "keeper": settings.ENVIRONMENT.keeper,
    }
    return render(request, "member/people.html", page)
