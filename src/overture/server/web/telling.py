"""The record in words: counts and averages of a member's own ratings, said plainly.

Under five moments nothing is claimed, under ten nothing is compared. Chances are "times in 10" or
plain counts; what was harder is always said; nobody is graded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from overture.content.families import FAMILIES
from overture.server.web.charts import short_day
from overture.server.web.moments import Measure, Moment, Pair, pairs

ENOUGH_TO_DESCRIBE = 5
ENOUGH_TO_COMPARE = 10
FEW = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
TOO_FEW = "Too few to call it a pattern, so Overture doesn’t."
KINDER = {"anxiety": "calmer than you expected", "enjoyment": "more enjoyable than you expected"}
HARDER = {"anxiety": "harder", "enjoyment": "less enjoyable"}


@dataclass(frozen=True)
class Sentence:
    """A sentence with one part that stands out."""

    before: str
    strong: str = ""
    after: str = ""

    def __str__(self) -> str:
        return self.before + self.strong + self.after


@dataclass(frozen=True)
class Place:
    """One kind of situation on the record: how often, and its average ratings."""

    name: str
    words: str
    expected: float
    felt: float

    @property
    def is_harder(self) -> bool:
        """Whether it was harder there than expected, on average."""
        return self.felt > self.expected


@dataclass(frozen=True)
class FearedCount:
    """What was feared and what came of it, over the moments where both were said."""

    moments: int
    guessed: int
    guess: Sentence
    happened: int
    came: Sentence
    events: tuple[str, ...]
    after: str


def rounded(value: float) -> int:
    """A rating as it is shown: half a point goes up."""
    return int(value + 0.5)


def number(count: int) -> str:
    """A count at the start of a sentence: words up to nine."""
    return FEW[count] if count < len(FEW) else str(count)


def times(count: int) -> str:
    """How often: never, once, 2 times."""
    return {0: "never", 1: "once"}.get(count, f"{count} times")


def moments_of(count: int) -> str:
    """How many moments: One moment, 17 moments."""
    return f"{number(count)} moment{'' if count == 1 else 's'}"


def lead(moments: Sequence[Moment]) -> str:
    """The one sentence under the title; empty while there is nothing."""
    if not moments:
        return ""
    rated = pairs(moments, "anxiety")
    if len(rated) >= ENOUGH_TO_COMPARE:
        return _movement(rated)
    if len(moments) < ENOUGH_TO_COMPARE:
        return f"{moments_of(len(moments))} so far. From ten on, there may be a pattern to see."
    return (
        f"{moments_of(len(moments))} so far, {_lower(number(len(rated)))} with a guess beforehand."
    )


def _movement(rated: Sequence[Pair]) -> str:
    """What the last five say beside the first five, from the numbers as they are shown."""
    (first_e, first_h), (last_e, last_h) = _ends(rated)
    gap, gap_now = first_e - first_h, last_e - last_h
    if last_h > last_e:
        return "Lately it has been harder than you expected. Smaller steps are fair."
    if last_e < first_e and 0 <= gap_now < gap:
        return "What you expect is coming down to what really happens."
    if last_e > first_e:
        return "You expect more anxiety than you did at first, and it is still calmer than that."
    if last_e == last_h:
        return "What you expect and what happens are about the same."
    if last_h < first_h:
        return "It has become calmer, and your guess has not caught up yet."
    return "It is still calmer than you expect, about as much as at first."


def first_and_last(rated: Sequence[Pair]) -> list[tuple[str, str]]:
    """First five against last five, from ten moments on; before that, nothing."""
    if len(rated) < ENOUGH_TO_COMPARE:
        return []
    names = ("Your first five", "Your last five")
    return [
        (name, f"expected {expected}, was {felt}")
        for name, (expected, felt) in zip(names, _ends(rated), strict=True)
    ]


def _ends(rated: Sequence[Pair]) -> tuple[tuple[int, int], tuple[int, int]]:
    return _average(rated[:5]), _average(rated[-5:])


def _average(rated: Sequence[Pair]) -> tuple[int, int]:
    return rounded(fmean(p.expected for p in rated)), rounded(fmean(p.felt for p in rated))


def few(rated: Sequence[Pair], measure: Measure) -> str:
    """What can be said of fewer than ten: counts, and that they are few."""
    if not rated:
        return "No guess beforehand yet. The picture needs both: a guess, and what happened."
    end = (
        TOO_FEW if len(rated) < ENOUGH_TO_DESCRIBE else "Nothing more is said before there are ten."
    )
    return f"{moments_of(len(rated))}{_how_they_were(rated, measure)}. {end}"


def _how_they_were(rated: Sequence[Pair], measure: Measure) -> str:
    kinder, same, harder = _counts(rated)
    total = len(rated)
    words = {
        KINDER[measure]: kinder,
        "as you expected": same,
        HARDER[measure] + (" than you expected" if not kinder else ""): harder,
    }
    told = {name: count for name, count in words.items() if count}
    if len(told) == 1:
        every = {1: "", 2: "both "}.get(total, "all ")
        return f", {every}{next(iter(told))}"
    return ": " + ", ".join(f"{name} {times(count)}" for name, count in told.items())


def _counts(rated: Sequence[Pair]) -> tuple[int, int, int]:
    """How many were kinder, the same, harder."""
    kinder = sum(pair.lead > 0 for pair in rated)
    harder = sum(pair.lead < 0 for pair in rated)
    return kinder, len(rated) - kinder - harder, harder


def enjoyed(rated: Sequence[Pair]) -> Sentence:
    """How enjoyment compared, in counts over one denominator, from five moments on."""
    kinder, same, less = _counts(rated)
    first, *rest = [
        (words, count)
        for words, count in (
            ("more than you expected", kinder),
            ("the same", same),
            ("less", less),
        )
        if count
    ]
    start = {"the same": "the same as you expected", "less": "less than you expected"}
    opening = start.get(first[0], first[0])
    others = "".join(f", {words} {times(count)}" for words, count in rest) + _less_once(
        rated, kinder
    )
    return Sentence(
        before=f"{opening[0].upper()}{opening[1:]} ",
        strong=f"{times(first[1])} in {len(rated)}",
        after=f"{others}.{_expecting_more(rated)}",
    )


def _less_once(rated: Sequence[Pair], kinder: int) -> str:
    """The one day that was less enjoyable, by its date, where it closes the sentence."""
    less = [pair for pair in rated if pair.lead < 0]
    return f", on {short_day(less[0].day)}" if len(less) == 1 and kinder else ""


def _expecting_more(rated: Sequence[Pair]) -> str:
    if len(rated) < ENOUGH_TO_COMPARE:
        return ""
    (first_e, _), (last_e, _) = _ends(rated)
    if last_e > first_e:
        return " You have begun to expect more, too."
    return ""


def caption(rated: Sequence[Pair]) -> str:
    """What the drawing of anxiety means, and which days were harder."""
    words = ["Each pair of dots is one moment."]
    if any(pair.lead > 0 for pair in rated):
        words.append("The light between the lines is how much kinder it was than you thought.")
    if len(rated) >= ENOUGH_TO_COMPARE:
        (first_e, first_h), (last_e, last_h) = _ends(rated)
        if last_e < first_e and 0 <= last_e - last_h < first_e - first_h:
            words.append("It narrows because your guess is getting closer.")
    words += _harder_days(rated)
    return " ".join(words)


def _harder_days(rated: Sequence[Pair]) -> list[str]:
    """Every harder day by name while they are few; else how many, and the last."""
    harder = [pair for pair in rated if pair.lead < 0]
    if not harder:
        return []
    if len(harder) == 1:
        return [f"{_named(harder[0])} was harder than you expected."]
    if len(harder) <= 3:
        names = ", ".join(_named(pair) for pair in harder[:-1]) + f" and {_named(harder[-1])}"
        return [f"{number(len(harder))} were harder than you expected: {names}."]
    last = short_day(harder[-1].day)
    return [f"{number(len(harder))} were harder than you expected, the last on {last}."]


def _named(pair: Pair) -> str:
    return f"“{pair.title}” on {short_day(pair.day)}"


def read_aloud(rated: Sequence[Pair], measure: Measure) -> str:
    """The drawing in words, for whoever cannot see it."""
    if len(rated) < ENOUGH_TO_COMPARE:
        expected = _listed([pair.expected for pair in rated])
        felt = _listed([pair.felt for pair in rated])
        return f"Expected {expected}, was {felt}.{_aloud_harder(rated, measure)}"
    lines = []
    for name, values in (
        ("Expected", [pair.expected for pair in rated]),
        ("Felt", [pair.felt for pair in rated]),
    ):
        start, end = around(values[:5]), around(values[-5:])
        lines.append(f"{name} {measure} starts at {start} and is {end} at the end.")
    return " ".join(lines) + _aloud_harder(rated, measure)


def _aloud_harder(rated: Sequence[Pair], measure: Measure) -> str:
    harder = [pair for pair in rated if pair.lead < 0]
    if not harder:
        return ""
    side = "above" if measure == "anxiety" else "below"
    days = [f"{short_day(p.day)}: {p.felt} against {p.expected}" for p in harder[-3:]]
    last = " most recently" if len(harder) > 3 else ""
    return (
        f" Felt {measure} was {side} expected {times(len(harder))},{last} on {', on '.join(days)}."
    )


def around(values: Sequence[int]) -> str:
    """A few ratings as one phrase: 5, 8 or 9, between 2 and 4."""
    low, high = min(values), max(values)
    if low == high:
        return str(low)
    return f"{low} or {high}" if high - low == 1 else f"between {low} and {high}"


def _listed(values: Sequence[int]) -> str:
    if len(values) == 1:
        return str(values[0])
    return ", ".join(str(value) for value in values[:-1]) + f" and {values[-1]}"


def feared(moments: Sequence[Moment]) -> FearedCount | None:
    """Guesses added up against what happened; None until both were said of one moment."""
    known = [m for m in moments if m.feared.in_ten is not None and m.feared.happened]
    if not known:
        return None
    total = sum(m.feared.in_ten or 0 for m in known) / 10
    came = [m for m in known if m.feared.happened == "yes"]
    partly = sum(m.feared.happened == "partly" for m in known)
    about = "less than once" if total < 0.5 else f"about {times(rounded(total))}"
    over = (
        "In one moment your guess comes"
        if len(known) == 1
        else f"Over {len(known)} moments your guesses add up"
    )
    return FearedCount(
        moments=len(known),
        guessed=rounded(total),
        guess=Sentence(f"{over} to it happening ", about, "."),
        happened=len(came),
        came=_what_came(len(came), partly, total),
        events=_events(came),
        after=_stayed(came),
    )


def _what_came(came: int, partly: int, guessed: float) -> Sentence:
    more = ", more often than you guessed" if came > rounded(guessed) else ""
    in_part = f", and partly {times(partly)}" if partly else ""
    if not came:
        return Sentence("It ", "did not happen", f"{in_part}.")
    return Sentence("It happened ", times(came), f"{in_part}{more}")


def _events(came: Sequence[Moment]) -> tuple[str, ...]:
    """The member's own words for what did happen, while they are few."""
    told = [moment for moment in came if moment.feared.event]
    return tuple(m.feared.event for m in told) if len(told) == len(came) <= 3 else ()


