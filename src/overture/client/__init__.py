"""A typed client of the API of Overture, for programs that a member made a key for.

    from overture.client import Client

    with_ada = Client("http://127.0.0.1:8000", key="ovt_…", show=print_to_the_member)
    step = with_ada.add_step(title="Say hello at the stop")
    attempt = with_ada.begin(step, anxiety=7, feared_event="It goes quiet", feared_in_ten=6)
    with_ada.tell(attempt, anxiety=4, feared="no")

It imports nothing else of ours, and nothing that is not Python's own.
"""

from overture.client.client import Client
from overture.client.records import (
    Administration,
    Anchor,
    Attempt,
    Gap,
    Me,
    Measure,
    Met,
    Outcome,
    Prediction,
    Record,
    Rerating,
    Safety,
    Situation,
    Step,
)
from overture.client.wire import Fault, ProblemError, UnreachableError

__all__ = [
    "Administration",
    "Anchor",
    "Attempt",
    "Client",
    "Fault",
    "Gap",
    "Me",
    "Measure",
    "Met",
    "Outcome",
    "Prediction",
    "ProblemError",
    "Record",
    "Rerating",
    "Safety",
    "Situation",
    "Step",
    "UnreachableError",
]
