"""What the person (or, with their yes, a clinician) has set about pace and limits."""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from overture.measures.contact import Contact

Room: TypeAlias = Literal["hardly any", "a little", "some", "plenty"]
Pace: TypeAlias = Literal["slow", "steady"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The limits of a plan. Consent and no-go topics hold always; the others give way only where
    nothing at all keeps them, and then to the smallest steps there are.

    `consents` are the words agreed to and `no_go` the topics ruled out. `ceiling` (0-10) is the
    most anxiety the person is willing to meet, `floor` (0-1) the least chance of going well that
    a step must have, four in five sure. `room` is today's answer to "How much room is there for
    people today?". A slow `pace` doubles every gap. `transfer` (0-1) is how well it is confirmed
    that practice carries to people; as it grows, only people count. `ai_minutes` are those with the
    program that may still be offered (see `fading`). `leaning` names the families that are a little
    likelier to be offered, such as those that a week of the course looks at. Of kinds of contact,
    the `welcome` are likelier too, and steps among the `wary` stay `WARY_LESS` under the ceiling.
    The last three hold where a member agreed to them: at most `new_a_week` new steps with people in
    seven days, nothing less `likely` (0-1) to go well, and nothing larger after a harder run.
    """

    consents: frozenset[str] = frozenset()
    no_go: frozenset[str] = frozenset()
    ceiling: float = 8.0
    floor: float = 0.65
    room: Room = "some"
    pace: Pace = "steady"
    transfer: float = 0.0
    ai_minutes: float = math.inf
    leaning: frozenset[str] = frozenset()
    welcome: frozenset[Contact] = frozenset()
    wary: frozenset[Contact] = frozenset()
    new_a_week: int | None = None
    likely: float | None = None
    hold: bool = False

    def __post_init__(self) -> None:
        """Refuse limits that mean nothing."""
        if not 0.0 <= self.ceiling <= 10.0:
            raise ValueError(f"ceiling must lie between 0 and 10, not {self.ceiling!r}")
        for name in ("floor", "transfer"):
            if not 0.0 <= getattr(self, name) <= 1.0:
                raise ValueError(f"{name} must lie between 0 and 1, not {getattr(self, name)!r}")
        if not self.ai_minutes >= 0.0:
            raise ValueError(f"ai_minutes must be 0 or more, not {self.ai_minutes!r}")
        if self.room not in get_args(Room):
            raise ValueError(f"room must be one of {', '.join(get_args(Room))}, not {self.room!r}")
        if self.pace not in get_args(Pace):
            raise ValueError(f"pace must be slow or steady, not {self.pace!r}")
