"""Writing steps and attempts. Each function is one transaction; a double tap returns the first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from overture import learning
from overture.content import real_steps, scenes
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.practice import selectors, sharing
from overture.server.practice.models import (
    Attempt,
    Day,
    Learned,
    Outcome,
    Prediction,
    Rerating,
    Review,
    Step,
)
from overture.server.practice.starting import prior_of

OWN_STEP_FEATURES: dict[str, object] = {
    "partner": "acquaintance",
    "audience": 0.1,
    "evaluation": 0.2,
    "initiation": 0.5,
    "self_disclosure": 0.1,
    "ambiguity": 0.3,
    "duration": 0.2,
    "channel": "face",
}


@dataclass(frozen=True)
class Expected:
    """What the member expects, as typed and tapped. Ratings 0-10, None where not answered."""

    anxiety: int | None = None
    enjoyment: int | None = None
    feared_event: str = ""
    feared_in_ten: int | None = None


@dataclass(frozen=True)
class Happened:
    """What happened, as typed and tapped. Ratings 0-10, None where not answered."""

    reach: str = Outcome.Reach.DONE
    anxiety: int | None = None
    enjoyment: int | None = None
    feared: str = ""
    understood: int | None = None
    note: str = ""


@transaction.atomic
def plan_library_step(
    *,
    member: Member,
    library_id: str,
    key: UUID,
    now: datetime,
    day: date | None = None,
    when_words: str = "",
    change: str = "",
) -> Step:
    """Put a library step on the member's ladder. Raises KeyError if there is no such step."""
    found = real_steps()[library_id]
    step, _ = Step.objects.get_or_create(
        member=member,
        key=key,
        defaults={
            "library_id": library_id,
            "content_version": found.scene.version,
            "title": found.step.title,
            "words": found.step.words,
            "counts_if": found.step.counts_if,
            "family": found.scene.family,
            "features": found.step.features.model_dump(),
            "planned_for": day,
            "when_words": when_words,
            "change": change,
            "created_at": now,
            "touched_at": now,
        },
    )
    return step


@transaction.atomic
def plan_own_step(
    *,
    member: Member,
    title: str,
    key: UUID,
    now: datetime,
    day: date | None = None,
    when_words: str = "",
) -> Step:
    """Put a step in the member's own words on the ladder. Raises ValueError if it has no words."""
    words = " ".join(title.split())[:200]
    if not words:
        message = "a step needs a few words"
        raise ValueError(message)
    step, _ = Step.objects.get_or_create(
        member=member,
        key=key,
        defaults={
            "title": words,
            "family": "own",
            "features": OWN_STEP_FEATURES,
            "planned_for": day,
            "when_words": when_words,
            "created_at": now,
            "touched_at": now,
        },
    )
    return step


@transaction.atomic
def put_in_order(*, member: Member, order: Sequence[UUID]) -> None:
    """Let the member's own steps stand in this order. Steps of anybody else are passed over."""
    for place, step_id in enumerate(order):
        member.steps.filter(pk=step_id).update(place=place)


@transaction.atomic
def rest(*, step: Step, now: datetime) -> None:
    """Let a step rest until the member picks it up again."""
    _stand(step, Step.Status.RESTING, now)


@transaction.atomic
def plan_again(
    *, step: Step, now: datetime, day: date | None = None, when_words: str = "", change: str = ""
) -> None:
    """Plan a started or resting step once more, with the change it carries."""
    step.planned_for, step.when_words = day, when_words
    step.change = change or step.change
    step.save(update_fields=["planned_for", "when_words", "change"])
    _stand(step, Step.Status.PLANNED, now)


def _stand(step: Step, status: str, now: datetime) -> None:
    step.status, step.touched_at = status, now
    step.save(update_fields=["status", "touched_at"])


@transaction.atomic
def begin_attempt(*, step: Step, key: UUID, now: datetime) -> Attempt:
    """Begin trying a real step."""
    attempt, _ = Attempt.objects.get_or_create(
        member=step.member,
        key=key,
        defaults={
            "step": step,
            "kind": Attempt.Kind.REAL,
            "content_version": step.content_version,
            "title": step.title,
            "family": step.family,
            "features": step.features,
            "begun_at": now,
        },
    )
    return attempt


@transaction.atomic
def begin_scene(
    *, member: Member, scene_id: str, level: str, key: UUID, now: datetime, step: Step | None = None
) -> Attempt:
    """Begin practising a scene. Raises KeyError if there is no such scene."""
    scene = scenes()[scene_id]
    attempt, _ = Attempt.objects.get_or_create(
        member=member,
        key=key,
        defaults={
            "step": step,
            "kind": Attempt.Kind.SCENE,
            "scene_id": scene_id,
            "content_version": scene.version,
            "level": level,
            "title": scene.title,
            "family": scene.family,
            "features": scene.features.as_practised().model_dump(),
            "begun_at": now,
        },
    )
    return attempt


@transaction.atomic
def predict(*, attempt: Attempt, expected: Expected, now: datetime) -> Prediction:
    """Write down what the member expects. Written once: a second time returns the first."""
    feared = " ".join(expected.feared_event.split())[:300]
    made, new = Prediction.objects.get_or_create(
        attempt=attempt,
        defaults={
            "at": now,
            "anxiety": expected.anxiety,
            "enjoyment": expected.enjoyment,
            "feared_event": feared,
            "feared_in_ten": expected.feared_in_ten,
        },
    )
    if new and not _can_be_tested(attempt, feared):
        attempt.tested = False
        attempt.save(update_fields=["tested"])
    return made


