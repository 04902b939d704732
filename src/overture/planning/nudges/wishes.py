"""What a person chose about nudges: when one may come, and what they asked to be reminded of."""

from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from typing import Final, Literal, TypeAlias, get_args

EARLIEST: Final = time(7, 0)
LATEST: Final = time(20, 0)
WINDOWS: Final = 2

When: TypeAlias = Literal["on these days", "a step is planned", "practice went well", "quiet"]
FEWEST_QUIET_DAYS: Final = 2


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the day, by the person's own clock, in which a nudge may come.

    Raises ValueError unless it lies between seven in the morning and eight in the evening.
    """

    begins: time
    ends: time

    def __post_init__(self) -> None:
        """Refuse nights and empty windows."""
        if not EARLIEST <= self.begins < self.ends <= LATEST:
            raise ValueError("a window begins at 7:00 or later and ends by 20:00")

    def holds(self, at: time) -> bool:
        """Whether a time of day lies in it; its end does not."""
        return self.begins <= at < self.ends


@dataclass(frozen=True, slots=True)
class Wish:
    """A rule of the person's own: "nudge me when ...".

    `days` are weekdays, Monday 0, where it says "on these days"; `quiet_days` how many days without
    people, where it says "quiet". Raises ValueError for a rule that can never hold.
    """

    when: When
    days: frozenset[int] = frozenset()
    quiet_days: int = 3

    def __post_init__(self) -> None:
        """Refuse rules without sense."""
        if self.when not in get_args(When):
            raise ValueError(f"when must be one of {', '.join(get_args(When))}, not {self.when!r}")
        if self.when == "on these days" and not (self.days and self.days <= frozenset(range(7))):
            raise ValueError("a rule for days needs at least one of the days 0 to 6")
        if self.quiet_days < FEWEST_QUIET_DAYS:
            raise ValueError(f"quiet means {FEWEST_QUIET_DAYS} days or more")


@dataclass(frozen=True, slots=True)
class Choices:
    """Off until the person switches it on; two windows a day at most, which do not overlap."""

    on: bool = False
    windows: tuple[Window, ...] = ()
    wishes: tuple[Wish, ...] = ()

    def __post_init__(self) -> None:
        """Refuse more windows than two, and windows that overlap."""
        if len(self.windows) > WINDOWS:
            raise ValueError(f"there are {WINDOWS} windows a day at most")
        ordered = sorted(self.windows, key=lambda one: one.begins)
        if any(a.ends > b.begins for a, b in pairwise(ordered)):
            raise ValueError("windows must not overlap")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of the day from what was declared.

    `planned` says that a step is planned for today, `practised_well` that a practice went well and
    no step with people followed yet; `quiet_days` are days since the last moment with people.
    `after_course`: the course is behind the person, and nothing comes that they did not ask for.
    """

    planned: bool = False
    practised_well: bool = False
    quiet_days: int = 0
    after_course: bool = False


def wished(choices: Choices, today: Circumstances, weekday: int) -> Wish | None:
    """The first of the person's own rules that holds, or None."""
    return next((one for one in choices.wishes if _holds(one, today, weekday)), None)


def _holds(wish: Wish, today: Circumstances, weekday: int) -> bool:
    if wish.when == "on these days":
        return weekday in wish.days
    if wish.when == "a step is planned":
        return today.planned
    if wish.when == "practice went well":
        return today.practised_well
    return today.quiet_days >= wish.quiet_days
