"""Whether the dial brings a scene within reach, and whether it is the dial that does it.

Simulated members of three temperaments play the scenes from the level that suits them least. What
a member can take is a number, 0-1; what a moment asks is how far the dial is from easy. The
difference is the strain, and it decides how the member answers: in silence, in a word, in a
sentence, or at ease. A scene ends in the band where the strain is small either way: neither out
of reach nor without anything to learn. The same members play again with the dial held where it
started; what the dial is worth is the difference.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from overture.content import scenes
from overture.content.schema.base import Level
from overture.content.schema.scene import Beat, Scene
from overture.conversation.scene import MemberTurn, SceneState, answer, begin
from overture.conversation.scene.dial import ease
from overture.conversation.understanding import understand
from overture.evaluation.results import Figure, Report, in_words, met, share

BAND = 0.25
"""Strain up to which a moment is within reach and still asks something."""

NOISE = 0.05
"""How much a member's turn varies from what the strain alone would make it."""

TURNS = 12
WORTH_AIM = 0.25
"""How much more often, at least, the band is reached with the dial than without."""


@dataclass(frozen=True)
class Temperament:
    """A kind of member: what they can take, 0-1, and the level that suits them least.

    `aim` is the least share of scenes that should end in the band. It is lower for somebody at
    ease, since a scene at a counter is over before it could ask enough of them; that harms nobody.
    """

    name: str
    takes: float
    starts: Level
    aim: float


TEMPERAMENTS = (
    Temperament("hesitant", 0.35, "hard", 0.9),
    Temperament("steady", 0.5, "easy", 0.9),
    Temperament("at ease", 0.7, "easy", 0.6),
)


@dataclass(frozen=True)
class Run:
    """One scene played by one temperament: the strain at its start and at its end."""

    scene: str
    temperament: str
    dial_moves: bool
    turns: int
    before: float
    after: float

    @property
    def in_band(self) -> bool:
        """Whether it ended within reach, and with something to learn."""
        return abs(self.after) <= BAND


@dataclass(frozen=True)
class Dial:
    """All runs, with the dial and with it held."""

    runs: tuple[Run, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures against their aims."""
        return (
            Figure("runs", len(self.runs), 1),
            *(
                Figure(
                    f"{kind.name}: ended in the band",
                    self.ended_in_band(kind.name, dial_moves=True),
                    kind.aim,
                )
                for kind in TEMPERAMENTS
            ),
            *(
                Figure(f"{kind.name}: worth of the dial", self.worth(kind.name), WORTH_AIM)
                for kind in TEMPERAMENTS
            ),
        )

    def ended_in_band(self, temperament: str, *, dial_moves: bool) -> float:
        """Share of the runs of a temperament that ended in the band."""
        some = [r for r in self.runs if (r.temperament, r.dial_moves) == (temperament, dial_moves)]
        return share(sum(run.in_band for run in some), len(some))

    def worth(self, temperament: str) -> float:
        """How much more often the band is reached with the dial than with it held."""
        held = self.ended_in_band(temperament, dial_moves=False)
        return self.ended_in_band(temperament, dial_moves=True) - held

    @property
    def holds(self) -> bool:
        """Whether every figure meets its aim."""
        return met(self.figures)

    def as_json(self) -> dict[str, Any]:
        """The figures, the band with the dial held, and the runs that ended outside it."""
        figures = {figure.name: figure.as_json() for figure in self.figures}
        held = {
            k.name: round(self.ended_in_band(k.name, dial_moves=False), 4) for k in TEMPERAMENTS
        }
        return {
            "suite": "dial",
            "holds": self.holds,
            "figures": figures,
            "in_band_with_the_dial_held": held,
            "short": self._short,
        }

    def words(self) -> str:
        """The figures, and the runs that ended outside the band, as text."""
        return in_words("The dial", self.figures, self._short)

    @property
    def _short(self) -> tuple[str, ...]:
        return tuple(
            f"{run.scene}, {run.temperament}: strain {run.before:+.2f} to {run.after:+.2f} "
            f"in {run.turns} turns"
            for run in self.runs
            if run.dial_moves and not run.in_band
        )


def evaluate(report: Report) -> Dial:
    """Play every scene with every temperament, once with the dial and once with it held."""
    every = sorted(scenes().values(), key=lambda scene: scene.id)
    return Dial(tuple(_runs(every, report)))


def _runs(every: Sequence[Scene], report: Report) -> Iterator[Run]:
    for number, scene in enumerate(every):
        report("Playing scenes", number / len(every))
        for kind in TEMPERAMENTS:
            for dial_moves in (True, False):
                yield play_through(scene, kind, dial_moves=dial_moves, seed=number)


def play_through(scene: Scene, kind: Temperament, *, dial_moves: bool, seed: int) -> Run:
    """One scene, played to its end or for twelve turns by a simulated member."""
    rng = np.random.default_rng([seed, TEMPERAMENTS.index(kind)])
    opened, _ = begin(scene, level=kind.starts, seed=seed)
    into = MemberTurn("choice", scene.opening.choices[0].id)
    state, _ = answer(scene, opened, into, None, seed=seed)
    start, before, turns = state, strain(kind, state), 0
    while turns < TURNS and not state.ended:
        felt = strain(kind, state) + float(rng.normal(0.0, NOISE))
        state = _turn(scene, state, said(scene, state, felt, turns), seed)
        state = state if dial_moves else replace(state, dial=start.dial, level=start.level)
        turns += 1
    return Run(scene.id, kind.name, dial_moves, turns, before, strain(kind, state))


def strain(kind: Temperament, state: SceneState) -> float:
    """How far a moment asks more than this member can take, -1 to 1; below 0 it asks less."""
    return 1.0 - ease(state.dial) - kind.takes


def said(scene: Scene, state: SceneState, felt: float, number: int) -> str:
    """What a member types when a moment feels so: nothing, a word, a sentence, or more.

    The words are those that the scene itself suggests at this place, in three registers.
    """
    if felt > 0.3 and number % 2:
        return ""
    if felt > 0.15:
        return ("yes", "ok", "um", "no")[number % 4]
    hint = _hint(_beat(scene, state), number)
    if felt > -0.1:
        return hint[1]
    return f"{hint[2]} What is that like for you?" if number % 2 else hint[2]


def _beat(scene: Scene, state: SceneState) -> Beat:
    return scene.beat(state.beat) if state.beat else scene.beats[0]


def _hint(beat: Beat, number: int) -> tuple[str, str, str]:
    if not beat.hints:
        return ("ok", "Thank you.", "Thank you, that helps.")
    hint = beat.hints[number % len(beat.hints)]
    return (hint.terse, hint.plain, hint.chatty)


def _turn(scene: Scene, state: SceneState, text: str, seed: int) -> SceneState:
    if not text:
        return answer(scene, state, MemberTurn("silence"), None, seed=seed)[0]
    heard = understand(text, state.context)
    return answer(scene, state, MemberTurn("words", text), heard, seed=seed)[0]
