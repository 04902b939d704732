"""What a debrief looks at: the scene, how it went, what was counted, and how it is to be told."""

from dataclasses import dataclass
from typing import Literal

from overture.content.schema.looking_back import DebriefMeasure
from overture.content.schema.scene import Scene
from overture.conversation.scene.coach import Measures, measure
from overture.conversation.scene.exchanges import Pair
from overture.conversation.scene.state import SceneState

Kind = Literal["looked", "frozen", "rude", "stopped", "done"]


@dataclass(frozen=True)
class Remark:
    """One thing said in looking back. `lack`: something was missing, did harm or was cut short."""

    measure: str
    words: str
    lack: bool = False


@dataclass(frozen=True)
class Look:
    """One looking back. `literal`: every sentence says what was observed, in no turn of phrase."""

    scene: Scene
    state: SceneState
    measures: Measures
    literal: bool = False

    @classmethod
    def at(cls, scene: Scene, state: SceneState, *, literal: bool = False) -> "Look":
        """A look at a scene as it stands."""
        return cls(scene, state, measure(scene, state), literal)

    @property
    def kind(self) -> Kind:
        """What kind of attempt this was; each is told in its own way."""
        if not self.measures.turns:
            return "looked"
        if self.measures.rude and self.state.exchanges[-1].act == "rude":
            return "rude"
        if self.measures.frozen:
            return "frozen"
        return "stopped" if self.state.exit == "stop" else "done"

    @property
    def name(self) -> str:
        """Who was there beside the member."""
        return self.scene.names

    def entry(self, name: str) -> DebriefMeasure | None:
        """What the scene's author wrote for a measure."""
        return next((entry for entry in self.scene.debrief if entry.measure == name), None)

    def who(self, pair: Pair) -> str:
        """Who said what the member's line belongs to."""
        return pair.who or self.scene.partner.name
