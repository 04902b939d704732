"""What a member said of kinds of contact, first and since."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import get_args
from uuid import UUID

from django.db import transaction

from overture.measures.contact import CONTACTS, KindQuestion, Kinds, read_kinds, worth_asking
from overture.measures.redrawn import Facet
from overture.server.accounts.models import Member
from overture.server.assessments.models import Administration, NotSo
from overture.server.assessments.services import PROFILE_NAME

NAME = "social-reward-kinds"
VERSION = "1"


def open_questions(member: Member) -> tuple[KindQuestion, ...]:
    """What the six taps, as last answered, leave to be asked."""
    last = member.administrations.filter(instrument=PROFILE_NAME).first()
    return worth_asking(last.answers if last else {})


@transaction.atomic
def answer_kinds(
    *, member: Member, answers: Mapping[str, Collection[str]], key: UUID, now: datetime
) -> None:
    """Keep what was tapped, once for a key. Raises ValueError for what there is not."""
    read_kinds(answers)
    Administration.objects.get_or_create(
        member=member,
        key=key,
        defaults={
            "instrument": NAME,
            "version": VERSION,
            "answers": {name: sorted(kinds) for name, kinds in answers.items()},
            "at": now,
        },
    )


def kinds_of(member: Member) -> Kinds:
    """What was last said of them; nothing, where nothing was."""
    last = member.administrations.filter(instrument=NAME).first()
    return read_kinds(last.answers if last else {})


def profile_answers(member: Member) -> Mapping[str, int]:
    """The six taps as last answered."""
    last = member.administrations.filter(instrument=PROFILE_NAME).first()
    return last.answers if last else {}


@transaction.atomic
def say_not_so(*, member: Member, kind: str, facet: str, so: bool, now: datetime) -> None:
    """The member puts right what the record says of them, or takes that back.

    Raises ValueError for what the record says nothing of.
    """
    if facet not in get_args(Facet) or kind not in {"", *CONTACTS}:
        raise ValueError(f"nothing is said of {facet} for {kind}")
    if (facet == "energy") != (kind == ""):
        raise ValueError("energy is of no kind, and nothing else is")
    NotSo.objects.update_or_create(
        member=member, kind=kind, facet=facet, defaults={"taken_back": so, "at": now}
    )


def set_aside(member: Member) -> frozenset[tuple[str, str]]:
    """What the member said is not so, as (kind, facet)."""
    rows = NotSo.objects.filter(member=member, taken_back=False)
    return frozenset(rows.values_list("kind", "facet"))
