"""The track record: what was expected beside what happened, words first."""

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

from ninja import Router

from overture.server.api import shapes
from overture.server.api.requests import ApiRequest, Needs
from overture.server.practice import selectors
from overture.server.web import charts, telling
from overture.server.web.moments import Measure, Moment, moments_of, pairs

router = Router(tags=["Record"])
Show = Literal["all", "people", "practice"]


@router.get(
    "/record",
    auth=Needs("read:record"),
    response=shapes.Record,
    operation_id="record",
    url_name="record",
)
def record(request: ApiRequest, show: Show = "all") -> shapes.Record:
    """The record of all moments, of those with people, or of practice, with its last ratings."""
    every = moments_of(selectors.met_moments(request.member))
    shown = {
        key: moment
        for key, moment in every.items()
        if show == "all" or moment.practice == (show == "practice")
    }
    moments = list(shown.values())
    return shapes.Record(
        moments=len(moments),
        lead=telling.lead(moments),
        anxiety=_gaps(shown, "anxiety"),
        enjoyment=_gaps(shown, "enjoyment"),
        feared=_feared(moments),
        closest=telling.closest(moments),
    )


def _gaps(moments: Mapping[UUID, Moment], measure: Measure) -> list[shapes.Gap]:
    """As many of the last ratings as the member's page draws, the oldest of them first."""
    found = [
        shapes.Gap(attempt_id=key, **vars(pair))
        for key, moment in moments.items()
        for pair in pairs([moment], measure)
    ]
    return found[-charts.MOST_DRAWN :]


def _feared(moments: list[Moment]) -> shapes.Feared | None:
    found = telling.feared(moments)
    if found is None:
        return None
    return shapes.Feared(
        words=f"{found.guess} {str(found.came).rstrip('.')}.",
        moments=found.moments,
        guessed=found.guessed,
        happened=found.happened,
    )
