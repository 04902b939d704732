"""Six taps that only shift where the first steps start, and up to four more about kinds of contact.

Each may be skipped, and all of them.
"""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from overture.measures.contact import CONTACTS, KindQuestion
from overture.server.assessments import kinds
from overture.server.assessments import services as assessments
from overture.server.web.clock import local_now
from overture.server.web.keys import fresh_key, key_of
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
    is_open = "skip" not in request.POST and kinds.open_questions(request.member)
    return redirect("profile_kinds" if is_open else "today")


@members_only
@require_http_methods(["GET", "POST"])
def of_kinds(request: MemberRequest) -> HttpResponse:
    """Up to four more, only where the six taps leave them open; each and all may be skipped."""
    questions = kinds.open_questions(request.member)
    if not questions:
        return redirect("today")
    if request.method == "GET":
        return _asked_of_kinds(request, questions)
    given = {} if "skip" in request.POST else _kinds(request, questions)
    try:
        kinds.answer_kinds(
            member=request.member, answers=given, key=key_of(request), now=local_now(request)
        )
    except ValueError:
        return _asked_of_kinds(request, questions, problem=NOT_AN_ANSWER, status=422)
    return redirect("today")


def _kinds(request: MemberRequest, questions: Sequence[KindQuestion]) -> dict[str, list[str]]:
    """What was tapped; a question without a tap, not even "none of them", was skipped."""
    found = {question.id: request.POST.getlist(question.id) for question in questions}
    return {
        name: [kind for kind in tapped if kind != "none"]
        for name, tapped in found.items()
        if tapped
    }


def _asked_of_kinds(
    request: MemberRequest,
    questions: Sequence[KindQuestion],
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    rows = [{"one": one, "chosen": request.POST.getlist(one.id)} for one in questions]
    page = {"rows": rows, "kinds": CONTACTS.items(), "key": fresh_key(), "problem": problem}
    return render(request, "member/profile_kinds.html", page, status=status)


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
