"""A member's rows as FHIR R4 resources. In FHIR whoever a record is about is called a patient."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

from overture.server.accounts.tokens import Member
from overture.server.conversations.agreed import Agreed
from overture.server.practice import anchors
from overture.server.practice.selectors import Attempt, Step

Resource = dict[str, Any]
MOMENT: Final = "urn:overture:moment"
RATING: Final = "urn:overture:rating"
CATEGORY: Final = "http://terminology.hl7.org/CodeSystem/observation-category"
CONSENT_SCOPE: Final = "http://terminology.hl7.org/CodeSystem/consentscope"
PARTICIPATION: Final = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
LOINC: Final = "http://loinc.org"

GOAL_STATUS: Final[Mapping[str, str]] = {
    "planned": "accepted",
    "started": "active",
    "done": "completed",
    "resting": "on-hold",
}
PERIODS: Final[Mapping[str, tuple[int, str]]] = {
    "week": (1, "wk"),
    "fortnight": (2, "wk"),
    "month": (1, "mo"),
}
RATINGS: Final = (
    ("prediction", "anxiety", "expected-anxiety", "Anxiety expected, 0 to 10"),
    ("prediction", "enjoyment", "expected-enjoyment", "Enjoyment expected, 0 to 10"),
    ("prediction", "feared_in_ten", "feared-in-ten", "How often in ten it was expected"),
    ("outcome", "anxiety", "felt-anxiety", "Anxiety felt, 0 to 10"),
    ("outcome", "enjoyment", "felt-enjoyment", "Enjoyment felt, 0 to 10"),
    ("outcome", "understood", "felt-understood", "Felt understood, 0 to 10"),
    ("rerating", "anxiety", "again-anxiety", "Anxiety expected of the next time, 0 to 10"),
    ("rerating", "enjoyment", "again-enjoyment", "Enjoyment expected of the next time, 0 to 10"),
    ("rerating", "feared_in_ten", "again-in-ten", "How often in ten the next time"),
)


def patient(member: Member) -> Resource:
    """Whose record it is: an id, and the name that the member gave, if any."""
    named = {"name": [{"text": member.name}]} if member.name else {}
    return {
        "resourceType": "Patient",
        "id": str(member.pk),
        "meta": _meta(member.created_at),
        "active": True,
        **named,
    }


def observation(attempt: Attempt, who: UUID) -> Resource:
    """One moment that was met: what was expected of it, what happened, what is expected now."""
    outcome, again = attempt.outcome, getattr(attempt, "rerating", None)
    parts = [*_rated(attempt), *_feared(attempt)]
    words = "Practised with an AI" if attempt.kind == "scene" else "With people"
    return {
        "resourceType": "Observation",
        "id": str(attempt.pk),
        "meta": _meta(max(outcome.at, again.at) if again else outcome.at),
        "status": "final",
        "category": [{"coding": [{"system": CATEGORY, "code": "survey"}]}],
        "code": _coded(MOMENT, attempt.kind, attempt.title),
        "method": {"text": words},
        "subject": _about(who),
        "effectiveDateTime": outcome.at.isoformat(),
        **({"focus": [{"reference": f"Goal/{attempt.step_id}"}]} if attempt.step_id else {}),
        **({"note": [{"text": outcome.note}]} if outcome.note else {}),
        **({"component": parts} if parts else {}),
    }


def _rated(attempt: Attempt) -> list[Resource]:
    found = (
        (code, words, getattr(getattr(attempt, part, None), name, None))
        for part, name, code, words in RATINGS
    )
    return [
        {"code": _coded(RATING, code, words), "valueInteger": value}
        for code, words, value in found
        if value is not None
    ]


def _feared(attempt: Attempt) -> list[Resource]:
    """What was feared, in the member's words, and whether it happened."""
    before = getattr(attempt, "prediction", None)
    event, came = before.feared_event if before else "", attempt.outcome.feared
    said = _coded(RATING, "feared-event", "What was feared, in own words")
    happened = _coded(RATING, "feared-happened", "Whether it happened")
    return [
        *([{"code": said, "valueString": event}] if event else []),
        *([{"code": happened, "valueCodeableConcept": {"text": came}}] if came else []),
    ]


def goal(step: Step, who: UUID) -> Resource:
    """A step on the member's ladder."""
    status = "completed" if step.status == "done" else step.status
    words = [text for text in (step.words, step.when_words, step.change) if text]
    return {
        "resourceType": "Goal",
        "id": str(step.pk),
        "meta": _meta(step.touched_at),
        "lifecycleStatus": GOAL_STATUS.get(status, status),
        "description": {"text": step.title},
        "subject": _about(who),
        "startDate": step.created_at.date().isoformat(),
        "statusDate": step.touched_at.date().isoformat(),
        **({"target": [{"dueDate": step.planned_for.isoformat()}]} if step.planned_for else {}),
        **({"note": [{"text": text} for text in words]} if words else {}),
    }


def care_plan(
    who: UUID, since: datetime, steps: list[Step], regular: list[anchors.Standing]
) -> Resource:
    """The member's ladder as a whole: the steps, and regular appointments with people."""
    times = [since, *(step.touched_at for step in steps)]
    times += [one.anchor.changed_at for one in regular]
    goals = [{"reference": f"Goal/{step.pk}"} for step in steps]
    return {
        "resourceType": "CarePlan",
        "id": str(uuid5(who, "care plan")),
        "meta": _meta(max(times)),
        "status": "active",
        "intent": "plan",
        "title": "Steps with people",
        "subject": _about(who),
        "created": since.isoformat(),
        **({"goal": goals} if goals else {}),
        **({"activity": [_regular(one.anchor) for one in regular]} if regular else {}),
    }


def _regular(anchor: anchors.Anchor) -> Resource:
    period, unit = PERIODS[anchor.every]
    repeat: Resource = {
        "boundsPeriod": {"start": anchor.first.isoformat()},
        "frequency": 1,
        "period": period,
        "periodUnit": unit,
        **({"timeOfDay": [f"{anchor.at:%H:%M:%S}"]} if anchor.at else {}),
    }
    detail = {
        "kind": "Appointment",
        "status": "on-hold" if anchor.rests else "scheduled",
        "scheduledTiming": {"repeat": repeat},
        "description": anchor.title,
    }
    return {"detail": detail}


def consent(one: Agreed, who: UUID) -> Resource:
    """Something that the member agreed to or declined, in the words that it was put in."""
    actor = {
        "role": _coded(PARTICIPATION, "IRCP", "information recipient"),
        "reference": {"display": one.to},
    }
    return {
        "resourceType": "Consent",
        "id": str(uuid5(who, f"consent {one.what} {one.key}")),
        "meta": _meta(one.at),
        "status": "active",
        "scope": _coded(
            CONSENT_SCOPE, "research" if one.what == "counted" else "patient-privacy", ""
        ),
        "category": [_coded(LOINC, "59284-0", "Consent")],
        "patient": _about(who),
        "dateTime": one.at.isoformat(),
        "policyRule": {"text": one.words},
        "provision": {
            "type": "permit" if one.yes else "deny",
            **({"actor": [actor]} if one.to else {}),
        },
    }


def _coded(system: str, code: str, words: str) -> Resource:
    shown = {"display": words} if words and system != MOMENT else {}
    said = {"text": words} if words else {}
    return {"coding": [{"system": system, "code": code, **shown}], **said}


def _about(who: UUID) -> Resource:
    return {"reference": f"Patient/{who}"}


def _meta(at: datetime) -> Resource:
    return {"lastUpdated": at.isoformat(timespec="seconds")}
