"""Thought records: caught, examined, read another way, tested by a step, and what is kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from overture.content import real_steps
from overture.content.places import places_named
from overture.content.thoughts import OTHER, ThoughtKind, likely_kind, thought_kinds
from overture.planning.thoughts import Stage, Written, stage
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.practice.models import (
    Attempt,
    Step,
    Thought,
    ThoughtExamined,
    ThoughtFriend,
    ThoughtKept,
    ThoughtReadings,
    ThoughtTest,
)

__all__ = [
    "Standing",
    "Thought",
    "Tried",
    "catch",
    "examine",
    "feared_for",
    "fitting_steps",
    "keep",
    "kind_of",
    "leave",
    "of_member",
    "other_readings",
    "own_steps",
    "say_to_friend",
    "standing",
    "standing_of",
    "take_up",
    "test",
    "tried_out",
    "waiting_for",
    "words_in",
]

PARTS = ("examined", "readings", "friend", "kept")
OFFERED = 4
OWN_OFFERED = 5


@dataclass(frozen=True)
class Tried:
    """What came of the step that was to show: expected and met, in the member's own ratings."""

    attempt: Attempt
    feared_event: str
    feared_in_ten: int | None
    feared: str
    note: str


@dataclass(frozen=True)
class Standing:
    """One thought record as it stands, its test and what came of it, and what comes next."""

    thought: Thought
    examined: ThoughtExamined | None
    readings: ThoughtReadings | None
    friend: ThoughtFriend | None
    kept: ThoughtKept | None
    test: ThoughtTest | None
    tried: Tried | None
    stage: Stage


@transaction.atomic
def catch(
    *,
    member: Member,
    about: str,
    moment: str,
    words: str,
    sure: int | None,
    key: UUID,
    now: datetime,
    behind: Attempt | None = None,
) -> Thought:
    """Write down a thought; the same form key is the same thought.

    Raises ValueError if it has no words, or stands on no side of a moment.
    """
    said = _line(words, 300)
    if not said:
        raise ValueError("a thought needs a few words")
    if about not in Thought.About.values:
        raise ValueError(f"neither ahead nor past: {about}")
    made, new = Thought.objects.get_or_create(
        member=member,
        key=key,
        defaults={
            "at": now,
            "about": about,
            "moment": _line(moment, 200),
            "words": said,
            "sure": sure,
            "behind": behind,
        },
    )
    if new:
        _note(member, "thought.caught", now)
    return made


@transaction.atomic
def examine(*, thought: Thought, speaks_for: str, speaks_against: str, now: datetime) -> None:
    """Write down what speaks for it and against it; either may be empty. Written once."""
    given = {"at": now, "speaks_for": speaks_for.strip(), "speaks_against": speaks_against.strip()}
    ThoughtExamined.objects.get_or_create(thought=thought, defaults=given)
    _sent_on(thought)


@transaction.atomic
def other_readings(
    *,
    thought: Thought,
    kind: str,
    offered: Sequence[str],
    own: str,
    sure: int | None,
    now: datetime,
) -> None:
    """Write down other ways to read it, or none, if the member sees none. Written once."""
    given = {"at": now, "kind": kind, "offered": list(offered), "own": _line(own, 300)}
    ThoughtReadings.objects.get_or_create(thought=thought, defaults={**given, "sure": sure})
    _sent_on(thought)


@transaction.atomic
def test(*, thought: Thought, step: Step, feared_event: str, key: UUID, now: datetime) -> None:
    """Let a step of the member's own show it. Its next attempt carries the feared event."""
    given = {
        "step": step,
        "title": step.title,
        "feared_event": _line(feared_event, 300) or thought.words,
        "at": now,
    }
    _, new = ThoughtTest.objects.get_or_create(thought=thought, key=key, defaults=given)
    if new:
        _note(thought.member, "thought.tested", now)
    _sent_on(thought)


@transaction.atomic
def say_to_friend(*, thought: Thought, words: str, now: datetime) -> None:
    """End a record with what one would say to a friend. Raises ValueError without words."""
    if not words.strip():
        raise ValueError("a friend needs a few words")
    given = {"at": now, "words": words.strip()}
    ThoughtFriend.objects.get_or_create(thought=thought, defaults=given)
    _sent_on(thought)


@transaction.atomic
def keep(
    *, thought: Thought, attempt: Attempt, words: str, sure: int | None, now: datetime
) -> None:
    """Write down how sure the member is now, and what they keep from it. Written once."""
    given = {"at": now, "attempt": attempt, "words": words.strip(), "sure": sure}
    ThoughtKept.objects.get_or_create(thought=thought, defaults=given)
    _sent_on(thought)


@transaction.atomic
def leave(*, thought: Thought, draft: Mapping[str, str]) -> None:
    """Let it be. What was typed and not sent on waits in it."""
    thought.draft = {**thought.draft, **{name: text for name, text in draft.items() if text}}
    thought.rests = True
    thought.save(update_fields=["draft", "rests"])


@transaction.atomic
def take_up(*, thought: Thought) -> None:
    """Take it up again where it was left."""
    thought.rests = False
    thought.save(update_fields=["rests"])


def of_member(member: Member, thought_id: UUID) -> Thought | None:
    """One of the member's own thoughts, or None: somebody else's does not exist."""
    return _rows(member).filter(pk=thought_id).first()


def standing(member: Member) -> list[Standing]:
    """The member's thought records as they stand, the newest first."""
    return _standing(_rows(member))


def standing_of(thought: Thought) -> Standing:
    """One thought record as it stands."""
    return _standing([thought])[0]


def tried_out(member: Member) -> list[Standing]:
    """The thoughts that were tried out by a step and kept, the newest first."""
    return _standing(_rows(member).filter(kept__isnull=False))


