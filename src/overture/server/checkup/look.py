"""What was found where something was looked at."""

from dataclasses import dataclass
from typing import Literal

State = Literal["well", "note", "wrong"]


@dataclass(frozen=True)
class Look:
    """One thing looked at: `well`, a `note` for the operator, or `wrong`."""

    name: str
    state: State
    says: str
