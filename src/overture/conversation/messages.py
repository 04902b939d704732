"""The values that pass between the rooms of a conversation. Values only: no behaviour, no I/O."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from overture.content.schema.base import Level
from overture.content.schema.companion import MoveName
from overture.content.schema.scene import DialPart

Speaker = Literal["member", "cue", "partner", "safety"]
Pace = Literal["slow", "even", "quick"]
Room = Literal["hardly any", "a little", "some", "plenty"]
WordedBy = Literal["people", "model", "both"]
StepStatus = Literal["none", "planned", "due", "done", "missed", "moved"]


@dataclass(frozen=True)
class Spoken:
    """One utterance as shown: a stage direction, words, or both.

    `line_ids` name the authored lines it was made of; `cue` is the partner's look or sound and
    `reading` the face that goes with it. `who` names the speaker where several are played.
    """

    speaker: Speaker
    text: str
    stage: str = ""
    line_ids: tuple[str, ...] = ()
    cue: str | None = None
    reading: str | None = None
    who: str = ""


@dataclass(frozen=True)
class Origin:
    """Who worded a reply: people beforehand, a model, or a model with an end that people wrote.

    `model`, `host` and `version` say which model was in use, if one was; `why` is a code for why
    it did not have the last word.
    """

    by: WordedBy = "people"
    model: str = ""
    host: str = ""
    version: str = ""
    why: str = ""


@dataclass(frozen=True)
class Offer:
    """Something a reply proposes that the page can act on."""

    kind: Literal["scene", "step", "prediction", "breathing", "write_down", "remember"]
    target: str = ""
    words: str = ""


@dataclass(frozen=True)
class Move:
    """What the companion decided to do, and why, in words a member could read."""

    name: MoveName
    tail: MoveName | None = None
    use: str = "any"
    reason: str = ""


@dataclass(frozen=True)
class StepInFocus:
    """The real step a talk may touch: the next planned one, or the last one."""

    status: StepStatus = "none"
    words: str = ""
    when: str = ""
    change: str = ""


@dataclass(frozen=True)
class SceneCard:
    """As much of a scene as a talk needs to invite to it."""

    id: str
    title: str
    role: str
    family: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class TalkFacts:
    """What Cue may know in one talk. Fixed while a turn is answered.

    `rests` maps a line id to the number of talks since it was last used (1: the talk before).
    `people_this_week` counts moments with people in the record. `remembered` holds the facts that
    the member said yes to, and `may_remember` says whether there is room for more; `anchor` is a
    regular thing of theirs that falls on today.
    `worded_by_model` says that the member agreed to a model which finds words for some replies.
    """

    now: datetime
    talks_before: int = 0
    member_name: str = ""
    companion_name: str = "Cue"
    room: Room | None = None
    pace: Pace = "slow"
    plain_style: bool = False
    step: StepInFocus = field(default_factory=StepInFocus)
    record_size: int = 0
    last_topic: str = ""
    scenes: tuple[SceneCard, ...] = ()
    rests: Mapping[str, int] = field(default_factory=dict)
    privacy_words: str = ""
    talks_this_week: int = 0
    people_this_week: int = 0
    worded_by_model: bool = False
    remembered: tuple[str, ...] = ()
    may_remember: bool = True
    anchor: str = ""


@dataclass(frozen=True)
class Reply:
    """What Cue says in one turn."""

    spoken: tuple[Spoken, ...]
    move: Move
    taps: tuple[str, ...] = ()
    offer: Offer | None = None
    ends: bool = False


DialSetting = Mapping[DialPart, float]


@dataclass(frozen=True)
class DialMove:
    """How the dial moved in one turn, and why, in words for the debrief."""

    before: DialSetting
    after: DialSetting
    reason: str


@dataclass(frozen=True)
class PartnerReply:
    """What the played partner does in one turn of a scene.

    `exit` is the id of the scene's exit if it ended; `hints` are (want, words, tap) triples for
    what the member may say next.
    """

    spoken: tuple[Spoken, ...]
    level: Level
    dial: DialMove
    beat: str
    note_to_member: str = ""
    taps: tuple[str, ...] = ()
    hints: tuple[tuple[str, str, bool], ...] = ()
    exit: str | None = None
    may_nod: bool = False
    offer_stepping_out: bool = False
