"""The member's steps: which there are, one more, another day, a rest."""

from typing import Any
from uuid import UUID

from ninja import Router

from overture.content import real_steps
from overture.server.api import problems, shapes
from overture.server.api.paging import After, Limit, Order, Page, page_of
from overture.server.api.requests import ApiRequest, Needs
from overture.server.practice import selectors, services
from overture.server.practice.selectors import Step
from overture.server.web.requests import now_of

router = Router(tags=["Steps"])
BY = Order("created_at")
ONE_OF_BOTH = "either the name of a step of the library, or a few words of one’s own"


def own_step(request: ApiRequest, step_id: UUID) -> Step:
    """The member's own step. Raises ProblemError for anybody else's: it does not exist."""
    step = selectors.step_of(request.member, step_id)
    if step is None:
        raise problems.not_here()
    return step


@router.get(
    "/steps",
    auth=Needs("read:steps"),
    response=Page[shapes.Step],
    operation_id="steps",
    url_name="steps",
)
def steps(request: ApiRequest, limit: Limit, after: After) -> dict[str, Any]:
    """The member's steps, the last added first."""
    rows = selectors.steps_of(request.member)
    return page_of(rows, BY, after=after, limit=limit, read=read)


@router.post(
    "/steps",
    auth=Needs("write:steps"),
    response={201: shapes.StepKept},
    operation_id="add_step",
    url_name="steps",
)
def add(request: ApiRequest, body: shapes.NewStep) -> shapes.StepKept:
    """Add a step: one of the library, or one in the member's own words."""
    if bool(body.library_id) == bool(body.title.strip()):
        raise problems.faulty(problems.Fault("body", ONE_OF_BOTH))
    planned = {
        "member": request.member,
        "key": request.key,
        "now": now_of(request),
        "day": body.day,
        "when_words": body.when,
    }
    if not body.library_id:
        return kept(services.plan_own_step(title=body.title, **planned))  # type: ignore[arg-type]
    if body.library_id not in real_steps():
        raise problems.faulty(problems.Fault("body.library_id", "a step of the library"))
    return kept(services.plan_library_step(library_id=body.library_id, **planned))  # type: ignore[arg-type]


@router.get(
    "/steps/{uuid:step_id}",
    auth=Needs("read:steps"),
    response=shapes.Step,
    operation_id="step",
    url_name="step",
)
def step(request: ApiRequest, step_id: UUID) -> shapes.Step:
    """One step."""
    return read(own_step(request, step_id))


@router.patch(
    "/steps/{uuid:step_id}",
    auth=Needs("write:steps"),
    response=shapes.StepKept,
    operation_id="plan_step",
    url_name="step",
)
def plan(request: ApiRequest, step_id: UUID, body: shapes.StepDay) -> shapes.StepKept:
    """Plan it for another day or for none, or take it up again after a rest."""
    found = own_step(request, step_id)
    services.plan_again(step=found, now=now_of(request), day=body.day, when_words=body.when)
    return kept(found)


@router.delete(
    "/steps/{uuid:step_id}",
    auth=Needs("write:steps"),
    response=shapes.StepKept,
    operation_id="rest_step",
    url_name="step",
)
def rest(request: ApiRequest, step_id: UUID) -> shapes.StepKept:
    """Take it off the list. It rests, with what was learned from it, and can be taken up again."""
    found = own_step(request, step_id)
    services.rest(step=found, now=now_of(request))
    return kept(found)


def read(row: Step) -> shapes.Step:
    """A step as a program gets it."""
    return shapes.Step(**_fields(row))


def kept(row: Step) -> shapes.StepKept:
    """A step as it stands after it was written."""
    return shapes.StepKept(**_fields(row))


def _fields(row: Step) -> dict[str, Any]:
    same = ("title", "words", "counts_if", "family", "library_id", "status", "change", "created_at")
    return {
        **{name: getattr(row, name) for name in same},
        "id": row.pk,
        "day": row.planned_for,
        "when": row.when_words,
    }
