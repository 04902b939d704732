"""The steps that made-up people are offered: a short everyday list, or the whole library."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from overture.content import real_steps, scenes
from overture.content.families import FAMILIES
from overture.content.schema.scene import Features
from overture.learning import Array, Situation, Situations, prior_mean
from overture.learning.situation import Channel, Partner
from overture.planning import Candidate, Kind

# Kind of moment; who is met, how; how many listen and judge where it asks most.
_KINDS: Final[tuple[tuple[str, Partner, Channel, float, float], ...]] = (
    ("neighbours", "acquaintance", "face", 0.1, 0.2),
    ("counters", "stranger", "face", 0.3, 0.2),
    ("phone calls", "stranger", "phone", 0.0, 0.4),
    ("colleagues", "acquaintance", "face", 0.4, 0.6),
    ("old friends", "familiar", "text", 0.0, 0.2),
    ("groups", "acquaintance", "face", 0.9, 0.5),
)
# A real step: how far it goes of what its kind can ask, 0-1, and its minutes.
_REAL: Final = ((0.1, 2.0), (0.35, 5.0), (0.65, 10.0), (1.0, 20.0))
# A scene prepares the second and the third real step of its kind.
_SCENES: Final = ((0.35, 5.0), (0.65, 8.0))
_REAL_MINUTES: Final = 5.0


@dataclass(frozen=True, eq=False)
class Steps:
    """K steps as candidates and as arrays of shape (K,).

    `prior` (3, K) is what the population meets there: goes well (probit), anxiety and enjoyment
    (points). `resemblance` (K, K) says how alike two of them are as experiences.
    """

    candidates: tuple[Candidate, ...]
    situations: Situations
    human: NDArray[np.bool_]
    family: NDArray[np.intp]
    minutes: Array
    prior: Array
    resemblance: Array

    def __len__(self) -> int:
        """How many there are."""
        return len(self.candidates)

    @property
    def with_people(self) -> NDArray[np.bool_]:
        """Which are moments with people: not with the program, and somebody is there."""
        there = [item.situation.channel != "none" for item in self.candidates]
        found: NDArray[np.bool_] = self.human & np.array(there)
        return found

    @property
    def ai_minutes(self) -> Array:
        """Minutes with the program that each takes, (K,)."""
        return np.where(self.human, 0.0, self.minutes)


@lru_cache(maxsize=1)
def everyday_steps() -> Steps:
    """Six kinds of moment, each with four real steps and two scenes that prepare them."""
    return _arrays(tuple(_candidates()))


@lru_cache(maxsize=1)
def library_steps() -> Steps:
    """All real steps and scenes that members are offered, some two hundred."""
    real = (
        _of_library(step_id, one.step.features, one.scene.family, "real", _REAL_MINUTES)
        for step_id, one in real_steps().items()
    )
    played = (
        _of_library(one.id, one.features.as_practised(), one.family, "scene", float(one.minutes))
        for one in scenes().values()
    )
    return _arrays((*played, *real))


LISTS: Final[dict[str, Callable[[], Steps]]] = {
    "everyday": everyday_steps,
    "library": library_steps,
}
"""What people are offered, by name."""


def _arrays(candidates: tuple[Candidate, ...]) -> Steps:
    situations = Situations(tuple(item.situation for item in candidates))
    kinds = sorted({item.family for item in candidates})
    return Steps(
        candidates=candidates,
        situations=situations,
        human=situations.human,
        family=np.array([kinds.index(item.family) for item in candidates]),
        minutes=np.array([item.minutes for item in candidates]),
        prior=prior_mean(situations),
        resemblance=situations.geometry.resemblance,
    )


def _of_library(
    step_id: str, features: Features, family: str, kind: Kind, minutes: float
) -> Candidate:
    situation = Situation(**features.model_dump())
    kinds = "quiet steps" if situation.channel == "none" else FAMILIES[family].kinds
    return Candidate(f"{kind}:{step_id}", situation, kinds, step_id, kind, minutes)


def _candidates() -> list[Candidate]:
    found = []
    for kind, partner, channel, audience, evaluation in _KINDS:
        for place, (far, minutes) in enumerate(_REAL, start=1):
            situation = _situation(partner, channel, audience, evaluation, far)
            title = f"{kind}, step {place}"
            found.append(
                Candidate(
                    f"{kind}-{place}", situation, kind, title, "real", minutes, short_name=title
                )
            )
        for place, (far, minutes) in enumerate(_SCENES, start=1):
            situation = _situation("ai", channel, audience, evaluation, far)
            title = f"{kind}, scene {place}"
            found.append(
                Candidate(f"{kind}-scene-{place}", situation, kind, title, "scene", minutes, title)
            )
    return found


def _situation(
    partner: Partner, channel: Channel, audience: float, evaluation: float, far: float
) -> Situation:
    """A moment that goes so far (0-1) of what its kind can ask."""
    return Situation(
        partner=partner,
        audience=round(audience * far, 3),
        evaluation=round(evaluation * far, 3),
        initiation=round(0.9 * far, 3),
        self_disclosure=round(0.8 * max(0.0, far - 0.2), 3),
        ambiguity=round(0.2 + 0.5 * far, 3),
        duration=round(0.8 * far, 3),
        channel=channel,
    )
