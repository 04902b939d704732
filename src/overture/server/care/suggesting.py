"""Steps, scenes and an order as a clinician suggests them; with a yes they are the member's."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from overture.content import real_steps, scenes
from overture.server.accounts.models import Link, Member
from overture.server.accounts.people import pseudonym_of
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.care.models import Answer, Suggested
from overture.server.practice import services as practice
from overture.server.practice.selectors import Step

__all__ = [
    "Suggested",
    "answer",
    "by_whom",
    "is_of",
    "of_link",
    "open_to",
    "scenes_agreed",
    "suggest_order",
    "suggest_scene",
    "suggest_step",
    "withdraw",
]


def suggest_step(
    *, link: Link, title: str = "", library_id: str = "", key: UUID, now: datetime
) -> Suggested:
    """A step of the library, or one in a few words. Raises ValueError without either."""
    found = real_steps().get(library_id)
    words = found.step.title if found else " ".join(title.split())[:200]
    if not words or (library_id and not found):
        raise ValueError("a step needs a few words")
    return _suggest(link, Suggested.Kind.STEP, words, key, now, library_id=library_id)


def suggest_scene(*, link: Link, scene_id: str, key: UUID, now: datetime) -> Suggested:
    """A scene to practise. Raises ValueError for none that may be asked for here."""
    scene = scenes().get(scene_id)
    if scene is None or not settings.OVERTURE_RULES.care.prescribing:
        raise ValueError("no such scene can be suggested here")
    return _suggest(link, Suggested.Kind.SCENE, scene.title, key, now, library_id=scene_id)


def suggest_order(*, link: Link, order: Sequence[UUID], key: UUID, now: datetime) -> Suggested:
    """An order for the member's open steps. Raises ValueError for steps that are not theirs."""
    titles = dict(link.member.steps.filter(pk__in=order).values_list("pk", "title"))
    if not order or len(titles) != len(set(order)) or len(order) != len(titles):
        raise ValueError("an order is of the member's own steps")
    words = "; ".join(titles[one] for one in order)[:200]
    ids = [str(one) for one in order]
    return _suggest(link, Suggested.Kind.ORDER, words, key, now, order=ids)


@transaction.atomic
def answer(*, suggested: Suggested, said: str, words: str = "", now: datetime) -> bool:
    """The member's yes, no, or something else; whether it was still open.

    With a yes a step stands on their list, undated. Raises ValueError for any other answer.
    """
    if said not in {Answer.YES, Answer.NO, Answer.ELSE}:
        raise ValueError(f"not an answer: {said}")
    line = " ".join(words.split())[:300]
    still = Suggested.objects.filter(
        pk=suggested.pk, answer="", withdrawn_at=None, link__ended_at=None
    )
    if not still.update(answer=said, words=line, answered_at=now):
        return False
    if said == Answer.YES:
        _take(suggested, now)
    who = pseudonym(suggested.link.member)
    audit.record(at=now, actor=who, action="step.answered", subject=who, detail=said)
    return True


def is_of(member: Member, suggested_id: UUID) -> bool:
    """Whether this was ever suggested to the member."""
    return Suggested.objects.filter(pk=suggested_id, link__member=member).exists()


def scenes_agreed(member: Member) -> list[Suggested]:
    """Scenes that the member said yes to and has not practised since."""
    rows = Suggested.objects.filter(link__member=member, kind=Suggested.Kind.SCENE, answer="yes")
    return [row for row in rows if row.library_id in scenes() and not _practised(row)]


def _practised(row: Suggested) -> bool:
    done = row.link.member.attempts.filter(scene_id=row.library_id, outcome__isnull=False)
    return done.filter(outcome__at__gte=row.answered_at).exists()


def withdraw(*, suggested: Suggested, now: datetime) -> None:
    """Take back what was not answered yet."""
    still = Suggested.objects.filter(pk=suggested.pk, answer="", withdrawn_at=None)
    still.update(withdrawn_at=now)


def of_link(link: Link) -> list[Suggested]:
    """What one clinician suggested and did not take back, the latest first."""
    rows = link.suggested.filter(withdrawn_at=None).select_related("step")
    return list(rows.order_by("-made_at"))


def open_to(member: Member) -> list[Suggested]:
    """What waits for a member's answer, whoever suggested it."""
    rows = Suggested.objects.filter(
        link__member=member, link__ended_at=None, answer="", withdrawn_at=None
    )
    return list(rows.select_related("link__person", "link__member"))


def by_whom(steps: Iterable[Step]) -> dict[UUID, str]:
    """Who suggested each of these steps, as the member calls them; others are left out."""
    rows = Suggested.objects.filter(step__in=list(steps)).select_related("link")
    return {row.step_id: row.link.called for row in rows if row.step_id}


@transaction.atomic
def _suggest(
    link: Link, kind: str, title: str, key: UUID, now: datetime, **more: object
) -> Suggested:
    held = Link.objects.select_for_update().get(pk=link.pk)
    if held.ended_at or held.kind != Link.Kind.CLINICIAN:
        raise ValueError("this has ended")
    given = {"kind": kind, "title": title, "made_at": now, **more}
    made, is_new = Suggested.objects.get_or_create(link=held, key=key, defaults=given)
    if is_new:
        who, about = pseudonym_of(held.person), pseudonym(held.member)
        audit.record(at=now, actor=who, action="step.suggested", subject=about, detail=kind)
    return made


def _take(suggested: Suggested, now: datetime) -> None:
    """What a yes makes of it. A scene waits where it is: it is begun from the page."""
    member = suggested.link.member
    if suggested.kind == Suggested.Kind.ORDER:
        practice.put_in_order(member=member, order=[UUID(one) for one in suggested.order])
    if suggested.kind != Suggested.Kind.STEP:
        return
    if suggested.library_id in real_steps():
        step = practice.plan_library_step(
            member=member, library_id=suggested.library_id, key=suggested.pk, now=now
        )
    else:
        step = practice.plan_own_step(
            member=member, title=suggested.title, key=suggested.pk, now=now
        )
    Suggested.objects.filter(pk=suggested.pk).update(step=step)
