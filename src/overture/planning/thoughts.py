"""A thought record: what stands of it, and which part comes next."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Stage: TypeAlias = Literal["examine", "readings", "test", "waiting", "happened", "done"]
"""What comes next for a thought that was caught.

`test` is choosing a step that would show; `waiting` is for that step to be tried in life, and
`happened` for the member to look at what came of it.
"""


@dataclass(frozen=True, slots=True)
class Written:
    """Which parts of a thought record were written; `met` says that its step was tried."""

    examined: bool = False
    readings: bool = False
    test: bool = False
    met: bool = False
    friend: bool = False
    kept: bool = False


def stage(written: Written) -> Stage:
    """What comes next. Parts come in one order, and what would be said to a friend ends it too."""
    if written.kept or written.friend:
        return "done"
    if not written.examined:
        return "examine"
    if not written.readings:
        return "readings"
    if not written.test:
        return "test"
    return "happened" if written.met else "waiting"
