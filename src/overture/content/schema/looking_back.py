"""What an author writes for looking back at a scene: what to look for, and how it reads."""

from pydantic import Field

from overture.content.schema.base import Authored, Level


class TryLine(Authored):
    """One thing to try, in the member's register."""

    terse: str
    plain: str
    chatty: str


class DebriefMeasure(Authored):
    """What to look for in this scene and how it reads when it was there, or was not.

    `helped_if` are flags by which the partner came to know without being told.
    """

    measure: str
    looks_like: str
    say_if_true: str
    say_if_helped: str = ""
    helped_if: tuple[str, ...] = ()
    say_if_not: str = ""
    and_if_shorter: str = ""
    try_: TryLine = Field(alias="try")


class DebriefAlways(Authored):
    """Sentences every debrief of this scene may need."""

    frozen: str
    dial_said: dict[Level, str]
