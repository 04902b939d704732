"""Long lists, a page at a time: where a page ends is where the next begins, whatever was added."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from ninja import Query, Schema
from pydantic import Field

from overture.server.api import problems

MOST: Final = 100
USUAL: Final = 50
Item = TypeVar("Item")
Row = TypeVar("Row", bound=Model)

Limit = Annotated[int, Query(USUAL, ge=1, le=MOST, description="How many at most.")]
After = Annotated[str, Query("", max_length=300, description="`next` of the page before.")]


class Page(Schema, Generic[Item]):
    """A page of a list. `next` leads to the page after it; null at the end."""

    items: list[Item]
    next: str | None = Field(description="Send it as `after` to get what comes next.")


@dataclass(frozen=True)
class Order:
    """The column of times by which rows are listed; the newest come first."""

    column: str


def page_of(
    rows: QuerySet[Row], order: Order, *, after: str, limit: int, read: Callable[[Row], Item]
) -> dict[str, Any]:
    """So many rows from a place on, the newest first. Raises ProblemError for no such place."""
    salt = f"overture.page:{rows.model.__name__}"
    if after:
        at, key = _place(after, salt)
        earlier = {f"{order.column}__lt": at}
        same = {order.column: at, "pk__lt": key}
        rows = rows.filter(Q(**earlier) | Q(**same))
    found = list(rows.order_by(f"-{order.column}", "-pk")[: limit + 1])
    shown, rest = found[:limit], found[limit:]
    last = [getattr(shown[-1], order.column).isoformat(), str(shown[-1].pk)] if rest else None
    return {
        "items": [read(row) for row in shown],
        "next": signing.dumps(last, salt=salt) if last else None,
    }


def whole(items: Sequence[Item]) -> dict[str, Any]:
    """A list that is never long, as a page."""
    return {"items": list(items), "next": None}


def _place(after: str, salt: str) -> tuple[datetime, str]:
    """Where a page ended. Signed by us, so that nobody sends a place that there never was."""
    try:
        at, key = signing.loads(after, salt=salt)
    except signing.BadSignature as error:
        raise problems.faulty(
            problems.Fault("query after", "the `next` of a page of this list, as it was given")
        ) from error
    return datetime.fromisoformat(at), key
