"""What a member and a clinician may agree on about pace and limits, and what is agreed now.

Each is said yes to by itself, and can be taken back by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from overture.content.families import FAMILIES

Value: TypeAlias = int | bool | list[str]

RANGES: Final[Mapping[str, range]] = {
    "hardest": range(1, 11),
    "new_a_week": range(8),
    "likely": range(5, 10),
    "cue_minutes": range(0, 65, 5),
}
SWITCHES: Final = frozenset({"practise_first", "hold"})
TOPICS: Final = tuple(family for family in FAMILIES if family != "own")
SETTINGS: Final[tuple[str, ...]] = (*RANGES, "practise_first", "hold", "no_go")
PRESCRIBE: Final = frozenset({"cue_minutes", "practise_first"})
"""These ask for practice with the program, which some places leave to nobody but the member."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is agreed at present; None and False where nothing is.

    Attributes:
        hardest: most anxiety expected of a step that is offered, 1-10.
        new_a_week: so many steps with people that are new, at most, in seven days.
        likely: how likely to go well, in ten, a step must be at least.
        cue_minutes: minutes with the program that are offered in a day, at most.
        practise_first: a step that has a scene is offered after the scene.
        hold: after three harder ones of four nothing larger is offered.
        no_go: kinds of situation that are not offered.
    """

    hardest: int | None = None
    new_a_week: int | None = None
    likely: int | None = None
    cue_minutes: int | None = None
    practise_first: bool = False
    hold: bool = False
    no_go: frozenset[str] = frozenset()


def checked(setting: str, value: object) -> Value:
    """The value as it is kept. Raises ValueError for a setting or a value that there is not."""
    if setting in RANGES:
        if isinstance(value, bool) or not isinstance(value, int) or value not in RANGES[setting]:
            raise ValueError(f"not a value of {setting}: {value!r}")
        return value
    if setting in SWITCHES:
        if not isinstance(value, bool):
            raise ValueError(f"not a yes or no: {value!r}")
        return value
    if setting != "no_go" or not isinstance(value, list) or not set(value) <= set(TOPICS):
        raise ValueError(f"not something to agree on: {setting} {value!r}")
    return [topic for topic in TOPICS if topic in value]


def agreed_from(values: Mapping[str, object], *, prescribing: bool) -> Agreed:
    """What is agreed, from the values that were said yes to; without what a place forbids.

    A value of another version of this program counts for nothing.
    """
    kept: dict[str, object] = {}
    for setting, value in values.items():
        if setting in PRESCRIBE and not prescribing:
            continue
        try:
            known = checked(setting, value)
        except ValueError:
            continue
        kept[setting] = frozenset(known) if isinstance(known, list) else known
    return Agreed(**kept)  # type: ignore[arg-type]
