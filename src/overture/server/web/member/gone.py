"""Words for which there is no place any more, and the page for a scene that is gone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from overture import safety
from overture.server.conversations.services import SceneGoneError
from overture.server.safeguarding import services as safeguarding
from overture.server.web.member.talking import asked_for_stream
from overture.server.web.requests import member_or_none, now_of, page_before, typed_in

SURFACE = "scene"
SENT_BACK = frozenset({413, 422})
"""Answers that show a form again: too long, or not filled in as it should be."""


class SceneGoneMiddleware:
    """Says so where a scene was kept that an update has taken away, on whichever page that is."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the page does."""
        return self.respond(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a scene that is no longer here; None for any other fault."""
        if not isinstance(exception, SceneGoneError):
            return None
        return not_taken(request, "member/scene_gone.html", {"place": "practise"}, status=410)


class SentBackMiddleware:
    """Lets no form that is sent back be a way past the screen.

    Where the screen has something to say, that is shown instead, with what was typed below it.
    """

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the page does, unless safety comes first."""
        response = self.respond(request)
        policy = getattr(getattr(request.resolver_match, "func", None), "policy", "")
        if response.status_code not in SENT_BACK or policy != "members":
            return response
        return _safety_first(request, status=response.status_code) or response


def _safety_first(request: HttpRequest, *, status: int) -> HttpResponse | None:
    typed, member, now = typed_in(request), member_or_none(request), now_of(request)
    if not typed or member is None:
        return None
    text = "\n".join(typed)
    if asked_for_stream(request):
        # As below: the form comes once more, and is screened for good then.
        speaks = safety.screen(text, safety.ScreenState(), now=now).speaks
        return HttpResponse(status=403) if speaks else None
    heard = safeguarding.look(member=member, text=text, surface="note", now=now)
    if heard.next == "none" or heard.reply is None:
        return None
    page = {"reply": heard.reply, "words": text, "typed": typed, "onward": page_before(request)}
    page["heading"] = "This first"
    return render(request, "member/kept.html", page, status=status)


def not_taken(
    request: HttpRequest, template: str, page: dict[str, object], *, status: int
) -> HttpResponse:
    """A page that shows again what was typed and could not be taken, and what safety says to it.

    The talk's script is refused, so that it sends the form once more without its help and the
    page is shown: only then is anything screened.
    """
    if asked_for_stream(request):
        return HttpResponse(status=403)
    typed = typed_in(request)
    member = member_or_none(request)
    if typed and member:
        text, now = "\n".join(typed), now_of(request)
        heard = safeguarding.look(member=member, text=text, surface=SURFACE, now=now)
        page = page | {"heard": heard.reply if heard.next != "none" else None}
    return render(request, template, page | {"typed": typed}, status=status)
