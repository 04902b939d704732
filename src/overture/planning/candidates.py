"""Candidate steps, and the same steps as arrays so that three hundred cost little more than one."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from overture.learning import Array, Person, Situations, State, prior_mean
from overture.learning.situation import Situation
from overture.measures.contact import contact_of
from overture.planning.limits import Limits
from overture.planning.settings import Settings

Kind: TypeAlias = Literal["scene", "real"]
Mask: TypeAlias = NDArray[np.bool_]
Indices: TypeAlias = NDArray[np.intp]
_Word = TypeVar("_Word")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One concrete step that could be offered.

    `family` names the kind of moment in words that can stand in a sentence as a plural
    ("neighbours", "phone calls"); `short_name` is the step as a noun phrase ("good morning"), or
    empty. `kind` is scene (with a partner played by the program) or real. `minutes` is its usual
    length. `times_done`, `times_well` and `last_done` come from the record of this very step.
    A step is offered only if every word in `consents` was agreed to and no word in `topics` is a
    no-go topic of the person.
    """

    step_id: str
    situation: Situation
    family: str
    title: str
    kind: Kind
    minutes: float = 5.0
    short_name: str = ""
    times_done: int = 0
    times_well: int = 0
    last_done: datetime | None = None
    consents: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a step that cannot be planned."""
        if not self.step_id:
            raise ValueError("a candidate step needs an id")
        if self.kind not in ("scene", "real"):
            raise ValueError(f"kind must be scene or real, not {self.kind!r}")
        if not 0.0 <= self.minutes < math.inf:
            raise ValueError(f"minutes must be 0 or more, not {self.minutes!r}")
        if not 0 <= self.times_well <= self.times_done:
            raise ValueError("times_well must lie between 0 and times_done")
        if self.last_done is not None and self.last_done.tzinfo is None:
            raise ValueError("last_done must carry a time zone")


class Terms(NamedTuple):
    """What must be agreed to and what must not be ruled out, shared by many candidates."""

    consents: frozenset[str]
    topics: frozenset[str]


@dataclass(frozen=True, eq=False)
class CandidateTable:
    """N candidates as arrays, in their N places, joined to the K situations a person has visited.

    `carried` is the belief's G to the visited, `alike` the experience's resemblance; both (N, K).
    `prior` (3, N) is what the population meets there. `reach` (N, 2) is how much of a change
    carries, on average, to the situations with an AI and to those with people among the
    candidates. The other columns have shape (N,): `last_done` in seconds since 1970, -inf if
    never; `family` and `term` as codes into `families` and `terms`. `named`
    lists, by family, the steps that were done and have a short name. Build it once and use it
    until a situation is visited for the first time or the person is fitted again.
    """

    candidates: tuple[Candidate, ...]
    places: Situations
    visited: Situations
    generalising: tuple[float, float]
    carried: Array
    alike: Array
    prior: Array
    reach: Array
    human: Mask
    ai_minutes: Array
    minutes: Array
    times_done: Indices
    last_done: Array
    families: tuple[str, ...]
    family: Indices
    terms: tuple[Terms, ...]
    term: Indices
    named: Mapping[str, tuple[int, ...]]

    @cached_property
    def known(self) -> Mask:
        """All but the steps with people that were never done, shape (N,)."""
        known: Mask = ~self.human | (self.times_done > 0)
        return known

    @cached_property
    def contact(self) -> NDArray[np.str_]:
        """The kind of contact of each, shape (N,); empty for one alone or with a program."""
        return np.array([contact_of(item) or "" for item in self.places.items], dtype=np.str_)

    @cached_property
    def limits(self) -> dict[Settings, Limits]:
        """What follows from settings alone, kept from one plan to the next."""
        return {}

    @classmethod
    def build(
        cls, candidates: Iterable[Candidate], state: State, person: Person
    ) -> "CandidateTable":
        """Make the arrays. Raises ValueError when two candidates share an id."""
        items = tuple(candidates)
        if len({item.step_id for item in items}) != len(items):
            raise ValueError("two candidate steps have the same id")
        places = Situations(tuple(item.situation for item in items))
        families = _codes(item.family for item in items)
        terms = _codes(Terms(item.consents, item.topics) for item in items)
        return cls(
            candidates=items,
            places=places,
            **_joined(places, state.belief.visited, person),
            prior=prior_mean(places),
            human=places.human,
            ai_minutes=np.array([0.0 if i.situation.is_human else i.minutes for i in items]),
            minutes=np.array([i.minutes for i in items], dtype=np.float64),
            times_done=np.array([i.times_done for i in items], dtype=np.intp),
            last_done=np.array([_seconds(i.last_done) for i in items], dtype=np.float64),
            families=families.words,
            family=families.codes,
            terms=terms.words,
            term=terms.codes,
            named=_named(items),
        )

    def __len__(self) -> int:
        """How many candidates there are."""
        return len(self.candidates)

    def fits(self, state: State, person: Person) -> bool:
        """Whether the matrices still belong to this state and person."""
        visited = state.belief.visited
        same = self.visited is visited or self.visited.items == visited.items
        return same and self.generalising == (person.length_scale, person.rho)

    def fitted_to(self, state: State, person: Person) -> "CandidateTable":
        """This table, or the same candidates joined to another state or person."""
        if self.fits(state, person):
            return self
        return replace(self, **_joined(self.places, state.belief.visited, person))


class _Coded(NamedTuple, Generic[_Word]):
    """Different words in the order of their first use, and the place (N,) of each that was used."""

    words: tuple[_Word, ...]
    codes: Indices


def _codes(used: Iterable[_Word]) -> _Coded[_Word]:
    places: dict[_Word, int] = {}
    codes = [places.setdefault(word, len(places)) for word in used]
    return _Coded(tuple(places), np.array(codes, dtype=np.intp))


def _joined(places: Situations, visited: Situations, person: Person) -> dict[str, Any]:
    """The columns that depend on what was visited and on the person."""
    to_visited = places.towards(visited)
    return {
        "visited": visited,
        "generalising": (person.length_scale, person.rho),
        "carried": to_visited.generalisation(person),
        "alike": to_visited.resemblance,
        "reach": _reach(places, person),
    }


def _reach(places: Situations, person: Person) -> Array:
    """Mean G from each place to the different places with an AI (first) and with people, (N, 2).

    Distances come from one matrix product, so G is right to about 1e-15: enough for a mean.
    """
    targets = Situations.of(places.items)
    if len(targets) == len(places):
        targets = places  # all different, and measured already
    here, there = (x.vectors / person.length_scale for x in (places, targets))
    g = here @ there.T
    g -= 0.5 * (here * here).sum(axis=1)[:, None]
    g -= 0.5 * (there * there).sum(axis=1)
    np.exp(g, out=g)
    halves = np.stack((~targets.human, targets.human), axis=1).astype(np.float64)
    same_side = np.stack((~places.human, places.human), axis=1)
    means = g @ halves / np.maximum(halves.sum(axis=0), 1.0)
    reach: Array = np.where(same_side, means, person.rho * means)
    return reach


def _named(items: tuple[Candidate, ...]) -> dict[str, tuple[int, ...]]:
    """By family, which steps were done and have a short name to speak of them by."""
    named: dict[str, list[int]] = {item.family: [] for item in items}
    for n, item in enumerate(items):
        if item.times_done and item.short_name:
            named[item.family].append(n)
    return {family: tuple(places) for family, places in named.items()}


def _seconds(at: datetime | None) -> float:
    return -math.inf if at is None else at.timestamp()
