"""Attempts: begun with what is expected, told, thought of again, and taken out of the record."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from ninja import Router, Schema

from overture.server.api import problems, shapes
from overture.server.api.paging import After, Limit, Order, Page, page_of
from overture.server.api.requests import ApiRequest, Needs
from overture.server.api.steps import own_step
from overture.server.practice import selectors, services
from overture.server.practice.selectors import Attempt
from overture.server.practice.services import Expected, Happened
from overture.server.web.requests import now_of

router = Router(tags=["Attempts"])
BY = Order("begun_at")
BELIEVED: Final = timedelta(days=30)
"""For so long back a program is believed when something was."""


def own_attempt(request: ApiRequest, attempt_id: UUID) -> Attempt:
    """The member's own attempt. Raises ProblemError for anybody else's: it does not exist."""
    attempt = selectors.attempt_of(request.member, attempt_id)
    if attempt is None:
        raise problems.not_here()
    return attempt


def has(attempt: Attempt, part: str) -> bool:
    """Whether a part of the attempt was written."""
    return getattr(attempt, part, None) is not None


def was_at(request: ApiRequest, said: datetime | None) -> datetime:
    """When something was: now, or as said. Raises ProblemError for what cannot be believed."""
    now = now_of(request)
    if said is None:
        return now
    if said.tzinfo is None or not now - BELIEVED <= said <= now:
        what = "a time with its zone, within the last thirty days and not ahead"
        raise problems.faulty(problems.Fault("body.at", what))
    return said


@router.get(
    "/attempts",
    auth=Needs("read:record"),
    response=Page[shapes.Attempt],
    operation_id="attempts",
    url_name="attempts",
)
def attempts(request: ApiRequest, limit: Limit, after: After) -> dict[str, Any]:
    """What was tried, with people and in practice, the last first."""
    rows = selectors.attempts_of(request.member)
    return page_of(rows, BY, after=after, limit=limit, read=read)


@router.post(
    "/attempts",
    auth=Needs("write:record"),
    response={201: shapes.AttemptKept},
    operation_id="begin_attempt",
    url_name="attempts",
)
def begin(request: ApiRequest, body: shapes.NewAttempt) -> shapes.AttemptKept:
    """Begin at a step, with what is expected. An attempt at it that is still open goes on."""
    step, now = own_step(request, body.step_id), now_of(request)
    attempt = selectors.unfinished(step) or services.begin_attempt(
        step=step, key=request.key, now=now
    )
    if body.prediction is not None:
        _predict(attempt, body.prediction, now)
    return _kept(request, attempt)


@router.get(
    "/attempts/{uuid:attempt_id}",
    auth=Needs("read:record"),
    response=shapes.Attempt,
    operation_id="attempt",
    url_name="attempt",
)
def attempt(request: ApiRequest, attempt_id: UUID) -> shapes.Attempt:
    """One attempt."""
    return read(own_attempt(request, attempt_id))


@router.delete(
    "/attempts/{uuid:attempt_id}",
    auth=Needs("write:record"),
    response=shapes.AttemptKept,
    operation_id="retract_attempt",
    url_name="attempt",
)
def retract(request: ApiRequest, attempt_id: UUID) -> shapes.AttemptKept:
    """Take a mistaken attempt out of the record: what was learned from it goes too."""
    found = own_attempt(request, attempt_id)
    services.retract(attempt=found, now=now_of(request))
    return _kept(request, found)


@router.post(
    "/attempts/{uuid:attempt_id}/prediction",
    auth=Needs("write:record"),
    response={201: shapes.AttemptKept},
    operation_id="predict",
    url_name="attempt_prediction",
)
def predict(request: ApiRequest, attempt_id: UUID, body: shapes.Expected) -> shapes.AttemptKept:
    """What the member expects. Written once, and before it is told what happened."""
    found = _standing(request, attempt_id)
    if has(found, "outcome"):
        raise problems.not_so("told-already", "It has been told already what happened.")
    _predict(found, body, now_of(request))
    return _kept(request, found)


@router.post(
    "/attempts/{uuid:attempt_id}/outcome",
    auth=Needs("write:record"),
    response={201: shapes.AttemptKept},
    operation_id="tell",
    url_name="attempt_outcome",
)
def tell(request: ApiRequest, attempt_id: UUID, body: shapes.Told) -> shapes.AttemptKept:
    """What happened. Written once; the step moves, and the record learns from it."""
    found = _standing(request, attempt_id)
    if has(found, "outcome"):
        raise problems.not_so("told-already", "It has been told already what happened.")
    at = max(was_at(request, body.at), found.begun_at)
    told = body.model_dump(exclude={"at", "feared"})
    services.happened(attempt=found, outcome=Happened(feared=body.feared or "", **told), now=at)
    return _kept(request, found)


@router.post(
    "/attempts/{uuid:attempt_id}/rerating",
    auth=Needs("write:record"),
    response={201: shapes.AttemptKept},
    operation_id="rerate",
    url_name="attempt_rerating",
)
def rerate(request: ApiRequest, attempt_id: UUID, body: shapes.Again) -> shapes.AttemptKept:
    """What the member would expect if it were done again. Written once, after what happened."""
    found = _standing(request, attempt_id)
    if not has(found, "outcome"):
        raise problems.not_so("not-told-yet", "First tell what happened.")
    if has(found, "rerating"):
        raise problems.not_so("said-already", "What would be expected again was said already.")
    if not any(value is not None for value in body.model_dump().values()):
        raise problems.faulty(problems.Fault("body", "at least one answer"))
    services.rerate(attempt=found, again=Expected(**body.model_dump()), now=now_of(request))
    return _kept(request, found)


def _standing(request: ApiRequest, attempt_id: UUID) -> Attempt:
    """An attempt that stands. Raises ProblemError for one that was taken out of the record."""
    found = own_attempt(request, attempt_id)
    if found.retracted_at:
        raise problems.not_so("taken-out", "This attempt was taken out of the record.")
    return found


def _predict(attempt: Attempt, expected: shapes.Expected, now: datetime) -> None:
    if has(attempt, "prediction"):
        raise problems.not_so("said-already", "What is expected was said already.")
    services.predict(attempt=attempt, expected=Expected(**expected.model_dump()), now=now)


def _kept(request: ApiRequest, attempt: Attempt) -> shapes.AttemptKept:
    """The attempt as it stands now, read anew."""
    return shapes.AttemptKept(**_fields(own_attempt(request, attempt.pk)))


def read(row: Attempt) -> shapes.Attempt:
    """An attempt as a program gets it."""
    return shapes.Attempt(**_fields(row))


def _fields(row: Attempt) -> dict[str, Any]:
    same = ("kind", "title", "family", "begun_at", "retracted_at", "step_id")
    parts: dict[str, type[Schema]] = {
        "prediction": shapes.Prediction,
        "outcome": shapes.Outcome,
        "rerating": shapes.Rerating,
    }
    return {
        **{name: getattr(row, name) for name in same},
        "id": row.pk,
        **{
            name: shape.from_orm(getattr(row, name)) if has(row, name) else None
            for name, shape in parts.items()
        },
    }