def _stayed(came: Sequence[Moment]) -> str:
    if not came or not all(moment.stayed for moment in came):
        return ""
    return {1: "You stayed.", 2: "You stayed in both."}.get(len(came), "You stayed each time.")


def places(moments: Sequence[Moment]) -> list[Place]:
    """Average anxiety by kind of situation, the widest kinder gap first."""
    found = []
    for family, named in FAMILIES.items():
        rated = pairs([m for m in moments if m.family == family], "anxiety")
        if rated:
            expected, felt = fmean(p.expected for p in rated), fmean(p.felt for p in rated)
            words = f"{times(len(rated))}, expected {rounded(expected)}, was {rounded(felt)}"
            found.append(Place(named.title, words, expected, felt))
    return sorted(found, key=lambda place: place.felt - place.expected)


def kinds(count: int) -> str:
    """How many kinds of situation there are on the record, and why more of them help."""
    if count == 1:
        return "One kind of situation so far. Practice in others helps this to last."
    more = "practice in more of them helps this to last"
    return f"{number(count)} kinds of situation so far, and {more}."


def closest(moments: Sequence[Moment]) -> str:
    """Which kinds of situation are harder than, or close to, what was expected; else empty."""
    rated = {f: pairs([m for m in moments if m.family == f], "anxiety") for f in FAMILIES}
    if sum(map(len, rated.values())) < ENOUGH_TO_COMPARE:
        return ""
    averages = {
        family: (fmean(p.expected for p in some), fmean(p.felt for p in some))
        for family, some in rated.items()
        if len(some) > 1
    }
    harder = [f for f, (expected, felt) in averages.items() if felt > expected]
    close = [f for f, (expected, felt) in averages.items() if 0 <= expected - felt < 2]
    hard = all(averages[family][1] >= 5 for family in close)
    return " ".join(
        part for part in (_harder_kinds(harder), _close_kinds(close, hard=hard)) if part
    )


def _harder_kinds(families: Sequence[str]) -> str:
    if not families:
        return ""
    was = "was" if _is_one(families) else "were"
    return f"{_kinds_named(families)} {was} harder than you expected, on average."


def _close_kinds(families: Sequence[str], *, hard: bool) -> str:
    if not families:
        return ""
    verb, they = ("is", "It") if _is_one(families) else ("are", "They")
    ones = " " if _is_one(families) or len(families) == 1 else " the ones "
    close = f"{_kinds_named(families)} {verb}{ones}where your guess is already close."
    return f"{close} {they} may simply be harder for now." if hard else close


def _is_one(families: Sequence[str]) -> bool:
    return len(families) == 1 and FAMILIES[families[0]].is_singular


def _kinds_named(families: Sequence[str]) -> str:
    names = ["Your own steps" if family == "own" else FAMILIES[family].title for family in families]
    rest = [_lower(name) for name in names[1:]]
    if not rest:
        return names[0]
    return ", ".join([names[0], *rest[:-1]]) + f" and {rest[-1]}"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
