"""The instruments that are offered here, and what members answered to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from overture.content.instruments import instruments
from overture.content.schema.instrument import Instrument
from overture.measures import Answers, questionnaire_response, readings, values
from overture.server.accounts.models import Member
from overture.server.assessments.models import AddedInstrument, Administration
from overture.server.audit import services as audit

__all__ = ["AddedInstrument", "Administration", "Came", "add", "added", "answer", "answered"]
__all__ += ["names_answered", "offered", "past", "remove", "responses"]


@dataclass(frozen=True)
class Came:
    """What came of one reading at one time: what it was called, its value and its ends."""

    id: str
    title: str
    value: float | None
    low: float
    high: float


def offered() -> Mapping[str, Instrument]:
    """Our own instruments and those that were added here, by name."""
    found = dict(instruments())
    for row in AddedInstrument.objects.all():
        found[row.name] = Instrument.model_validate(row.data)
    return found


@transaction.atomic
def answer(
    *, member: Member, instrument: Instrument, answers: Answers, key: UUID, now: datetime
) -> Administration:
    """Keep what was answered, once for a key.

    Raises ValueError for what is no answer to the instrument; nothing is kept then.
    """
    found = values(instrument, answers)
    made, _ = Administration.objects.get_or_create(
        member=member,
        key=key,
        defaults={
            "instrument": instrument.id,
            "version": instrument.version,
            "title": instrument.title,
            "answers": dict(answers),
            "readings": [
                vars(Came(one.id, one.title, found[one.id], one.low, one.high))
                for one in readings(instrument)
            ],
            "at": now,
        },
    )
    return made


def past(member: Member, name: str) -> list[Administration]:
    """What the member answered to one instrument, the oldest first."""
    return list(member.administrations.filter(instrument=name).order_by("at"))


def answered(member: Member) -> QuerySet[Administration]:
    """All that the member answered to instruments."""
    return member.administrations.exclude(title="")


def names_answered(member: Member) -> set[str]:
    """The instruments that the member ever answered, still here or not."""
    rows = member.administrations.exclude(title="").order_by()
    return set(rows.values_list("instrument", flat=True).distinct())


def responses(member: Member) -> list[dict[str, Any]]:
    """Everything that the member answered to instruments, as FHIR QuestionnaireResponses."""
    here = offered()
    rows = member.administrations.exclude(title="").order_by("at")
    return [
        questionnaire_response(
            found if (found := here.get(row.instrument)) and found.version == row.version else None,
            name=row.instrument,
            version=row.version,
            answers=row.answers,
            at=row.at,
        )
        for row in rows
    ]


@transaction.atomic
def add(*, instrument: Instrument, rights: str, confirmed_by: str, now: datetime) -> None:
    """Offer an instrument to every member of this server.

    Raises ValueError if its name is taken, or nobody said that it may be used.
    """
    if not rights.strip() or not confirmed_by.strip():
        raise ValueError("somebody has to say by what right it may be used")
    if instrument.id in offered():
        raise ValueError(f"there is an instrument {instrument.id} already")
    AddedInstrument.objects.create(
        name=instrument.id,
        version=instrument.version,
        data=instrument.model_dump(mode="json", by_alias=True),
        rights=rights.strip(),
        confirmed_by=confirmed_by.strip()[:120],
        at=now,
    )
    audit.record(at=now, actor="operator", action="instrument.added", subject=instrument.id)


def added() -> list[AddedInstrument]:
    """Those that were added here, with who confirmed the right to use them."""
    return list(AddedInstrument.objects.all())


@transaction.atomic
def remove(*, name: str, now: datetime) -> bool:
    """Take an added instrument away with its words; what members answered stays theirs."""
    if not AddedInstrument.objects.filter(name=name).delete()[0]:
        return False
    audit.record(at=now, actor="operator", action="instrument.removed", subject=name)
    return True