def _can_be_tested(attempt: Attempt, feared: str) -> bool:
    """Whether the feared event could come true here at all.

    A partner without lines that could make a fear come true tests nothing about it, and its not
    happening is no evidence. A fear in the member's own words is taken as testable.
    """
    if attempt.kind != Attempt.Kind.SCENE:
        return True
    scene = scenes().get(attempt.scene_id)
    named = [fear for fear in scene.feared if fear.words == feared] if scene else []
    return all(attempt.level in fear.testable_at for fear in named)


@transaction.atomic
def happened(*, attempt: Attempt, outcome: Happened, now: datetime) -> Outcome:
    """Write down what happened, move the step, and learn from it. Written once."""
    Member.objects.select_for_update().get(pk=attempt.member_id)  # before the step: one order
    made, new = Outcome.objects.get_or_create(
        attempt=attempt,
        defaults={
            "at": now,
            "reach": outcome.reach,
            "anxiety": outcome.anxiety,
            "enjoyment": outcome.enjoyment,
            "feared": outcome.feared,
            "understood": outcome.understood,
            "note": outcome.note,
        },
    )
    if not new:
        return made
    if attempt.step and attempt.kind == Attempt.Kind.REAL:
        done = outcome.reach == Outcome.Reach.DONE
        _stand(attempt.step, Step.Status.DONE if done else Step.Status.STARTED, now)
    relearn(member=attempt.member, now=now)
    _note(attempt, "attempt.happened", now)
    return made


@transaction.atomic
def rerate(*, attempt: Attempt, again: Expected, now: datetime) -> Rerating:
    """Write down what the member would expect next time. Written once."""
    made, new = Rerating.objects.get_or_create(
        attempt=attempt,
        defaults={
            "at": now,
            "anxiety": again.anxiety,
            "enjoyment": again.enjoyment,
            "feared_in_ten": again.feared_in_ten,
        },
    )
    if new:
        relearn(member=attempt.member, now=now)
    return made


@transaction.atomic
def review(
    *, attempt: Attempt, got_in_the_way: str, another_reading: str, change: str, now: datetime
) -> Review:
    """Look back at a near miss and carry one change to the step. Written once.

    A day that is still ahead stays the step's day, and the words for when stay with it.
    """
    made, new = Review.objects.get_or_create(
        attempt=attempt,
        defaults={
            "at": now,
            "got_in_the_way": got_in_the_way.strip(),
            "another_reading": " ".join(another_reading.split())[:300],
            "change": " ".join(change.split())[:200],
        },
    )
    step = attempt.step
    if new and step and made.change:
        day = step.planned_for
        plan_again(
            step=step,
            now=now,
            day=day if day and day > now.date() else None,
            when_words=step.when_words,
            change=made.change,
        )
    return made


@transaction.atomic
def discount(*, attempt: Attempt, words: str) -> None:
    """Keep why the member says it does not count."""
    attempt.discounted = " ".join(words.split())[:200]
    attempt.save(update_fields=["discounted"])


@transaction.atomic
def would_count(*, attempt: Attempt, words: str) -> None:
    """Keep what the member says would make it count; the next real step is chosen by it."""
    attempt.would_count_if = " ".join(words.split())[:200]
    attempt.save(update_fields=["would_count_if"])


@transaction.atomic
def retract(*, attempt: Attempt, now: datetime) -> None:
    """Take a mistaken attempt out of the record, once; the belief is replayed without it."""
    if not Attempt.objects.filter(pk=attempt.pk, retracted_at=None).update(retracted_at=now):
        return
    relearn(member=attempt.member, now=now)
    _note(attempt, "attempt.retracted", now)


@transaction.atomic
def relearn(*, member: Member, now: datetime) -> tuple[learning.State, learning.Person]:
    """Fit the member's own parameters from the last point, replay the record, and keep both.

    One at a time: of two at once, the one that read less of the record could be kept last.
    """
    Member.objects.select_for_update().get(pk=member.pk)
    events = selectors.events_of(member)
    last = _last_person(member)
    state, person = learning.learn(events, last)
    Learned.objects.update_or_create(
        member=member,
        defaults={
            "state": learning.state_to_dict(state),
            "theta": list(person.theta),
            "sd": list(person.sd),
            "events": len(events),
            "updated_at": now,
        },
    )
    if sharing.agrees(member):
        sharing.keep(member=member, events=events)
    return state, person


def _last_person(member: Member) -> learning.Person:
    """Where the member's parameters stood, or the start that the short profile gives."""
    fresh = learning.new_person(prior_of(member))
    kept = Learned.objects.filter(member=member).first()
    if kept is None:
        return fresh
    try:
        return fresh.at(tuple(kept.theta), tuple(kept.sd))
    except ValueError:  # written by another version of the model
        return fresh


def state_of(member: Member) -> tuple[learning.State, learning.Person]:
    """What the model holds of a member, rebuilt by replay if it was written by another version."""
    person = _last_person(member)
    kept = Learned.objects.filter(member=member).first()
    if kept is None:
        return learning.empty_state(), person
    try:
        return learning.state_from_dict(kept.state), person
    except ValueError:
        return learning.replay(selectors.events_of(member), person), person


def reading_time(state: learning.State, now: datetime) -> datetime:
    """`now`, or the last event's time where the clock was set back since; in the zone of `now`."""
    at = state.belief.at
    return now if at is None or at <= now else at.astimezone(now.tzinfo)


@transaction.atomic
def say_room(*, member: Member, day: date, room: str) -> None:
    """Note how much room for people there is on a day. Raises ValueError for any other word."""
    if room not in Day.Room.values:
        message = f"not an answer: {room}"
        raise ValueError(message)
    Day.objects.update_or_create(member=member, day=day, defaults={"room": room})


def _note(attempt: Attempt, action: str, now: datetime) -> None:
    who = pseudonym(attempt.member)
    audit.record(at=now, actor=who, action=action, subject=who, detail=attempt.kind)
