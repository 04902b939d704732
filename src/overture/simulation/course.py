"""Six weeks of many made-up people under one rule: days of life, offers, steps, and leaving.

All chance is drawn beforehand, by person and day, so that under two rules the same people meet the
same luck, and a difference between rules is not one of luck.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from overture.learning import Array, Person, new_person, refit, weak_prior
from overture.simulation.attempts import event_of
from overture.simulation.belief_people import BeliefPopulation
from overture.simulation.knowledge import Indices, Knowledge
from overture.simulation.minds import Minds, People, draw_people
from overture.simulation.rules import RULES, Rule, view
from overture.simulation.steps import LISTS, Steps
from overture.simulation.worlds import World

WEEKS: Final = 6
_RECENT_DAYS: Final = 7
_MIDDLING_DREAD: Final = 4.5
_USUAL_CHANCE: Final = 0.7
_UNSEEN: Final = 6.0
_FREE_STEPS: Final = 3
HARDER_FELT: Final = (3.0, -3.0)
"""Points of anxiety and enjoyment that are added in hard days."""


@dataclass(frozen=True, eq=False)
class Luck:
    """All chance of a course by day and person: uniform (D, P, n) and normal (D, P, 2, 9)."""

    uniform: Array
    normal: Array

    @classmethod
    def drawn(cls, days: int, people: int, rng: np.random.Generator) -> "Luck":
        """Luck for so many days and people."""
        return cls(rng.random((days, people, 11)), rng.standard_normal((days, people, 2, 9)))


@dataclass(frozen=True, eq=False)
class Course:
    """What became of P people over D days; arrays by day have shape (D, P) or (D, P, 3).

    `offered` and `taken` are steps, -1 for none; `predicted`, `met` and `rerated` are by channel
    (anxiety, enjoyment, feared in times in 10), for taken steps. `chance` is how likely the program
    thought it that the taken step would go well. `left` is what the program might still offer of
    itself, `contact` the people met a week by its record. `life` and `life_bad` are moments with
    people in daily life. `before` and `after` (P, 3, K) are what was expected of every step.
    """

    rule: str
    world: World
    steps: Steps
    people: People
    offered: Indices
    taken: Indices
    predicted: Array
    met: Array
    rerated: Array
    chance: Array
    left: Array
    contact: Array
    active: NDArray[np.bool_]
    life: NDArray[np.bool_]
    life_bad: NDArray[np.bool_]
    before: Array
    after: Array

    @property
    def well(self) -> NDArray[np.bool_]:
        """Which taken steps went well, (D, P)."""
        found: NDArray[np.bool_] = (self.taken >= 0) & (self.met[..., 2] < 5.0)
        return found


def seed_of(seed: int, day: int, person: int) -> int:
    """The planner's seed of one person's day."""
    return (seed * 1_000 + day) * 100_000 + person


def live(
    rule: str,
    world: World,
    *,
    people: int,
    seed: int,
    weeks: int = WEEKS,
    population: BeliefPopulation | None = None,
    refits: bool = False,
    offers: str = "everyday",
) -> Course:
    """Let people live through some weeks under a rule of `RULES`; the same seed, the same people.

    The program knows each one's anxiety score and the record. With `refits` it fits each person
    anew after every step, as the server does; that takes a hundred times as long. `offers` names
    one of `LISTS`. Raises KeyError for an unknown rule or list.
    """
    steps, days = LISTS[offers](), 7 * weeks
    drawn = draw_people(
        people, steps, world, np.random.default_rng([seed, 1]), population=population
    )
    luck = Luck.drawn(days, people, np.random.default_rng([seed, 2]))
    run = _Run.of(RULES[rule], drawn, steps, world, luck, refits=refits)
    before = run.minds.expected()
    for day in range(days):
        run.live_day(day, _planner_draws(seed, day, people))
    return Course(
        rule=rule,
        world=world,
        steps=steps,
        people=drawn,
        before=before,
        after=run.minds.expected(),
        **run.log,
    )


@dataclass(eq=False)
class _Run:
    """One course while it is lived."""

    rule: Rule | None
    world: World
    steps: Steps
    minds: Minds
    known: Knowledge
    luck: Luck
    active: NDArray[np.bool_]
    log: dict[str, Any]
    persons: list[Person]
    refits: bool

    @classmethod
    def of(
        cls,
        rule: Rule | None,
        people: People,
        steps: Steps,
        world: World,
        luck: Luck,
        *,
        refits: bool,
    ) -> "_Run":
        days, count = luck.uniform.shape[:2]
        shape = (days, count)
        persons = [new_person(weak_prior(score)) for score in people.score.tolist()]
        return cls(
            rule=rule,
            world=world,
            steps=steps,
            minds=Minds.of(people, steps, world),
            known=Knowledge.of(persons, steps, days),
            luck=luck,
            active=np.ones(count, dtype=np.bool_),
            persons=persons,
            refits=refits,
            log={
                "offered": np.full(shape, -1),
                "taken": np.full(shape, -1),
                "predicted": np.full((*shape, 3), np.nan),
                "met": np.full((*shape, 3), np.nan),
                "rerated": np.full((*shape, 3), np.nan),
                "chance": np.full(shape, np.nan),
                "left": np.zeros(shape),
                "contact": np.zeros(shape),
                "active": np.zeros(shape, dtype=np.bool_),
                "life": np.zeros(shape, dtype=np.bool_),
                "life_bad": np.zeros(shape, dtype=np.bool_),
            },
        )

    def live_day(self, day: int, draws: Array) -> None:
        """Noon: daily life. Evening: the offer, perhaps the step. Night: some leave for good."""
        self.log["active"][day] = self.active
        self._daily_life(day)
        if self.rule is not None:
            self._offers(day, self.rule, draws)
        self._leave(day)
        self.minds.rest(self.luck.uniform[day, :, 0])
        self.known.tomorrow()

    def _daily_life(self, day: int) -> None:
        """A moment with people comes up of itself, is approached or let go, and not recorded."""
        u = self.luck.uniform[day]
        humans = np.flatnonzero(self.steps.human)
        place = humans[(u[:, 1] * len(humans)).astype(np.intp)]
        willing = self.minds.willing(self.steps, offered=False)[np.arange(len(place)), place]
        who = np.flatnonzero((u[:, 2] < self.world.occasions) & (u[:, 3] < willing))
        met, _, _ = self._meet(day, who, place[who], 0)
        self.log["life"][day, who] = True
        self.log["life_bad"][day, who] = met[:, 2] > 5.0

    def _offers(self, day: int, rule: Rule, draws: Array) -> None:
        u = self.luck.uniform[day]
        seen = view(self.known, self.minds, draws)
        place = rule(seen)
        asked = self.active & (u[:, 4] < self.world.opens)
        willing = self.minds.willing(self.steps, offered=True)[np.arange(len(place)), place]
        who = np.flatnonzero(asked & (u[:, 5] < willing))
        self.log["left"][day] = self.known.minutes_left()
        self.log["contact"][day] = self.known.people_a_week()
        self.log["offered"][day] = np.where(asked, place, -1)
        self.log["taken"][day, who] = place[who]
        self.log["chance"][day, who] = seen.chance[who, place[who]]
        met, predicted, rerated = self._meet(day, who, place[who], 1)
        self.known.take_in(who, place[who], predicted, met)
        for name, told in (("met", met), ("predicted", predicted), ("rerated", rerated)):
            self.log[name][day, who] = told
        if self.refits:
            self._refit(day, who)

    def _refit(self, day: int, who: Indices) -> None:
        """Fit those anew who took a step today, each to the own record."""
        log = self.log
        for person in who.tolist():
            days = np.flatnonzero(log["taken"][: day + 1, person] >= 0).tolist()
            events = [event_of(self.steps, log, one, person) for one in days]
            self.persons[person] = refit(events, self.persons[person])
        self.known.think_again(self.persons, log["taken"], log["met"])

    def _meet(
        self, day: int, who: Indices, place: Indices, moment: int
    ) -> tuple[Array, Array, Array]:
        """What some people (n,) meet, expected and expect now, each (n, 3); and they learn."""
        people, luck = self.minds.people, self.luck.normal[day, who, moment]
        u = self.luck.uniform[day, who, 6 + 2 * moment : 8 + 2 * moment]
        predicted = self.minds.rate(who, place, _scatter(luck[:, :3], luck[:, 8]), lean=True)
        well = u[:, 0] < people.chance[who, place]
        felt = np.stack((people.anxiety[who, place], people.enjoyment[who, place]), axis=1)
        if day < self.world.hard_days:
            well, felt = np.zeros_like(well), felt + HARDER_FELT
        felt = np.clip(np.rint(felt + luck[:, 3:5] * self.world.noise), 0.0, 10.0)
        met = np.column_stack((felt, np.where(well, 0.0, 10.0)))
        self.minds.learn(who, place, met)
        self.minds.turn(who, well, u[:, 1])
        rerated = self.minds.rate(who, place, _scatter(luck[:, 5:8], luck[:, 8]), lean=False)
        return met, predicted, rerated

    def _leave(self, day: int) -> None:
        world, since = self.world, slice(max(0, day - _RECENT_DAYS + 1), day + 1)
        anxiety, _, feared = np.moveaxis(self.minds.expected()[:, :, self.steps.human], 1, 0)
        dread = 0.5 * (anxiety + feared).mean(axis=1)
        lately = self.known.last_hard & (self.known.day - self.known.last_day < _RECENT_DAYS)
        dose = (self.log["taken"][since] >= 0).sum(axis=0)
        risk = world.by_dread * (dread - _MIDDLING_DREAD) + world.by_bad * lately
        risk += world.by_dose * np.maximum(0, dose - _FREE_STEPS)
        if world.informative:
            own = self.minds.people.chance[:, self.steps.human].mean(axis=1)
            risk += _UNSEEN * (_USUAL_CHANCE - own)
            risk += world.by_bad * self.log["life_bad"][since].any(axis=0)
        hazard = np.minimum(1.0, world.leaves * np.exp(risk))
        self.active = self.active & (self.luck.uniform[day, :, 10] >= hazard)


def _scatter(normal: Array, width: Array) -> Array:
    """Heavy-tailed noise (n, 3) from normals (n, 3) and one more (n,) for how wide it is.

    About as wide as Student-t with four degrees of freedom: a mixture of three widths.
    """
    wide = np.where(width > 1.64, 3.0, np.where(width > 0.0, 1.2, 0.8))
    return normal * wide[:, None]


def _planner_draws(seed: int, day: int, people: int) -> Array:
    """`planning.chance.uniform(seed_of(...), 0)` for everybody, (P,)."""
    base = np.uint64(seed_of(seed, day, 0)) + np.arange(people, dtype=np.uint64)
    z = base * np.uint64(0x9E3779B97F4A7C15) + np.uint64(0xD1B54A32D192ED03)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        z = (z ^ (z >> np.uint64(shift))) * np.uint64(factor)
    z ^= z >> np.uint64(31)
    return (z >> np.uint64(11)).astype(np.float64) / float(1 << 53)
