"""Situations: kinds of social moment as points in a space, and how far learning carries."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from overture.learning.person import Person

Array: TypeAlias = NDArray[np.float64]
Partner: TypeAlias = Literal["ai", "familiar", "acquaintance", "stranger"]
Channel: TypeAlias = Literal["face", "phone", "text", "none"]

PARTNERS: tuple[Partner, ...] = get_args(Partner)
CHANNELS: tuple[Channel, ...] = get_args(Channel)
DEGREES = ("audience", "evaluation", "initiation", "self_disclosure", "ambiguity", "duration")

# A played partner can be anybody, so the AI stands half-way; `rho` carries what sets it apart.
UNFAMILIARITY: dict[Partner, float] = {
    "ai": 0.5,
    "familiar": 0.0,
    "acquaintance": 0.5,
    "stranger": 1.0,
}
# Two different channels lie one unit apart, as far as the two ends of any degree.
_CHANNEL_POINTS: dict[Channel, tuple[float, ...]] = {
    name: tuple(math.sqrt(0.5) * (name == other) for other in CHANNELS) for name in CHANNELS
}


@dataclass(frozen=True, slots=True)
class Situation:
    """A kind of social moment.

    `partner` says who is met and `channel` how. The six degrees run from 0 (none) to 1 (as much as
    daily life holds): listeners besides the partner, being judged, having to begin, speaking of
    oneself, not knowing what is wanted, and length.

    Raises ValueError when a word is unknown or a degree lies outside 0-1.
    """

    partner: Partner
    audience: float = 0.0
    evaluation: float = 0.0
    initiation: float = 0.0
    self_disclosure: float = 0.0
    ambiguity: float = 0.0
    duration: float = 0.0
    channel: Channel = "face"

    def __post_init__(self) -> None:
        """Refuse unknown words and degrees off the scale."""
        if self.partner not in PARTNERS:
            raise ValueError(f"partner must be one of {', '.join(PARTNERS)}, not {self.partner!r}")
        if self.channel not in CHANNELS:
            raise ValueError(f"channel must be one of {', '.join(CHANNELS)}, not {self.channel!r}")
        for name in DEGREES:
            value = getattr(self, name)
            if not 0.0 <= value <= 1.0:  # also false for NaN
                raise ValueError(f"{name} must lie between 0 and 1, not {value!r}")

    @property
    def is_human(self) -> bool:
        """True when a person, not a program, is met."""
        return self.partner != "ai"

    def degrees(self) -> tuple[float, ...]:
        """The six degrees in the order of `DEGREES`."""
        return (
            self.audience,
            self.evaluation,
            self.initiation,
            self.self_disclosure,
            self.ambiguity,
            self.duration,
        )

    def vector(self) -> Array:
        """The point for distances: unfamiliarity, the six degrees, the channel; shape (11,)."""
        return np.array(self.coordinates())

    def coordinates(self) -> tuple[float, ...]:
        """`vector` as plain numbers."""
        return (UNFAMILIARITY[self.partner], *self.degrees(), *_CHANNEL_POINTS[self.channel])


# What all moments with one kind of partner have in common as experiences, and how far moments
# with an AI and with people resemble each other; both 0-1.
PARTNER_SHARE = 0.4
WORLD_RHO = 0.4


@dataclass(frozen=True, eq=False)
class Geometry:
    """How N situations lie to K others; arrays have shape (N, K), or (K,) for one of them."""

    squared_distance: Array
    mixed: NDArray[np.bool_]
    same_partner: NDArray[np.bool_]

    def generalisation(self, person: Person) -> Array:
        """G: the share of a correction in one situation that carries to another, 0-1."""
        near: Array = np.exp(self.squared_distance * (-0.5 / person.length_scale**2))
        np.multiply(near, person.rho, out=near, where=self.mixed)
        return near

    @cached_property
    def resemblance(self) -> Array:
        """R: how alike two situations are as experiences, 0-1 and 1 with itself."""
        near: Array = np.exp(-0.5 * self.squared_distance)
        near[self.mixed] *= WORLD_RHO
        near *= 1.0 - PARTNER_SHARE
        near[self.same_partner] += PARTNER_SHARE
        return near

    def row(self, place: int) -> "Geometry":
        """How the situation at `place` lies to the K others."""
        return Geometry(self.squared_distance[place], self.mixed[place], self.same_partner[place])


@dataclass(frozen=True, eq=False)
class Situations:
    """Different situations as arrays: vectors (K, 11), human (K,), partner (K,) as index."""

    items: tuple[Situation, ...]

    @classmethod
    def of(cls, items: Iterable[Situation]) -> "Situations":
        """Keep each different situation once, in the order in which it first appears."""
        return cls(tuple(dict.fromkeys(items)))

    def __len__(self) -> int:
        """How many there are."""
        return len(self.items)

    @cached_property
    def _places(self) -> dict[Situation, int]:
        return {situation: place for place, situation in enumerate(self.items)}

    @cached_property
    def vectors(self) -> Array:
        """Points, shape (K, 11)."""
        return np.array([item.coordinates() for item in self.items]).reshape(len(self.items), 11)

    @cached_property
    def human(self) -> NDArray[np.bool_]:
        """Which of them are with people, shape (K,)."""
        return np.array([item.is_human for item in self.items], dtype=np.bool_)

    @cached_property
    def partner(self) -> NDArray[np.intp]:
        """Index of each partner in `PARTNERS`, shape (K,)."""
        return np.array([PARTNERS.index(item.partner) for item in self.items], dtype=np.intp)

    @cached_property
    def geometry(self) -> Geometry:
        """How they lie to each other."""
        return self.towards(self)

    def place(self, situation: Situation) -> int | None:
        """Where this situation stands in `items`, or None."""
        return self._places.get(situation)

    def including(self, situation: Situation) -> tuple["Situations", int]:
        """The same set with this situation in it, and where it stands."""
        place = self.place(situation)
        if place is not None:
            return self, place
        return self._grown_by(situation), len(self.items)

    def _grown_by(self, situation: Situation) -> "Situations":
        """One more, without measuring again what is known of the others."""
        grown, one = Situations((*self.items, situation)), Situations((situation,))
        if "geometry" not in self.__dict__:
            return grown
        grown.__dict__.update(
            vectors=np.vstack((self.vectors, one.vectors)),
            human=np.append(self.human, one.human),
            partner=np.append(self.partner, one.partner),
        )
        mine, new = self.geometry, one.towards(grown).row(0)
        pairs = zip(
            (mine.squared_distance, mine.mixed, mine.same_partner),
            (new.squared_distance, new.mixed, new.same_partner),
            strict=True,
        )
        grown.__dict__["geometry"] = Geometry(*(_bordered(old, row) for old, row in pairs))
        return grown

    def around(self, situation: Situation) -> Geometry:
        """How one situation, in the set or not, lies to these K; arrays of shape (K,)."""
        place = self.place(situation)
        if place is None:
            return Situations((situation,)).towards(self).row(0)
        return self.geometry.row(place)

    def towards(self, other: "Situations") -> Geometry:
        """How these N situations lie to K others."""
        squared = np.zeros((len(self), len(other)))
        for here, there in zip(self.vectors.T, other.vectors.T, strict=True):
            gap = here[:, None] - there
            gap *= gap
            squared += gap
        return Geometry(
            squared_distance=squared,
            mixed=self.human[:, None] != other.human[None, :],
            same_partner=self.partner[:, None] == other.partner[None, :],
        )


def kernel(x: Situation, y: Situation, person: Person) -> float:
    """G(x, y): the share of what is learned at `x` that carries to `y`, above 0 and at most 1.

    rho^[one AI, one human] * exp(-1/2 * |x - y|^2 / ell^2); symmetric, and 1 when x is y.
    """
    geometry = Situations((x,)).towards(Situations((y,)))
    return float(geometry.generalisation(person)[0, 0])


def _bordered(old: NDArray[Any], row: NDArray[Any]) -> NDArray[Any]:
    """A symmetric array (K, K) with one row (K + 1,) and the same column added."""
    size = len(row)
    wide = np.empty((size, size), dtype=old.dtype)
    wide[:-1, :-1] = old
    wide[-1] = wide[:, -1] = row
    return wide
