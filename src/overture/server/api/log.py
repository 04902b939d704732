"""Moments with somebody that were noted in passing: kept, and taken out again."""

from typing import Any
from uuid import UUID

from ninja import Router

from overture.server.api import problems, shapes
from overture.server.api.attempts import was_at
from overture.server.api.paging import After, Limit, Order, Page, page_of
from overture.server.api.requests import ApiRequest, Needs
from overture.server.practice import logs
from overture.server.web.requests import now_of

router = Router(tags=["Record"])
BY = Order("at")


@router.get(
    "/log/moments",
    auth=Needs("read:record"),
    response=Page[shapes.Met],
    operation_id="noted_moments",
    url_name="noted_moments",
)
def moments(request: ApiRequest, limit: Limit, after: After) -> dict[str, Any]:
    """Moments with somebody that were noted, the last first."""
    rows = logs.interactions_of(request.member)
    return page_of(rows, BY, after=after, limit=limit, read=_read)


@router.post(
    "/log/moments",
    auth=Needs("write:record"),
    response={201: shapes.MetKept},
    operation_id="note_moment",
    url_name="noted_moments",
)
def note(request: ApiRequest, body: shapes.NewMet) -> shapes.MetKept:
    """Note a moment with somebody. It counts as met; no belief moves by it."""
    kept = logs.keep_interaction(
        member=request.member,
        who=body.who,
        long=body.long or "",
        felt=body.felt,
        was_a_step=body.was_a_step,
        key=request.key,
        now=was_at(request, body.at),
    )
    if body.gave or body.came_back or body.note:
        logs.add_to_interaction(
            interaction=kept,
            gave=body.gave or "",
            came_back=body.came_back or "",
            note=body.note,
        )
    return shapes.MetKept.from_orm(kept)


@router.delete(
    "/log/moments/{uuid:moment_id}",
    auth=Needs("write:record"),
    response=shapes.MetKept,
    operation_id="take_out_moment",
    url_name="noted_moment",
)
def take_out(request: ApiRequest, moment_id: UUID) -> shapes.MetKept:
    """Take a noted moment out. The member can put it back for a day."""
    found = logs.interaction_of(request.member, moment_id)
    if found is None:
        raise problems.not_here()
    logs.take_out(entry=found, now=now_of(request))
    return shapes.MetKept.from_orm(found)


def _read(row: logs.Interaction) -> shapes.Met:
    return shapes.Met.from_orm(row)
