"""Regular appointments with people: declared, said how they were, rested, ended."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Router

from overture.server.api import problems, shapes
from overture.server.api.hearing import Heard
from overture.server.api.paging import Page, whole
from overture.server.api.requests import ApiRequest, Needs
from overture.server.practice import anchors as room
from overture.server.web.requests import now_of

router = Router(tags=["Steps"])


@router.get(
    "/anchors",
    auth=Needs("read:steps"),
    response=Page[shapes.Anchor],
    operation_id="anchors",
    url_name="anchors",
)
def anchors(request: ApiRequest) -> dict[str, Any]:
    """The member's regular appointments, the next due first; twelve at most."""
    return whole([shapes.Anchor(**_fields(one)) for one in _standing(request)])


@router.post(
    "/anchors",
    auth=Needs("write:steps"),
    response={201: shapes.AnchorKept},
    operation_id="declare_anchor",
    url_name="anchors",
)
def declare(request: ApiRequest, body: shapes.NewAnchor) -> shapes.AnchorKept:
    """Put a regular appointment on the list."""
    given = body.model_dump()
    try:
        made = room.declare(
            member=request.member, key=request.key, now=timezone.localtime(now_of(request)), **given
        )
    except ValueError as error:
        raise problems.not_so(
            "full", "There are twelve already. End one that is over, and there is room again."
        ) from error
    return _kept(request, made.pk)


@router.patch(
    "/anchors/{uuid:anchor_id}",
    auth=Needs("write:steps"),
    response=shapes.AnchorKept,
    operation_id="rest_anchor",
    url_name="anchor",
)
def rest(request: ApiRequest, anchor_id: UUID, body: shapes.AnchorRests) -> shapes.AnchorKept:
    """Let it rest, or take it up again. While it rests nothing is asked."""
    room.rest(anchor=_own(request, anchor_id), rests=body.rests, now=now_of(request))
    return _kept(request, anchor_id)


@router.delete(
    "/anchors/{uuid:anchor_id}",
    auth=Needs("write:steps"),
    response=Heard,
    operation_id="end_anchor",
    url_name="anchor",
)
def end(request: ApiRequest, anchor_id: UUID) -> Heard:
    """It is over. What was said of it stays in the member's copy of the record."""
    room.close(anchor=_own(request, anchor_id), now=now_of(request))
    return Heard(safety=None)


@router.post(
    "/anchors/{uuid:anchor_id}/occasions",
    auth=Needs("write:steps"),
    response={201: shapes.AnchorKept},
    operation_id="say_how_anchor_was",
    url_name="anchor_occasions",
)
def say(request: ApiRequest, anchor_id: UUID, body: shapes.AnchorSaid) -> shapes.AnchorKept:
    """Say how it was on one day on which it was due. The last word holds."""
    own = _own(request, anchor_id)
    try:
        now = timezone.localtime(now_of(request))
        room.say_kept(anchor=own, due=body.due, kept=body.kept, now=now)
    except ValueError as error:
        what = "a day, not ahead, on which it was due"
        raise problems.faulty(problems.Fault("body.due", what)) from error
    return _kept(request, anchor_id)


def _own(request: ApiRequest, anchor_id: UUID) -> room.Anchor:
    """The member's own. Raises ProblemError for anybody else's: it does not exist."""
    own = room.of_member(request.member, anchor_id)
    if own is None:
        raise problems.not_here()
    return own


def _standing(request: ApiRequest) -> list[room.Standing]:
    return room.standing(request.member, timezone.localtime(now_of(request)))


def _kept(request: ApiRequest, anchor_id: UUID) -> shapes.AnchorKept:
    """The appointment as it stands now."""
    found = next(one for one in _standing(request) if one.anchor.pk == anchor_id)
    return shapes.AnchorKept(**_fields(found))


def _fields(one: room.Standing) -> dict[str, Any]:
    same = ("title", "first", "every", "at", "rests")
    return {
        **{name: getattr(one.anchor, name) for name in same},
        "id": one.anchor.pk,
        "next": one.next,
        "asked": one.asked,
    }
