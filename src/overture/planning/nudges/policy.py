"""Whether to nudge now: the person's rules first, then limits that always hold, then chance.

Nothing here sends. The caller asks once in each window, keeps what is decided, and says later what
became of it. A nudge never rewards: what follows a step is always the same (see `words`).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal, TypeAlias

import numpy as np

from overture.planning.nudges import learner as learning
from overture.planning.nudges.learner import Features, Learner, new_learner
from overture.planning.nudges.wishes import LATEST, Choices, Circumstances, wished

APART: Final = timedelta(hours=20)
WEEK: Final = timedelta(days=7)
WEEKLY: Final = 4
LASTS: Final = timedelta(hours=4)
IGNORED: Final = 2
REMEMBERED: Final = 6
"""Windows decided on that are remembered: who flies west meets a day's windows twice."""

Why: TypeAlias = Literal[
    "wished",
    "drawn",
    "not drawn",
    "switched off",
    "paused",
    "outside the windows",
    "decided already",
    "too soon",
    "enough this week",
    "after the course",
]
Chance: TypeAlias = Callable[[Learner, Features], float]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided at one moment, with all that is needed to judge it later.

    `probability` is the chance of sending: 1 where the person's own rule asked for it, 0 where a
    limit forbade it. `expires` is when a nudge that was sent stops being shown.
    """

    at: datetime
    sent: bool
    why: Why
    probability: float
    features: Features | None = None
    expires: datetime | None = None

    @property
    def by_chance(self) -> bool:
        """Whether it was drawn for: only such decisions teach anything."""
        return self.why in {"drawn", "not drawn"}


@dataclass(frozen=True, eq=False)
class NudgeState:
    """What is remembered of one person: what was learned, the dose, and the last nudges.

    `sent` holds those of the last week; `waiting` is when the last one expires, if it is neither
    opened nor expired; `decided` holds day and place of the last windows that were decided on.
    """

    learner: Learner
    dose: float = 0.0
    sent: tuple[datetime, ...] = ()
    waiting: datetime | None = None
    ignored: int = 0
    decided: tuple[tuple[date, int], ...] = ()

    @property
    def paused(self) -> bool:
        """Two in a row were ignored: nothing more comes until the person asks for it again."""
        return self.ignored >= IGNORED


def new_state() -> NudgeState:
    """Somebody who was never nudged."""
    return NudgeState(new_learner())


def decide(
    state: NudgeState,
    choices: Choices,
    today: Circumstances,
    *,
    now: datetime,
    rng: np.random.Generator,
    chance: Chance = learning.chance,
) -> tuple[NudgeState, Decision]:
    """Whether to nudge at `now`, which is in the person's own time zone.

    Raises ValueError unless `now` carries a time zone.
    """
    if now.tzinfo is None or now.utcoffset() is None:
        raise ValueError("now must carry a time zone")
    state = lapsed(state, now)
    window = _window(choices, now)
    refused = _refused(state, choices, window, now)
    if window is None or refused in {"switched off", "outside the windows", "decided already"}:
        return state, Decision(now, sent=False, why=refused or "outside the windows", probability=0)
    decision = (
        Decision(now, sent=False, why=refused, probability=0.0)
        if refused
        else _drawn(state, choices, today, window, now, rng, chance)
    )
    return _after(state, decision, (now.date(), window)), decision


def opened(state: NudgeState, at: datetime) -> NudgeState:
    """The person opened a nudge before it expired."""
    state = lapsed(state, at)
    return state if state.waiting is None else replace(state, waiting=None, ignored=0)


def asked_again(state: NudgeState) -> NudgeState:
    """The person wants nudges again after a pause."""
    return replace(state, ignored=0, waiting=None)


def never_came(state: NudgeState, at: datetime) -> NudgeState:
    """The nudge that was decided on at `at` could not be sent: nobody left it, and nobody tired.

    Said before the next window is decided on.
    """
    utc = at.astimezone(UTC)
    if utc not in state.sent:
        return state
    others = tuple(one for one in state.sent if one != utc)
    return replace(state, sent=others, waiting=None, dose=max(0.0, state.dose - 1.0))


def settled(state: NudgeState, decision: Decision, *, done: bool) -> NudgeState:
    """A day after: whether a planned step was done within it. Only what was drawn for teaches."""
    if not decision.by_chance or decision.features is None:
        return state
    learned = learning.learn(
        state.learner,
        decision.features,
        sent=decision.sent,
        probability=decision.probability,
        done=done,
    )
    return replace(state, learner=learned)


def lapsed(state: NudgeState, now: datetime) -> NudgeState:
    """A nudge that expired unopened was ignored."""
    if state.waiting is None or now.astimezone(UTC) < state.waiting:
        return state
    return replace(state, waiting=None, ignored=state.ignored + 1)


def _window(choices: Choices, now: datetime) -> int | None:
    at = now.time()
    held = (place for place, one in enumerate(choices.windows) if one.holds(at))
    return None if at >= LATEST else next(held, None)


def _refused(state: NudgeState, choices: Choices, window: int | None, now: datetime) -> Why | None:
    """The first limit that forbids it, or None. Hours are counted, not what clocks show."""
    utc = now.astimezone(UTC)
    lately = [at for at in state.sent if utc - at < WEEK]
    limits: tuple[tuple[bool, Why], ...] = (
        (not choices.on, "switched off"),
        (window is None, "outside the windows"),
        ((now.date(), window) in state.decided, "decided already"),
        (state.paused, "paused"),
        (any(utc - at < APART for at in lately), "too soon"),
        (any(at.astimezone(now.tzinfo).date() == now.date() for at in lately), "too soon"),
        (len(lately) >= WEEKLY, "enough this week"),
    )
    return next((why for applies, why in limits if applies), None)


def _drawn(
    state: NudgeState,
    choices: Choices,
    today: Circumstances,
    window: int,
    now: datetime,
    rng: np.random.Generator,
    chance: Chance,
) -> Decision:
    """The person's own rule if one holds, else a draw; after the course the rule alone."""
    expires = _expires(choices, window, now)
    features = learning.features_of(state.dose, planned=today.planned, quiet_days=today.quiet_days)
    if wished(choices, today, now.weekday()):
        return Decision(now, sent=True, why="wished", probability=1.0, expires=expires)
    if today.after_course:
        return Decision(now, sent=False, why="after the course", probability=0.0)
    probability = chance(state.learner, features)
    sent = bool(rng.random() < probability)
    return Decision(
        at=now,
        sent=sent,
        why="drawn" if sent else "not drawn",
        probability=probability,
        features=features,
        expires=expires if sent else None,
    )


def _expires(choices: Choices, window: int, now: datetime) -> datetime:
    """At the end of the window, or four hours on if that is sooner."""
    ends = now.replace(
        hour=choices.windows[window].ends.hour,
        minute=choices.windows[window].ends.minute,
        second=0,
        microsecond=0,
        fold=now.fold,
    )
    return min(ends.astimezone(UTC), now.astimezone(UTC) + LASTS)


def _after(state: NudgeState, decision: Decision, where: tuple[date, int]) -> NudgeState:
    utc = decision.at.astimezone(UTC)
    kept = tuple(at for at in state.sent if utc - at < WEEK)
    return replace(
        state,
        dose=learning.next_dose(state.dose, sent=decision.sent),
        sent=(*kept, utc) if decision.sent else kept,
        waiting=decision.expires if decision.sent else state.waiting,
        decided=(*state.decided[1 - REMEMBERED :], where),
    )
