"""The member's record as the planner reads it: one narrow query, however long the record is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from overture import learning, planning
from overture.content.families import FAMILIES
from overture.server.accounts.models import Member
from overture.server.practice.models import Attempt, Outcome

# A step without anybody in it is a kind of its own: it says nothing about neighbours or colleagues.
ALONE = "quiet steps"
SCENE = "scene:"
OWN = "own:"

_COLUMNS = (
    "pk",
    "kind",
    "scene_id",
    "family",
    "features",
    "tested",
    "step_id",
    "step__library_id",
    "prediction__pk",
    "prediction__anxiety",
    "prediction__enjoyment",
    "prediction__feared_in_ten",
    "outcome__at",
    "outcome__reach",
    "outcome__anxiety",
    "outcome__enjoyment",
    "outcome__feared",
    "outcome__understood",
)


class _Row(NamedTuple):
    """One attempt with an outcome, in the order of `_COLUMNS`."""

    pk: UUID
    kind: str
    scene_id: str
    family: str
    features: dict[str, Any]
    tested: bool
    step_id: UUID | None
    library_id: str | None
    predicted: UUID | None
    anxiety: int | None
    enjoyment: int | None
    feared_in_ten: int | None
    at: datetime
    reach: str
    felt_anxiety: int | None
    felt_enjoyment: int | None
    feared: str
    understood: int | None


def moments_of(member: Member) -> tuple[planning.Moment, ...]:
    """Every moment that counts, in the order in which they happened."""
    met = member.attempts.filter(retracted_at=None, outcome__isnull=False)
    rows = met.order_by("outcome__at").values_list(*_COLUMNS)
    return tuple(_moment(_Row(*row)) for row in rows)


def _moment(row: _Row) -> planning.Moment:
    return planning.Moment(
        step_id=_name(row),
        family=family_of(row.family, row.features),
        event=_event(row),
        turned_back=row.reach == Outcome.Reach.STOPPED,
    )


def family_of(family: str, features: Mapping[str, Any]) -> str:
    """The kind of moment, as the planner and its reasons call it."""
    return ALONE if features.get("channel") == "none" else FAMILIES[family].kinds


def _name(row: _Row) -> str:
    """The planner's name for what was attempted; a step that was removed has one of its own."""
    if row.kind == Attempt.Kind.SCENE:
        return SCENE + row.scene_id
    if row.step_id is None:
        return f"gone:{row.pk}"
    return row.library_id or f"{OWN}{row.step_id}"


def _event(row: _Row) -> learning.Event:
    """The event without its re-rating, of which plans make no use."""
    before = learning.Prediction(row.anxiety, row.enjoyment, row.feared_in_ten)
    return learning.Event(
        situation=learning.Situation(**row.features),
        at=row.at,
        prediction=before if row.predicted else None,
        outcome=learning.Outcome(
            anxiety=row.felt_anxiety,
            enjoyment=row.felt_enjoyment,
            feared=row.feared or None,  # type: ignore[arg-type]
            understood=row.understood,
        ),
        tested=row.tested,
        key=str(row.pk),
    )
