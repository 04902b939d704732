"""Whether a member is told today that there are questions; and never again, if they say so."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from overture.planning.questions import is_due, may_be_shown
from overture.server.accounts.models import Member
from overture.server.assessments.models import Asking


@transaction.atomic
def line_due(*, member: Member, now: datetime) -> bool:
    """Whether the line stands on Today; that it does is kept. `now` is by the member's clock."""
    today, zone = now.date(), now.tzinfo
    asking = Asking.objects.filter(member=member).first()
    if asking and (asking.stopped or not may_be_shown(asking.shown_on, today)):
        return False
    begun = timezone.localtime(member.created_at, zone).date()
    times = member.administrations.exclude(title="").values_list("at", flat=True)
    answered = [timezone.localtime(at, zone).date() for at in times]
    if not is_due(begun, answered, today):
        return False
    if asking is None or asking.shown_on != today:
        Asking.objects.update_or_create(member=member, defaults={"shown_on": today})
    return True


@transaction.atomic
def say(*, member: Member, stopped: bool) -> None:
    """Not to be told again, ever; or to be told after all."""
    Asking.objects.update_or_create(member=member, defaults={"stopped": stopped})


def is_stopped(member: Member) -> bool:
    """Whether the member said not to be told."""
    return Asking.objects.filter(member=member, stopped=True).exists()