def feared_for(step: Step) -> str:
    """What a thought that waits for this step fears of it; empty if none does."""
    waiting = _waiting_on(step)
    return waiting[0].test.feared_event if waiting and waiting[0].test else ""


def waiting_for(attempt: Attempt) -> Thought | None:
    """The thought that this attempt was to show something about, if one waits for it."""
    if attempt.step is None:
        return None
    found = (one for one in _on(attempt.step) if one.stage == "happened" and not one.thought.rests)
    return next((one.thought for one in found if _is(one.tried, attempt)), None)


def words_in(one: Standing) -> list[str]:
    """Everything that the member wrote in a record so far, and what waits in it unsent."""
    found = [one.thought.words, one.thought.moment, *one.thought.draft.values()]
    for test in one.thought.tests.all():
        found += [test.title, test.feared_event]
    if one.examined:
        found += [one.examined.speaks_for, one.examined.speaks_against]
    if one.readings:
        found.append(one.readings.own)
    return [*found, *(part.words for part in (one.friend, one.kept) if part)]


def kind_of(thought: Thought, wanted: str = "") -> ThoughtKind:
    """The kind that the member named, or the one that the words look like."""
    kinds = thought_kinds()
    return kinds.get(wanted) or kinds[likely_kind(thought.words) or OTHER]


def own_steps(member: Member) -> list[Step]:
    """The member's last few steps that are still ahead or only begun."""
    open_ones = member.steps.filter(status__in=(Step.Status.PLANNED, Step.Status.STARTED))
    return list(open_ones[:OWN_OFFERED])


def fitting_steps(thought: Thought, kind: ThoughtKind) -> list[str]:
    """Ids of a few library steps that would show: where the thought is set, then the kind's own.

    The smallest of each scene that has somebody in it and is not on the member's list already.
    """
    listed = set(thought.member.steps.values_list("library_id", flat=True))
    places = places_named(f"{thought.moment} {thought.words}")[:2]
    smallest: dict[str, str] = {}
    for step_id, found in real_steps().items():
        with_people = step_id not in listed and found.step.features.channel != "none"
        if found.scene.family in places and with_people:
            smallest.setdefault(found.scene.id, step_id)
    near = sorted(smallest.values(), key=lambda one: places.index(real_steps()[one].scene.family))
    fitting = [step_id for step_id in (*near[: OFFERED - 1], *kind.shows) if step_id not in listed]
    return list(dict.fromkeys(fitting))[:OFFERED]


def _rows(member: Member) -> QuerySet[Thought]:
    return member.thoughts.select_related(*PARTS, "member").prefetch_related("tests__step")


def _waiting_on(step: Step) -> list[Standing]:
    return [one for one in _on(step) if one.stage == "waiting" and not one.thought.rests]


def _on(step: Step) -> list[Standing]:
    """The thoughts whose last test is this step, the newest first."""
    rows = _rows(step.member).filter(tests__step=step).distinct()
    found = _standing(rows)
    return [one for one in found if one.test and one.test.step_id == step.pk]


def _is(tried: Tried | None, attempt: Attempt) -> bool:
    return tried is not None and tried.attempt.pk == attempt.pk


def _standing(thoughts: Iterable[Thought]) -> list[Standing]:
    rows = list(thoughts)
    tests = {row.pk: _last_test(row) for row in rows}
    tried = _tried([test for test in tests.values() if test])
    return [_one(row, tests[row.pk], tried) for row in rows]


def _last_test(thought: Thought) -> ThoughtTest | None:
    return max(thought.tests.all(), key=lambda one: one.at, default=None)


def _one(thought: Thought, test: ThoughtTest | None, tried: Mapping[int, Tried]) -> Standing:
    parts = {name: getattr(thought, name, None) for name in PARTS}
    came = tried.get(test.pk) if test else None
    has = {name: part is not None for name, part in parts.items()}
    written = Written(**has, test=test is not None, met=came is not None)
    return Standing(thought=thought, test=test, tried=came, stage=stage(written), **parts)


def _tried(tests: Sequence[ThoughtTest]) -> dict[int, Tried]:
    """What came of each test: the first attempt in life that was met after it was chosen."""
    met = (
        Attempt.objects.filter(
            step__in=[test.step_id for test in tests if test.step_id],
            kind=Attempt.Kind.REAL,
            retracted_at=None,
            outcome__isnull=False,
        )
        .exclude(outcome__reach="stopped")
        .select_related("prediction", "outcome", "step")
        .order_by("outcome__at")
    )
    attempts = list(met) if tests else []
    firsts = {test.pk: _first_after(test, attempts) for test in tests}
    return {key: _told(found) for key, found in firsts.items() if found}


def _first_after(test: ThoughtTest, attempts: Sequence[Attempt]) -> Attempt | None:
    after = (one for one in attempts if one.step_id == test.step_id and one.outcome.at >= test.at)
    return next(after, None)


def _told(attempt: Attempt) -> Tried:
    before = getattr(attempt, "prediction", None)
    return Tried(
        attempt=attempt,
        feared_event=before.feared_event if before else "",
        feared_in_ten=before.feared_in_ten if before else None,
        feared=attempt.outcome.feared,
        note=attempt.outcome.note,
    )


def _sent_on(thought: Thought) -> None:
    """Nothing waits in it any more, and it is not at rest."""
    thought.draft, thought.rests = {}, False
    thought.save(update_fields=["draft", "rests"])


def _line(words: str, most: int) -> str:
    return " ".join(words.split())[:most]


def _note(member: Member, action: str, now: datetime) -> None:
    who = pseudonym(member)
    audit.record(at=now, actor=who, action=action, subject=who)
