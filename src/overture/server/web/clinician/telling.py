"""A record in words for a clinician: means with one decimal, and nothing but the ratings given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from overture.content.families import FAMILIES
from overture.planning.caseload import CLOSE
from overture.server.web.moments import Measure, Moment, Pair, pairs
from overture.server.web.telling import ENOUGH_TO_COMPARE, ENOUGH_TO_DESCRIBE, times

OWN_FAMILY = "Own steps"


@dataclass(frozen=True)
class Where:
    """One kind of situation: how often, and its mean ratings of anxiety."""

    name: str
    words: str
    expected: float
    felt: float

    @property
    def is_harder(self) -> bool:
        """Whether it was harder there than expected, on average."""
        return self.felt > self.expected


def decimal(value: float) -> str:
    """A mean of ratings with one decimal, and a minus that is one."""
    rounded = f"{abs(value):.1f}"
    return f"−{rounded}" if value < 0 and rounded != "0.0" else rounded


def heading(rated: Sequence[Pair], measure: Measure) -> str:
    """What the last five say beside the first five; before ten, only how many there are."""
    if len(rated) < ENOUGH_TO_COMPARE:
        return f"{measure.capitalize()}, {len(rated)} rated so far"
    return _anxiety(rated) if measure == "anxiety" else _enjoyment(rated)


def _anxiety(rated: Sequence[Pair]) -> str:
    first, last = _means(rated[:5]), _means(rated[-5:])
    if last[1] > last[0] + CLOSE:
        return "Lately harder than expected"
    if last[0] < first[0] - CLOSE and last[0] - last[1] < first[0] - first[1]:
        return "Expectation is coming down"
    if abs(last[0] - last[1]) <= CLOSE:
        return "Expected and felt are about the same"
    if last[0] > first[0] + CLOSE:
        return "Expects more than at first, and it is still calmer"
    if last[1] < first[1] - CLOSE:
        return "Calmer, and the expectation has not caught up"
    return "Calmer than expected, about as much as at first"


def _enjoyment(rated: Sequence[Pair]) -> str:
    more = sum(pair.lead > 0 for pair in rated)
    return f"Enjoyed more than expected {times(more)} in {len(rated)}"


def ends(rated: Sequence[Pair]) -> list[tuple[str, str]]:
    """First five and last five, from ten on; under that all there are, from five on."""
    if len(rated) >= ENOUGH_TO_COMPARE:
        return [
            ("First five moments", _both(rated[:5])),
            ("Last five moments", _both(rated[-5:])),
        ]
    return [("So far", _both(rated))] if len(rated) >= ENOUGH_TO_DESCRIBE else []


def feared(moments: Sequence[Moment]) -> str:
    """How often what was feared came, beside what the guesses sum to."""
    known = [m for m in moments if m.feared.in_ten is not None and m.feared.happened]
    if not known:
        return ""
    came = sum(m.feared.happened == "yes" for m in known)
    partly = sum(m.feared.happened == "partly" for m in known)
    in_part = f", partly {times(partly)}" if partly else ""
    total = sum(m.feared.in_ten or 0 for m in known) / 10
    return f"{times(came)}{in_part}, guesses sum to {decimal(total)}"


def where(moments: Sequence[Moment]) -> list[Where]:
    """Mean anxiety by kind of situation, the most frequent first."""
    found = []
    for family, named in FAMILIES.items():
        rated = pairs([m for m in moments if m.family == family], "anxiety")
        if rated:
            name = OWN_FAMILY if family == "own" else named.title
            found.append(
                (len(rated), Where(name, f"{times(len(rated))}, {_both(rated)}", *_means(rated)))
            )
    return [one for _, one in sorted(found, key=lambda item: -item[0])]


def without_titles(moments: Sequence[Moment]) -> list[Moment]:
    """The same moments by kind alone, where what was done is not shared."""
    return [
        replace(moment, title="A scene" if moment.practice else "With people") for moment in moments
    ]


def _both(rated: Sequence[Pair]) -> str:
    expected, felt = _means(rated)
    return f"expected {decimal(expected)}, felt {decimal(felt)}"


def _means(rated: Sequence[Pair]) -> tuple[float, float]:
    return fmean(pair.expected for pair in rated), fmean(pair.felt for pair in rated)
