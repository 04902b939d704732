"""Six taps that only shift where the first steps start. Each may be skipped, and all of them."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from overture.server.assessments import services as assessments
from overture.server.web.member.clock import local_now
from overture.server.web.member.keys import fresh_key, key_of
from overture.server.web.requests import MemberRequest, members_only

NOT_AN_ANSWER = (
    "One of those wasn’t an answer to its question, so nothing was kept. Please tap it again."
)


@members_only
@require_http_methods(["GET", "POST"])
def profile(request: MemberRequest) -> HttpResponse:
    """Ask, or keep what was tapped. Last time's answers are never shown."""
    if request.method == "GET":
        return _asked(request)
    try:
        answers = {} if "skip" in request.POST else _answers(request)
        assessments.answer_profile(
            member=request.member, answers=answers, key=key_of(request), now=local_now(request)
        )
    except ValueError:
        return _asked(request, problem=NOT_AN_ANSWER, status=422)
    return redirect("today")


def _answers(request: MemberRequest) -> dict[str, int]:
    items = (item.id for item in assessments.profile_items())
    return {item: int(request.POST[item]) for item in items if request.POST.get(item)}


def _asked(request: MemberRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    items = [
        {"item": item, "chosen": request.POST.get(item.id, "")}
        for item in assessments.profile_items()
    ]
    page = {"items": items, "key": fresh_key(), "problem": problem}
    return render(request, "member/profile.html", page, status=status)
