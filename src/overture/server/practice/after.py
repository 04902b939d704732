"""After time with somebody: one question for those who want it, and a kind text where it fits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from overture.content.after import Stands, kind_texts, questions
from overture.planning.after import HARD, After, kind_text, question_after
from overture.server.accounts.models import Member
from overture.server.practice.models import Asked, Attempt, Interaction, LogChoice, Outcome
from overture.server.safeguarding import services as safeguarding

__all__ = [
    "Asked",
    "Choices",
    "answer",
    "ask_about",
    "asked_of",
    "choices_of",
    "choose",
    "kind_words_after",
    "kind_words_at_plateau",
]

QUIET: Final = timedelta(hours=2)
"""After a question nothing is asked for so long, however much is noted."""

HEAVY: Final = timedelta(days=1)
"""For so long after the screen heard something, no question of this kind is asked."""


@dataclass(frozen=True)
class Choices:
    """What a member chose: whether to be asked, and whether kind texts are shown."""

    asks: bool = False
    kind_words: bool = True


def choices_of(member: Member) -> Choices:
    """What the member chose; nothing is asked until they say so."""
    row = LogChoice.objects.filter(member=member).first()
    return Choices(row.asks, row.kind_words) if row else Choices()


@transaction.atomic
def choose(*, member: Member, chosen: Choices, now: datetime) -> None:
    """Keep both choices."""
    LogChoice.objects.update_or_create(
        member=member,
        defaults={"asks": chosen.asks, "kind_words": chosen.kind_words, "changed_at": now},
    )


@transaction.atomic
def ask_about(*, thing: Interaction | Attempt, seed: int, now: datetime) -> Asked | None:
    """One question about a noted moment, or about a step that was done; None if none is due.

    None where the member did not ask for it, on a heavy day, soon after another one, and when it
    was asked about the same thing before.
    """
    member = Member.objects.select_for_update().get(pk=thing.member_id)
    if not choices_of(member).asks or _is_heavy(member, now):
        return None
    about = {"interaction" if isinstance(thing, Interaction) else "attempt": thing}
    if Asked.objects.filter(**about).exists():
        return None
    before = list(member.asked_after.order_by("at").values_list("question", "at"))
    if before and now - before[-1][1] < QUIET:
        return None
    known = _known(thing)
    if known is None:
        return None
    found = question_after(known, questions().values(), [name for name, _ in before], seed)
    if found is None:
        return None
    return Asked.objects.create(member=member, question=found.id, at=now, **about)


@transaction.atomic
def answer(*, asked: Asked, words: str) -> None:
    """Keep what the member wrote."""
    asked.words = words
    asked.save(update_fields=["words"])


def asked_of(member: Member, asked_id: UUID) -> Asked | None:
    """One of the member's own questions that is still in the library, or None."""
    found = member.asked_after.filter(pk=asked_id).first()
    return found if found and found.question in questions() else None


def kind_words_after(attempt: Attempt) -> str:
    """A kind text for an attempt that stopped, got part of the way or was hard; else empty."""
    if not choices_of(attempt.member).kind_words:
        return ""
    stands = _stands(attempt)
    before = attempt.member.attempts.filter(
        retracted_at=None, kind=Attempt.Kind.REAL, begun_at__lt=attempt.begun_at
    )
    hard = before.exclude(outcome__reach=Outcome.Reach.DONE).filter(outcome__isnull=False)
    return kind_text(stands, kind_texts().values(), hard.count()).words


def kind_words_at_plateau(member: Member, now: datetime) -> str:
    """A kind text for a stretch in which what is expected stands still; another one next month."""
    if not choices_of(member).kind_words:
        return ""
    return kind_text("plateau", kind_texts().values(), now.month).words


def _stands(attempt: Attempt) -> Stands:
    if _stopped_before(attempt):
        return "same_again"
    if attempt.outcome.reach == Outcome.Reach.STOPPED:
        return "turned_back"
    return "part_way" if attempt.outcome.reach == Outcome.Reach.STARTED else "was_hard"


def _stopped_before(attempt: Attempt) -> bool:
    """Whether the same step was turned back from, or left half way, before this."""
    if attempt.step is None or attempt.outcome.reach == Outcome.Reach.DONE:
        return False
    earlier = attempt.step.attempts.filter(
        retracted_at=None, outcome__isnull=False, begun_at__lt=attempt.begun_at
    )
    return earlier.exclude(outcome__reach=Outcome.Reach.DONE).exists()


def _known(thing: Interaction | Attempt) -> After | None:
    """What is known of it; None for an attempt that was not a step done with somebody."""
    if isinstance(thing, Interaction):
        return After(thing.felt, thing.who, thing.long, thing.came_back)
    outcome: Outcome | None = getattr(thing, "outcome", None)
    done = outcome is not None and outcome.reach == Outcome.Reach.DONE
    if outcome is None or not done or thing.kind != Attempt.Kind.REAL:
        return None
    if thing.features.get("channel") == "none":
        return None
    came_true = outcome.feared == Outcome.Feared.YES
    return After(HARD if came_true else outcome.enjoyment, is_step=True)


def _is_heavy(member: Member, now: datetime) -> bool:
    lately = member.risk_events.filter(at__gte=now - HEAVY).exclude(step="none")
    return lately.exists() or bool(safeguarding.follow_up_due(member=member, now=now))
