"""Everything a scene must remember, in one value that can be kept after every turn.

A state is self-contained: going back to an earlier turn is going back to its state.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from overture.content.schema.base import Level
from overture.content.schema.scene import DialPart, Scene
from overture.conversation.scene.asking import asked_by
from overture.conversation.understanding.types import UnderstandingContext

FORMAT = 1
"""The version of the stored form; a state of another version is refused."""

HARDER = "harder_moment_agreed"


@dataclass(frozen=True)
class PartnerLine:
    """One thing the partner said or did, as it was shown. `by` says who, where several could."""

    text: str
    stage: str = ""
    id: str = ""
    cue: str | None = None
    opens: str | None = None
    asks: bool = False
    by: str = ""

    @property
    def shown(self) -> str:
        """The words, or what could be seen where there were none."""
        return self.text or self.stage


@dataclass(frozen=True)
class Exchange:
    """One member turn with what the partner did next.

    `act` is the act that was answered and `acts` all that were found. `noticed` are the flags the
    turn set, `set_flags` those of the partner's lines; `job` says that the turn did what the
    moment asked for, `stuck` that it was a word or less and did not. `took` are openings taken at
    once, `came_back` older ones picked up later, `passed` those let go. `level` and `dial` are
    those that held for the partner's lines.
    """

    kind: str
    text: str
    beat: str
    level: Level
    act: str = ""
    acts: tuple[str, ...] = ()
    words: int = 0
    noticed: tuple[str, ...] = ()
    set_flags: tuple[str, ...] = ()
    job: bool = False
    stuck: bool = False
    took: tuple[str, ...] = ()
    came_back: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    dial: Mapping[DialPart, float] = field(default_factory=dict)
    reason: str = ""
    said: tuple[PartnerLine, ...] = ()


@dataclass(frozen=True)
class Abandoned:
    """Turns that the member took back: those after the first `after` exchanges, as they were."""

    after: int
    exchanges: tuple[Exchange, ...]


@dataclass(frozen=True)
class SceneState:
    """Where a scene stands.

    `beat` is empty until the opening's choice. `facts` maps a fact to how far it has come out
    (1 offered, 2 told, 3 more told). `pending` are the openings of the partner's
    last words. `silences` counts silent turns in a row. `exit` is the id of the exit once the
    scene has ended.
    """

    scene_id: str
    scene_version: str
    start_level: Level
    level: Level
    dial: Mapping[DialPart, float]
    beat: str = ""
    turns_here: int = 0
    flags: frozenset[str] = frozenset()
    facts: Mapping[str, int] = field(default_factory=dict)
    fact: str | None = None
    used: tuple[str, ...] = ()
    silences: int = 0
    pending: tuple[str, ...] = ()
    wants_answer: bool = False
    name: str = ""
    held_back: bool = False
    exit: str | None = None
    exchanges: tuple[Exchange, ...] = ()
    abandoned: tuple[Abandoned, ...] = ()

    @property
    def harder_moment_agreed(self) -> bool:
        """Whether the member agreed beforehand to the announced setback."""
        return HARDER in self.flags

    @property
    def line_drawn(self) -> bool:
        """Whether the partner has drawn a line after a rude turn."""
        return "line_drawn" in self.flags

    @property
    def ended(self) -> bool:
        """Whether the scene is over."""
        return self.exit is not None

    @property
    def last_lines(self) -> tuple[PartnerLine, ...]:
        """What the partner did last; empty before the first line."""
        return self.exchanges[-1].said if self.exchanges else ()

    @property
    def spoken_lines(self) -> tuple[PartnerLine, ...]:
        """Every line of the partner's that stands, in order."""
        return tuple(line for exchange in self.exchanges for line in exchange.said)

    @property
    def context(self) -> UnderstandingContext:
        """What the scene lends to reading the next turn."""
        words = " ".join(line.text for line in self.last_lines if line.text)
        asked = asked_by(words) if self.wants_answer else "none"
        return UnderstandingContext(asked=asked, in_scene=True)

    def to_json(self) -> dict[str, Any]:
        """The state as plain JSON values."""
        plain = asdict(self)
        plain["flags"] = sorted(self.flags)
        return {"format": FORMAT, **plain}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "SceneState":
        """The state that `to_json` wrote. Raises ValueError for another format."""
        if plain.get("format") != FORMAT:
            raise ValueError(f"a scene state of format {plain.get('format')!r} cannot be read")
        values = {name: value for name, value in plain.items() if name != "format"}
        values["flags"] = frozenset(plain["flags"])
        values["used"] = tuple(plain["used"])
        values["pending"] = tuple(plain["pending"])
        values["exchanges"] = tuple(map(_exchange, plain["exchanges"]))
        values["abandoned"] = tuple(
            Abandoned(entry["after"], tuple(map(_exchange, entry["exchanges"])))
            for entry in plain["abandoned"]
        )
        return cls(**values)


def _exchange(plain: Mapping[str, Any]) -> Exchange:
    values = dict(plain)
    for name in ("acts", "noticed", "set_flags", "took", "came_back", "passed"):
        values[name] = tuple(plain[name])
    values["said"] = tuple(PartnerLine(**line) for line in plain["said"])
    return Exchange(**values)


def started(scene: Scene, level: Level, *, harder_moment_agreed: bool) -> SceneState:
    """A scene that has not begun: the opening is shown and nobody has spoken."""
    flags = frozenset({HARDER}) if harder_moment_agreed else frozenset[str]()
    dial: dict[DialPart, float] = start_dial(scene, level)
    return SceneState(scene.id, scene.version, level, level, dial, flags=flags)


def start_dial(scene: Scene, level: Level) -> dict[DialPart, float]:
    """The dial's setting with which a scene at this level begins."""
    start = scene.dial.start[level]
    return {
        "warmth": start.warmth,
        "initiative": start.initiative,
        "ambiguity": start.ambiguity,
        "pace": start.pace,
        "topic_risk": start.topic_risk,
    }


def mark_rewound(returned_to: SceneState, abandoned: SceneState) -> SceneState:
    """The earlier state, remembering the turns that were taken back.

    The partner knows nothing of them; only the debrief may compare the versions.
    """
    after = len(returned_to.exchanges)
    lost = abandoned.exchanges[after:]
    kept = (*abandoned.abandoned, Abandoned(after, lost)) if lost else abandoned.abandoned
    return replace(returned_to, abandoned=kept)
