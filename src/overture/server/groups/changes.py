"""What every change of a group leaves behind: a number for open pages, a line in its log."""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from overture.server.audit import services as audit
from overture.server.groups.models import Group, ModerationEvent


def changed(group: Group) -> None:
    """Let open pages know that there is something to show.

    The row is held until the transaction ends, so the numbers of a group come in their order.
    """
    Group.objects.filter(pk=group.pk).update(sequence=F("sequence") + 1)


def log(
    group: Group,
    action: str,
    *,
    who: str,
    about: UUID | None = None,
    detail: str = "",
    now: datetime,
) -> None:
    """Add to the group's log and to the audit trail. `who`: a pseudonym; `detail`: a code."""
    ModerationEvent.objects.create(
        group=group, at=now, action=action, who=who, about=about, detail=detail
    )
    audit.record(at=now, actor=who, action=f"group.{action}", subject=str(group.pk), detail=detail)
