"""The talk with Cue."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from overture.server.accounts import services as accounts
from overture.server.conversations import consent, selectors, services
from overture.server.conversations.notices import notice_due
from overture.server.conversations.selectors import Conversation
from overture.server.web.keys import key_of
from overture.server.web.member.talking import (
    asked_for_stream,
    take_turn,
    too_long_for,
    what_was_done,
)
from overture.server.web.requests import MemberRequest, adults_only, members_only, now_of


@adults_only
@require_GET
def cue(request: MemberRequest) -> HttpResponse:
    """The open talk, or a new one with Cue's first line; a farewell is shown once more."""
    return _page(request, _named(request) or _open(request))


def _open(request: MemberRequest) -> Conversation:
    return services.open_talk(member=request.member, now=now_of(request))


def _named(request: MemberRequest) -> Conversation | None:
    """The member's own talk that the address names, if it does."""
    try:
        talk_id = UUID(request.GET.get("talk", ""))
    except ValueError:
        return None
    talk = selectors.talk_of(request.member, talk_id)
    return talk if talk and talk.kind == Conversation.Kind.TALK else None


def _page(
    request: MemberRequest,
    talk: Conversation,
    *,
    typed: str = "",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    services.answer_pending(conversation=talk, now=now_of(request))
    page = {
        "talk": talk,
        "turns": selectors.turns_of(talk),
        "latest": selectors.latest_reply(talk),
        "notice": notice_due(member=request.member, now=now_of(request)),
        "key": uuid4(),
        "typed": typed,
        "problem": problem,
        "paces": type(request.member).Pace.choices,
        "model": consent.offer_to(request.member),
    }
    return render(request, "member/cue.html", page, status=status)


@adults_only
@require_POST
def say(request: MemberRequest) -> HttpResponse:
    """One turn of the member's. A form sent twice finds its first talk, even if that has ended."""
    talk = (
        selectors.talk_with_key(request.member, key_of(request))
        or selectors.open_talk_of(request.member)
        or _open(request)
    )
    try:
        return take_turn(request, talk, "cue")
    except services.TooLongError:
        return _too_long(request, talk)


def _too_long(request: MemberRequest, talk: Conversation) -> HttpResponse:
    """The message again, with what to do."""
    problem = too_long_for("Cue")
    if asked_for_stream(request):
        return HttpResponse(problem, status=413, content_type="text/plain; charset=utf-8")
    return _page(request, talk, typed=what_was_done(request)[0], problem=problem, status=413)


@members_only
@require_POST
def stop(request: MemberRequest) -> HttpResponse:
    """Stop here: one press, no question, everything kept."""
    talk = selectors.open_talk_of(request.member)
    if talk:
        services.stop(conversation=talk, now=now_of(request))
    return render(request, "member/cue_stopped.html", {"place": "practise"})


@members_only
@require_POST
def pace(request: MemberRequest) -> HttpResponse:
    """How Cue talks: slow, even or quick."""
    chosen = request.POST.get("pace", "")
    if chosen in type(request.member).Pace.values:
        accounts.choose(member=request.member, choices={"pace": chosen})
    return redirect("cue")
