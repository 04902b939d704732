"""Made-up people who are nudged: whether a step gets done, and whether a nudge is opened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final, NamedTuple

import numpy as np

from overture.planning.nudges import (
    BURDEN,
    LEAST,
    MOST,
    Choices,
    Circumstances,
    Decision,
    Features,
    NudgeState,
    Window,
    asked_again,
    decide,
    new_state,
    opened,
    settled,
)
from overture.planning.nudges.policy import Chance

TWO_WINDOWS: Final = Choices(
    on=True, windows=(Window(time(9), time(11)), Window(time(16), time(18)))
)


@dataclass(frozen=True)
class NudgeWorld:
    """What a nudge adds to the chance, 0-1, that a step is done: always, by the dose (1 is four in
    a row), where a step is planned, and after quiet days. `opens` is the chance that it is opened.
    """

    name: str
    effect: tuple[float, float, float, float]
    opens: float = 0.75

    def adds(self, features: Features) -> float:
        """What a nudge adds here."""
        return sum(part * value for part, value in zip(self.effect, features, strict=True))

    def best(self, features: Features) -> float:
        """The chance of sending of somebody who knows the world and looks one window ahead."""
        return MOST if self.adds(features) > BURDEN else LEAST


WORLDS: Final = (
    NudgeWorld("helps", (0.20, -0.05, 0.0, 0.0)),
    NudgeWorld("helps on some days", (-0.05, 0.0, 0.30, 0.0)),
    NudgeWorld("is of no use", (0.0, 0.0, 0.0, 0.0)),
    NudgeWorld("soon tires", (0.15, -0.30, 0.0, 0.0)),
)


class Lived(NamedTuple):
    """One window: what was decided, and the worth (expected steps less burden) of that."""

    decision: Decision
    worth: float


def live(
    world: NudgeWorld,
    chance: Chance,
    begins: datetime,
    weeks: int,
    rng: np.random.Generator,
) -> Iterator[Lived]:
    """Every window of somebody's weeks. A person whose nudges paused wants them back some time."""
    state, base = new_state(), rng.uniform(0.1, 0.4)
    waiting: list[tuple[datetime, Decision, bool]] = []
    for day in range(7 * weeks):
        today = _circumstances(rng)
        if state.paused and rng.random() < 0.15:
            state = asked_again(state)
        for window in TWO_WINDOWS.windows:
            now = _somewhen(begins + timedelta(days=day), window, rng)
            state, waiting = _settle(state, waiting, now)
            state, decision = decide(state, TWO_WINDOWS, today, now=now, rng=rng, chance=chance)
            added = _added(world, decision)
            done = bool(rng.random() < base + added)
            waiting.append((now + timedelta(hours=24), decision, done))
            if decision.sent and rng.random() < world.opens:
                state = opened(state, now + timedelta(minutes=5))
            yield Lived(decision, added - BURDEN * decision.sent)


def _circumstances(rng: np.random.Generator) -> Circumstances:
    return Circumstances(planned=bool(rng.random() < 0.4), quiet_days=int(rng.geometric(0.3)) - 1)


def _somewhen(day: datetime, window: Window, rng: np.random.Generator) -> datetime:
    begins = timedelta(hours=window.begins.hour, minutes=window.begins.minute)
    return day + begins + timedelta(minutes=int(rng.integers(0, 90)))


def _settle(
    state: NudgeState, waiting: list[tuple[datetime, Decision, bool]], now: datetime
) -> tuple[NudgeState, list[tuple[datetime, Decision, bool]]]:
    """Take in what a day has passed since."""
    due = [one for one in waiting if one[0] <= now]
    for _, decision, done in due:
        state = settled(state, decision, done=done)
    return state, waiting[len(due) :]


def _added(world: NudgeWorld, decision: Decision) -> float:
    if not decision.sent or decision.features is None:
        return 0.0
    return world.adds(decision.features)
