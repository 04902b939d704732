"""What the talk with Cue and the scenes share: taking a turn, with and without scripts."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from overture.content import scenes
from overture.server.conversations import selectors, services, streaming
from overture.server.conversations.selectors import Conversation
from overture.server.web.keys import key_of
from overture.server.web.requests import now_of

CONTROLS = frozenset({"silence", "nod", "wait", "slower"})


def asked_for_stream(request: HttpRequest) -> bool:
    """Whether the page's own script asks, and will read the reply as it comes."""
    return request.headers.get("X-Overture") == "talk"


def take_turn(
    request: HttpRequest, conversation: Conversation, page: str, **where: object
) -> HttpResponse:
    """Take what the member did, and answer it: as a stream for the script, else by a new page.

    Raises TooLongError for a message that is too long to read; the caller shows it again.
    """
    said, manner = what_was_done(request)
    if manner == "words" and not said.strip():
        return _nothing_said(request, page, where)
    turn = services.answer_turn(
        conversation=conversation,
        manner=manner,  # type: ignore[arg-type]
        said=said,
        key=key_of(request),
        now=now_of(request),
    )
    if not asked_for_stream(request):
        done = services.finish(turn_id=turn.pk, now=now_of(request))
        return redirect(f"{_address(page, where)}{_farewell(done)}#say")
    return JsonResponse({"mine": _mine(request, turn), **_reply_to(turn)})


def _mine(request: HttpRequest, turn: selectors.Turn) -> str:
    """What the member did, as the talk's page shows it."""
    shown, talk = selectors.shown(turn), turn.conversation
    page = {"turn": shown, "back_to": {shown.id}, "conversation": talk}
    page["scene"] = scenes().get(talk.scene_id)
    return render_to_string("member/parts/mine.html", page, request=request)


def _reply_to(turn: selectors.Turn) -> dict[str, object]:
    """The reply for the page's script to deal out; else where it will come as a stream."""
    if selectors.shown(turn).pending:
        return {"stream": streaming.address_of(turn), "pause": streaming.pause_of(turn)}
    kept = streaming.kept(turn)
    return {"parts": kept.parts, "pause": streaming.pause_of(turn), "whole": kept.whole}


def _farewell(turn: selectors.Turn) -> str:
    """What an address needs to show a talk that has just ended, instead of opening a new one."""
    talk = turn.conversation
    return f"?talk={talk.pk}" if talk.kind == Conversation.Kind.TALK and talk.ended_at else ""


def _nothing_said(request: HttpRequest, page: str, where: dict[str, object]) -> HttpResponse:
    if asked_for_stream(request):
        return JsonResponse({"nothing": True})
    return redirect(f"{_address(page, where)}#say")


def _address(page: str, where: dict[str, object]) -> str:
    return reverse(page, kwargs=where or None)


def what_was_done(request: HttpRequest) -> tuple[str, str]:
    """The words, or the tap or control that was pressed instead of words."""
    for manner in ("tap", "choice"):
        if pressed := _text(request, manner):
            return pressed, manner
    control = request.POST.get("control", "")
    if control in CONTROLS:
        return "", control
    return _text(request, "said"), "words"


def _text(request: HttpRequest, name: str) -> str:
    """What was sent, without the one character that no database keeps."""
    return request.POST.get(name, "").replace("\x00", "")


def too_long_for(whom: str) -> str:
    """What to do with a message that is too long to be read in one go."""
    return (
        f"That’s longer than {whom} can take in at once. Up to {services.LONGEST:,} characters, "
        "please. Your words are still here."
    )
