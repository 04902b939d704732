"""Replies that members report, from the tap until somebody who runs the server has seen to them."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from overture.safety.alerts import Message
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.conversations.models import Conversation, Report, Turn
from overture.server.safeguarding.sending import NotSentError, by_mail

LOG = logging.getLogger(__name__)
Send = Callable[[Report], None]


@dataclass(frozen=True)
class Reply:
    """One reply of a program that may be reported: its words, who made it, and where."""

    words: str
    made_by: str
    kind: str
    turn: Turn | None


def reply_in(turn: Turn) -> Reply:
    """What was said in a turn."""
    engine = turn.engine or "unknown"
    return Reply(_words(turn.reply or {}), engine, turn.conversation.kind, turn)


def opening_of(talk: Conversation) -> Reply:
    """What was said before the member said anything."""
    made_by = f"opening/{talk.content_version}"
    return Reply(_words(talk.opening), made_by, talk.kind, None)


def _words(reply: Mapping[str, Any]) -> str:
    spoken = reply.get("spoken", ())
    said = (one.get(part, "") for one in spoken for part in ("stage", "text"))
    return "\n".join(words for words in said if words)


@transaction.atomic
def report(*, member: Member, reply: Reply, note: str, key: UUID, now: datetime) -> Report:
    """Keep a report. The same key is the same report, however often the form is sent."""
    given = {
        "turn": reply.turn,
        "words": reply.words,
        "made_by": reply.made_by[:220],
        "kind": reply.kind,
        "note": note,
        "at": now,
    }
    kept, made = Report.objects.get_or_create(member=member, key=key, defaults=given)
    if made:
        audit.record(at=now, actor=(who := pseudonym(member)), action="reply.reported", subject=who)
    return kept


def waiting() -> list[Report]:
    """Reports that nobody has closed, the oldest first."""
    return list(Report.objects.filter(closed_at=None))


def close(*, report_id: UUID, now: datetime) -> bool:
    """Somebody has seen to it. False if there is no such open report."""
    return bool(Report.objects.filter(pk=report_id, closed_at=None).update(closed_at=now))


def mail_new(*, now: datetime, send: Send | None = None, most: int = 20) -> int:
    """Mail the operator what came in since, where there is an address. Returns how many went.

    What could not be sent is tried again on the next round; it stands in the list all the same.
    """
    if not settings.OVERTURE_REPORTS_TO:
        return 0
    return sum(
        _mailed(one, send or to_operator, now)
        for one in Report.objects.filter(mailed_at=None, closed_at=None)[:most]
    )


def _mailed(one: Report, send: Send, now: datetime) -> bool:
    claimed = Report.objects.filter(pk=one.pk, mailed_at=None)
    if not claimed.update(mailed_at=now):
        return False  # another process has it
    try:
        send(one)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not lose it
        # The message of an error could carry the note into a log; a code cannot.
        why = error.code if isinstance(error, NotSentError) else type(error).__name__
        LOG.warning("a report could not be mailed: %s", why)
        Report.objects.filter(pk=one.pk).update(mailed_at=None)
        return False
    return True


def to_operator(one: Report) -> None:
    """Mail one report. Raises NotSentError."""
    parts = (
        f"A member reported a reply of the program on {one.at:%-d %B %Y}.",
        f"The reply, made by {one.made_by}:",
        one.words,
        f"Their note: {one.note or 'none'}",
        "Of what they had written, only what the reply itself repeats is in this message.",
        f"overture reports --close {one.pk} closes it.",
    )
    message = Message("A reply was reported", parts)
    by_mail(settings.OVERTURE_REPORTS_TO, message, ident=f"report-{one.pk}")
