"""What there is of each type of resource, and which key may read it."""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final, NamedTuple

from django.utils import timezone

from overture.measures.questionnaire_out import questionnaire
from overture.server.accounts.tokens import ApiToken
from overture.server.api.fhir import resources
from overture.server.api.fhir.resources import Resource
from overture.server.assessments import instruments
from overture.server.conversations import agreed
from overture.server.practice import anchors, selectors


class Kind(NamedTuple):
    """One type of resource: how all of it is read, and what has to be ticked for a key."""

    read: Callable[[ApiToken, datetime], list[Resource]]
    scope: str
    is_of_somebody: bool = True


def _observations(token: ApiToken, _now: datetime) -> list[Resource]:
    who = token.member.pk
    return [resources.observation(row, who) for row in selectors.met_attempts(token.member)]


def _goals(token: ApiToken, _now: datetime) -> list[Resource]:
    who = token.member.pk
    return [resources.goal(step, who) for step in selectors.steps_of(token.member)]


def _care_plans(token: ApiToken, now: datetime) -> list[Resource]:
    member = token.member
    regular = anchors.standing(member, timezone.localtime(now))
    steps = list(selectors.steps_of(member))
    return [resources.care_plan(member.pk, member.created_at, steps, regular)]


def _questionnaires(_token: ApiToken, _now: datetime) -> list[Resource]:
    return [questionnaire(one) for one in instruments.offered().values()]


def _responses(token: ApiToken, _now: datetime) -> list[Resource]:
    subject = {"reference": f"Patient/{token.member.pk}"}
    rows = instruments.answered(token.member).order_by("at")
    found = instruments.responses(token.member)
    return [
        {
            **response,
            "id": str(row.key),
            "meta": {"lastUpdated": row.at.isoformat(timespec="seconds")},
            "subject": subject,
            "author": subject,
        }
        for row, response in zip(rows, found, strict=True)
    ]


def _consents(token: ApiToken, now: datetime) -> list[Resource]:
    who = token.member.pk
    return [resources.consent(one, who) for one in agreed.all_of(token.member, now)]


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "Patient": Kind(lambda token, _now: [resources.patient(token.member)], ""),
        "Questionnaire": Kind(_questionnaires, "read:measures", is_of_somebody=False),
        "QuestionnaireResponse": Kind(_responses, "read:measures"),
        "Observation": Kind(_observations, "read:record"),
        "Goal": Kind(_goals, "read:steps"),
        "CarePlan": Kind(_care_plans, "read:steps"),
        "Consent": Kind(_consents, "read:record"),
    }
)
"""In the order in which a copy lists them."""


def copied(
    token: ApiToken, now: datetime, *, kinds: Collection[str] = (), since: datetime | None = None
) -> dict[str, str]:
    """Everything of the key's member, a text for each type with a resource on each line.

    Of some `kinds` alone, or what was changed `since`, if that was asked for.
    """
    wanted = {name: kind for name, kind in KINDS.items() if name in kinds or not kinds}
    found = {name: _lines(kind.read(token, now), since) for name, kind in wanted.items()}
    return {name: text for name, text in found.items() if text}


def _lines(found: list[Resource], since: datetime | None) -> str:
    return "".join(
        json.dumps(one, ensure_ascii=False) + "\n"
        for one in found
        if since is None or _changed(one) >= since
    )


def _changed(one: Resource) -> datetime:
    """When it was last changed; what carries no time is as it always was."""
    said = one.get("meta", {}).get("lastUpdated")
    return datetime.fromisoformat(said) if said else datetime.min.replace(tzinfo=UTC)
