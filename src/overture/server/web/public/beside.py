"""What safety says beside words that are shown again because something failed."""

import logging

from django.db import DatabaseError, transaction
from django.http import HttpRequest

from overture.safety import SafetyReply
from overture.server.safeguarding import services as safeguarding
from overture.server.safeguarding.glance import glance, looked_since
from overture.server.web.region import region_of
from overture.server.web.requests import began_of, member_or_none, now_of, page_before, typed_in

SURFACE = "failure"
LOG = logging.getLogger(__name__)


def unchecked(request: HttpRequest) -> dict[str, object]:
    """Words of a form that could not be checked, or was sent by somebody whose space is closed."""
    typed = typed_in(request)
    return {"typed": typed, "beside": _glanced(request, typed), "again": page_before(request)}


def failed(request: HttpRequest) -> dict[str, object]:
    """Words that a page of ours did not take: screened for good, unless that was done before."""
    typed = typed_in(request)
    page: dict[str, object] = {"typed": typed, "again": page_before(request)}
    heard = _heard(request, typed)
    if heard is None:
        return page | {"beside": _glanced(request, typed)}
    if heard.next == "none":
        return page
    words = "\n".join(typed)
    return page | {"beside": heard.reply, "words": words, "onward": page_before(request)}


def _heard(request: HttpRequest, typed: list[str]) -> safeguarding.Look | None:
    """What the screen makes of a member's words; None where it had them before, or cannot."""
    member, began = member_or_none(request), began_of(request)
    policy = getattr(getattr(request.resolver_match, "func", None), "policy", "")
    if not typed or member is None or began is None or policy != "members":
        return None
    try:
        with transaction.atomic():
            if looked_since(member=member, moment=began):
                return None
            words, now = "\n".join(typed), now_of(request)
            return safeguarding.look(member=member, text=words, surface=SURFACE, now=now)
    except DatabaseError as error:
        # No traceback: it could carry the member's words into a log.
        LOG.error("words that came back were not screened: %s", type(error).__name__)  # noqa: TRY400
        return None


def _glanced(request: HttpRequest, typed: list[str]) -> SafetyReply | None:
    if not typed:
        return None
    return glance(text="\n".join(typed), region=region_of(request), now=now_of(request))
