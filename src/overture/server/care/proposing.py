"""Pace and safety as a clinician suggests them. Nothing changes before the member has said yes."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from overture.planning.agreed import Value, checked
from overture.server.accounts.models import Link, Member
from overture.server.accounts.people import pseudonym_of
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.care.models import Answer, Proposal
from overture.server.practice import agreements

__all__ = ["Proposal", "answer", "answered", "is_of", "open_of", "open_to", "propose", "withdraw"]


@transaction.atomic
def propose(*, link: Link, setting: str, value: Value, key: UUID, now: datetime) -> Proposal:
    """Suggest one setting; what was suggested before about the same thing is taken back.

    Raises ValueError for a value that there is not, for what the rules of a place leave to nobody
    but the member, and where the link is over.
    """
    known = checked(setting, value)
    if not agreements.may_be_agreed(setting):
        raise ValueError(f"not to be suggested here: {setting}")
    held = Link.objects.select_for_update().get(pk=link.pk)
    if held.ended_at or held.kind != Link.Kind.CLINICIAN:
        raise ValueError("this has ended")
    earlier = held.proposals.filter(setting=setting, answer="", withdrawn_at=None)
    earlier.exclude(key=key).update(withdrawn_at=now)
    given = {"setting": setting, "value": known, "made_at": now}
    made, is_new = Proposal.objects.get_or_create(link=held, key=key, defaults=given)
    if is_new:
        who, about = pseudonym_of(held.person), pseudonym(held.member)
        audit.record(at=now, actor=who, action="pace.suggested", subject=about, detail=setting)
    return made


@transaction.atomic
def answer(*, proposal: Proposal, said: str, words: str = "", now: datetime) -> bool:
    """The member's yes, no, or something else in their own words; whether it was still open.

    A yes holds from the next offer on. Raises ValueError for any other answer.
    """
    if said not in {Answer.YES, Answer.NO, Answer.ELSE}:
        raise ValueError(f"not an answer: {said}")
    line = " ".join(words.split())[:300]
    still = Proposal.objects.filter(
        pk=proposal.pk, answer="", withdrawn_at=None, link__ended_at=None
    )
    if not still.update(answer=said, words=line, answered_at=now):
        return False
    link = proposal.link
    if said == Answer.YES:
        agreements.agree(
            member=link.member,
            setting=proposal.setting,
            value=proposal.value,
            by=link.person,
            now=now,
        )
    who = pseudonym(link.member)
    audit.record(at=now, actor=who, action="pace.answered", subject=who, detail=said)
    return True


def is_of(member: Member, proposal_id: UUID) -> bool:
    """Whether this was ever suggested to the member."""
    return Proposal.objects.filter(pk=proposal_id, link__member=member).exists()


def withdraw(*, proposal: Proposal, now: datetime) -> None:
    """Take back what was not answered yet."""
    still = Proposal.objects.filter(pk=proposal.pk, answer="", withdrawn_at=None)
    still.update(withdrawn_at=now)


def open_of(link: Link) -> list[Proposal]:
    """What waits for the member's answer, of one clinician."""
    return list(link.proposals.filter(answer="", withdrawn_at=None))


def answered(link: Link) -> list[Proposal]:
    """What was answered, the latest first."""
    return list(link.proposals.exclude(answer="").order_by("-answered_at"))


def open_to(member: Member) -> list[Proposal]:
    """What waits for a member's answer, whoever suggested it."""
    rows = Proposal.objects.filter(
        link__member=member, link__ended_at=None, answer="", withdrawn_at=None
    )
    return list(rows.select_related("link__person", "link__member"))
