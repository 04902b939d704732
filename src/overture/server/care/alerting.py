"""What a clinician is told, and has seen: what the member chose to have told, and their answers."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from overture.server.accounts import sharing
from overture.server.accounts.models import Link, Member, Thing
from overture.server.accounts.people import pseudonym_of
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.care.models import Acknowledged, HelpOpened

__all__ = ["acknowledge", "acknowledged", "help_opened", "help_times", "since_when"]

SAME = timedelta(hours=1)


@transaction.atomic
def help_opened(*, member: Member, now: datetime) -> None:
    """The member opened Human help: those are told whom they chose, and nobody else.

    Within an hour it is the same time. Where it is shared with nobody, nothing is kept.
    """
    for link in sharing.links_of(member).filter(kind=Link.Kind.CLINICIAN):
        if Thing.HELP_OPENED not in sharing.shared(link, now):
            continue
        if not link.help_opened.filter(at__gt=now - SAME).exists():
            HelpOpened.objects.create(link=link, at=now)


def help_times(link: Link, since: datetime) -> list[datetime]:
    """When help was opened since a time, the latest first. Ask `sharing.see` before."""
    return list(link.help_opened.filter(at__gte=since).values_list("at", flat=True))


@transaction.atomic
def acknowledge(*, link: Link, code: str, about: str, now: datetime) -> None:
    """Keep that an alert was seen."""
    _, is_new = Acknowledged.objects.get_or_create(
        link=link, code=code[:12], about=about[:40], defaults={"at": now}
    )
    if is_new:
        who, of = pseudonym_of(link.person), pseudonym(link.member)
        audit.record(at=now, actor=who, action="alert.seen", subject=of, detail=code[:12])


def acknowledged(links: Iterable[Link]) -> dict[tuple[str, str, str], datetime]:
    """When each alert was seen, by link, code and what it is about."""
    rows = Acknowledged.objects.filter(link__in=list(links))
    return {(str(row.link_id), row.code, row.about): row.at for row in rows}


def since_when(now: datetime) -> datetime:
    """Alerts are listed for four weeks."""
    return now - timedelta(weeks=4)
