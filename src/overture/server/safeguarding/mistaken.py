"""Putting right an age that was misread or mistyped: by whoever keeps the server, and written down.

A member says their number to the operator, by whichever way they know them. The number is a handle
for this alone: it opens no space and does not stand in the audit trail.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from django.db import transaction
from django.db.models import Q

from overture.server.accounts.ages import number_of
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.safeguarding.models import Watch
from overture.server.safeguarding.services import state_of

Is = Literal["adult", "minor"]


@dataclass(frozen=True)
class Closed:
    """A space whose talks are closed because of an age: how it became known, and since when."""

    number: str
    known: Literal["said", "asked"]
    opened: str


def closed() -> list[Closed]:
    """Every space of which an age under 18 is known, the oldest first; nothing else of anybody."""
    young = Q(said_under_age=True) | Q(age=Member.Age.MINOR)
    rows = Member.objects.filter(young).order_by("created_at")
    return [
        Closed(number_of(one), "said" if one.said_under_age else "asked", f"{one.created_at:%Y-%m}")
        for one in rows
    ]


@transaction.atomic
def correct(*, number: str, is_: Is, now: datetime) -> bool:
    """Set the age of the space with this number; False if there is none, or it stands so already.

    What the screen remembers of the age goes with it, else the next word would close the talks.
    """
    found = next((one for one in Member.objects.all() if number_of(one) == number.lower()), None)
    age = Member.Age.ADULT if is_ == "adult" else Member.Age.MINOR
    if found is None or (found.age == age and not found.said_under_age):
        return False
    Member.objects.filter(pk=found.pk).update(age=age, said_under_age=False)
    watch = Watch.objects.select_for_update().filter(member=found).first()
    if watch:
        watch.state = replace(state_of(watch), minor=False).to_json()
        watch.save(update_fields=["state"])
    audit.record(
        at=now, actor="operator", action="age.corrected", subject=pseudonym(found), detail=is_
    )
    return True
