"""Every word that comes in by a program passes the safety screen, as words on a page do.

What was sent is kept all the same. What the protocol says stands in the answer, for the program
to show to the member before anything else.
"""

import json
import logging
from datetime import datetime
from typing import Any, Final

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Schema
from pydantic import Field

from overture.safety import SafetyReply
from overture.server.accounts.selectors import region_of
from overture.server.api.requests import ApiRequest
from overture.server.safeguarding import services as safeguarding
from overture.server.safeguarding.glance import glance

SURFACE: Final = "api"
LOG = logging.getLogger(__name__)


class Safety(Schema):
    """What is to be shown to the member first, because of what was typed or answered."""

    lines: list[str] = Field(description="To be shown in this order, as they are.")
    taps: list[str] = Field(description="Answers that may be tapped beside free text, if any.")
    asks: bool = Field(description="Whether an answer is waited for: POST it to /heard.")
    help: str = Field(description="The page with people who can help now.")


class Heard(Schema):
    """Whatever was written, `safety` comes first where it is there."""

    safety: Safety | None = Field(None, description="Show this first where it is not null.")


def hear(request: ApiRequest, text: str, now: datetime) -> Safety | None:
    """What the protocol says to words of the member's; None where it has nothing to say."""
    member = request.member
    try:
        heard = safeguarding.look(member=member, text=text, surface=SURFACE, now=now)
    except DatabaseError as error:
        # No traceback: it could carry the member's words into a log.
        LOG.error("words were only glanced at: %s", type(error).__name__)  # noqa: TRY400
        found = glance(text=text, region=region_of(member), now=now)
        return said(request, found, asks=False)
    if heard.next == "none":
        return None
    return said(request, heard.reply, asks=heard.next == "question")


def said(request: HttpRequest, reply: SafetyReply | None, *, asks: bool) -> Safety | None:
    """A reply of the protocol as a program gets it."""
    if reply is None:
        return None
    return Safety(
        lines=list(reply.lines), taps=list(reply.taps), asks=asks, help=help_page(request)
    )


def help_page(request: HttpRequest) -> str:
    """The whole address of the page with people who can help."""
    return request.build_absolute_uri(reverse("help"))


def first(response: HttpResponse, safety: Safety | None) -> HttpResponse:
    """The same answer, with what is to be shown first in it."""
    if safety is None:
        return response
    body: dict[str, Any] = json.loads(response.content or b"{}")
    body["safety"] = safety.model_dump()
    response.content = json.dumps(body).encode()
    response.headers["Content-Length"] = str(len(response.content))
    return response


__all__ = ["Heard", "Safety", "first", "hear", "said"]
