"""Why this step: one plain sentence from the person's own record, and honest when that is empty."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from overture.planning.candidates import Candidate
from overture.planning.chance import uniform
from overture.planning.record import NO_TIMES, Tally
from overture.planning.words import every_time, number, sentence, times_of

# Below this many points of size, one step is "only a little further" than another.
A_LITTLE = 1.0


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A step of the same family that was done, by its short name, and how much further
    (points of size, negative if less far) the offered step is.
    """

    name: str
    further: float


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a reason may speak of. `rule` is the rule of the offer; see `plan.Rule`.

    `leaned_to`: it was a little likelier because the open week of the course looks at its family.
    """

    candidate: Candidate
    rule: str
    seed: int
    family: Tally = NO_TIMES
    everything: Tally = NO_TIMES
    after_hard: bool = False
    nearest: Neighbour | None = None
    now: datetime | None = None
    leaned_to: bool = False


THE_COURSE = " It also belongs to this week of the course."


def reason(grounds: Grounds) -> str:
    """One sentence in one of several phrasings, by seed, and the course if it had a part in it.

    Never a grade, never a score.
    """
    phrasings = _phrasings(grounds)
    said = phrasings[int(uniform(grounds.seed, 1_000) * len(phrasings))]
    return said + THE_COURSE if grounds.leaned_to else said


def _phrasings(grounds: Grounds) -> list[str]:
    """The first that applies; what happened last comes before what happened often."""
    candidate, tried = grounds.candidate, grounds.everything.times > 0
    cases: tuple[tuple[bool, Callable[[Grounds], list[str]]], ...] = (
        (grounds.rule == "smaller", _something_smaller),
        (grounds.after_hard, _after_hard),
        (grounds.rule == "pair", _after_practice),
        (not tried, _nothing_yet),
        (grounds.rule == "smallest", _the_smallest),
        (candidate.times_done > 0, _once_more),
        (grounds.family.rated > 0, _from_family),
    )
    return next((say for applies, say in cases if applies), _from_elsewhere)(grounds)


def _something_smaller(_: Grounds) -> list[str]:
    return [
        "A smaller one. It counts just as much.",
        "Less far than the last suggestion, and still a step.",
        "Something smaller, as you asked.",
    ]


def _after_hard(_: Grounds) -> list[str]:
    return [
        "The last one was hard, so this one is smaller.",
        "A smaller one, because the last one was hard.",
        "Smaller on purpose: the last one was hard.",
    ]


def _after_practice(grounds: Grounds) -> list[str]:
    family = grounds.candidate.family
    return [
        f"Practice for {family} went well, and this is the smallest real one that fits.",
        f"Chosen because practice for {family} went well. This is the smallest of it for real.",
        f"Your practice for {family} went well. This is a small one with a person in it.",
    ]


def _nothing_yet(grounds: Grounds) -> list[str]:
    if grounds.candidate.kind == "scene":
        return [
            "A small first one, with a partner the program plays. You can stop at any line.",
            "There is no record yet, so this is a small one to begin it.",
            "A small practice to start from, because nothing is known yet.",
        ]
    return [
        "A small first one: nobody has to answer for it to count.",
        "There is no record yet, so this is a small one to begin it.",
        "A small one to start from. It counts whatever anybody else does.",
    ]


def _the_smallest(_: Grounds) -> list[str]:
    return [
        "The smallest one on your list today.",
        "Little is certain about the others yet, so this is the smallest.",
        "Today this is the smallest there is, and not today is fine too.",
    ]


def _once_more(grounds: Grounds) -> list[str]:
    ago = _ago(grounds.now, grounds.candidate.last_done)
    if grounds.candidate.times_well:
        return [
            f"You did this one {ago} and it has gone well before. Once more, with a gap between.",
            f"Chosen because this has gone well before, the last time {ago}.",
        ]
    return [
        f"You tried this one {ago}. Another go, and it need not be better than the last.",
        f"Tried once already, {ago}, and still open."
        if grounds.candidate.times_done == 1
        else f"Tried {number(grounds.candidate.times_done)} times, the last {ago}, and still open.",
    ]


def _from_family(grounds: Grounds) -> list[str]:
    family, tally, tail = grounds.candidate.family, grounds.family, _tail(grounds.nearest)
    if tally.better:
        often = _how_often(tally.better, tally.rated)
        return [
            f"Chosen because {family} went better than you expected {often}{tail}.",
            sentence(f"{family} went better than you expected {often}{tail}."),
            f"Your record says {family} went better than you expected {often}{tail}.",
        ]
    if tally.worse:
        often = _how_often(tally.worse, tally.rated)
        return [
            sentence(f"{family} were harder than you expected {often}, so look at the size first."),
            sentence(f"{family} were harder than you expected {often}. This one may wait."),
        ]
    often = _how_often(tally.rated, tally.rated)
    return [
        f"Chosen because {family} went about as you expected {often}{tail}.",
        sentence(f"{family} went about as you expected {often}{tail}."),
    ]


def _from_elsewhere(grounds: Grounds) -> list[str]:
    family, rated = grounds.candidate.family, grounds.everything.rated
    better = grounds.everything.better
    if grounds.family.times:
        return [f"You have tried {family} without saying how it was, so this is a guess."]
    if not better:
        return [
            f"You have not tried {family} yet, so there is nothing to hold against them.",
            f"Something different: {family} are not in your record yet.",
        ]
    moments = _moments(better, rated)
    return [
        f"You have not tried {family} yet, and {moments} went better than you expected.",
        sentence(f"{moments} went better than you expected, and {family} would be new."),
    ]


def _how_often(part: int, whole: int) -> str:
    return every_time(whole) if part == whole else times_of(part, whole)


def _moments(part: int, whole: int) -> str:
    if whole == 1:
        return "your one moment so far"
    if part == whole:
        return (
            "both your moments so far" if whole == 2 else f"all your {number(whole)} moments so far"
        )
    return f"{number(part)} of your {number(whole)} moments so far"


def _tail(nearest: Neighbour | None) -> str:
    """How far this is from what was done, as the end of a sentence."""
    if nearest is None:
        return ""
    if nearest.further < 0.0:
        return f", and this is no further than {nearest.name}"
    if nearest.further < A_LITTLE:
        return f", and this is only a little further than {nearest.name}"
    return f", and this goes on from {nearest.name}"


def _ago(now: datetime | None, last: datetime | None) -> str:
    if now is None or last is None:
        return "some time ago"
    days = (now.date() - last.astimezone(now.tzinfo).date()).days
    if days <= 0:
        return "earlier today"
    return "yesterday" if days == 1 else f"{number(days)} days ago"
