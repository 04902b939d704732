"""What the record says now of frequent, kind, wanted, enjoyed and dreaded contact; put right by a
tap.
"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from overture.server.assessments import kinds
from overture.server.practice import profile_now as room
from overture.server.web.clock import local_now
from overture.server.web.member.profile_words import (
    changes,
    first_taps,
    kinds_in_words,
    line_of,
    unmet,
)
from overture.server.web.requests import MemberRequest, members_only


@members_only
@require_GET
def profile_now(request: MemberRequest) -> HttpResponse:
    """By kind of contact: what the record says, beside what was said first, and what it changes."""
    now = local_now(request)
    drawn, first = room.redrawn(request.member, now), kinds.kinds_of(request.member)
    page = {
        "kinds": kinds_in_words(drawn, first),
        "energy": line_of(drawn.energy),
        "unmet": unmet(drawn),
        "first": first_taps(kinds.profile_answers(request.member)),
        "changes": changes(room.steering_now(request.member, now)),
        "said": "Kept. What you say counts more than the record." if "said" in request.GET else "",
    }
    return render(request, "member/profile_now.html", page)


@members_only
@require_POST
def so(request: MemberRequest) -> HttpResponse:
    """That’s not so; or it is so after all."""
    try:
        kinds.say_not_so(
            member=request.member,
            kind=request.POST.get("kind", ""),
            facet=request.POST.get("facet", ""),
            so="so" in request.POST,
            now=local_now(request),
        )
    except ValueError:
        return redirect("profile_now")
    return redirect(f"{reverse('profile_now')}?said=1")
