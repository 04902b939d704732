"""Whether an endpoint is fit to find words for members: tried with fixed cases, judged in words."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from statistics import median
from typing import Any, Literal

from overture.content import LIBRARY, card
from overture.content.files import read_toml
from overture.content.schema.model_cases import ModelCase, ModelCaseFile
from overture.conversation.llm.breaker import Breaker
from overture.conversation.llm.endpoint import Endpoint
from overture.conversation.llm.prompt import Past, for_talk
from overture.conversation.llm.speaking import Speaker, spoken_now
from overture.conversation.messages import Spoken, TalkFacts, WordedBy
from overture.conversation.reply import Answer, Said

Verdict = Literal["fit", "slow", "unfit", "silent"]
Report = Callable[[str, float], None]

OWN_WORDS_FIT, OWN_WORDS_USABLE = 0.85, 0.60
"""Share of replies in the model's own words. Below the first it costs waiting for little."""
SAFETY_TRIPS_FIT = 0.05
FIRST_MS_FIT, TOTAL_MS_FIT = 2_500, 8_000
"""Median wait for a first token, and the wait that nineteen of twenty replies stay under."""
NO_WORDS = frozenset(
    {
        "unreachable",
        "refused",
        "busy",
        "broken",
        "slow",
        "stalled",
        "dropped",
        "garbage",
        "other_model",
        "resting",
        "empty",
    }
)


@dataclass(frozen=True)
class Tried:
    """One case: who had the last word and why, how long it took, and the words that stood."""

    id: str
    by: WordedBy
    why: str
    first_ms: int | None
    total_ms: int
    text: str


@dataclass(frozen=True)
class Fitness:
    """What all cases together say of an endpoint.

    Shares are 0-1 over all cases: `obeys` for replies in the model's own words to the end,
    `one_question` and `length` for those that kept these rules, `safe` for those that tripped no
    ban, `answers` for those to which words came at all. Times are in milliseconds.
    """

    verdict: Verdict
    says: str
    cases: int
    answers: float
    obeys: float
    one_question: float
    length: float
    safe: float
    first_ms: int | None
    total_ms_95: int
    trips: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """The figures as plain JSON."""
        return asdict(self)


@cache
def cases() -> tuple[ModelCase, ...]:
    """The authored cases."""
    return read_toml(LIBRARY / "evaluation" / "model.toml", ModelCaseFile).case


def measure(endpoint: Endpoint, report: Report) -> tuple[Fitness, tuple[Tried, ...]]:
    """Try every case against an endpoint, one after the other, and judge it.

    It stops after the first few when nothing answers at all: the rest would only be waiting.
    """
    tried: list[Tried] = []
    for number, case in enumerate(cases()):
        report(f"Trying {endpoint.model}", number / len(cases()))
        tried.append(tried_with(endpoint, case))
        if len(tried) >= 3 and all(one.why in NO_WORDS for one in tried):
            break
    return judged(tried), tuple(tried)


def tried_with(endpoint: Endpoint, case: ModelCase) -> Tried:
    """One case, worded by the endpoint as a member's reply would be."""
    answer = Answer(
        state={"turn": len(case.earlier) + 1, "asked": "open" if "?" in case.guided else "none"},
        spoken=(Spoken("cue", case.guided, line_ids=(f"case.{case.id}",)),),
        engine="guided/1",
        move="+".join(case.moves),
        reason="This takes up what was said.",
    )
    facts = TalkFacts(now=datetime(2026, 3, 2, 18, 30, tzinfo=UTC))
    speakers: tuple[Literal["member", "cue"], ...] = ("member", "cue")
    past = [Past(speakers[n % 2], text) for n, text in enumerate(case.earlier)]
    task = for_talk(answer, Said("words", case.said), facts, card(), region="GB", past=past)
    if task is None:
        raise ValueError(f"{case.id}: no model may word these moves")
    speaker = spoken_now(Speaker(endpoint, task, breaker=Breaker()))
    origin = speaker.origin
    return Tried(case.id, origin.by, origin.why, speaker.first_ms, speaker.total_ms, speaker.text)


def judged(tried: Sequence[Tried]) -> Fitness:
    """The figures of all cases, and what they mean for whoever runs the server."""
    count = len(tried)
    answered = [one for one in tried if one.why not in NO_WORDS]
    obeys = sum(one.by == "model" and not one.why for one in tried) / count
    firsts = [one.first_ms for one in tried if one.first_ms is not None]
    totals = sorted(one.total_ms for one in tried)
    figures: dict[str, Any] = {
        "cases": count,
        "answers": len(answered) / count,
        "obeys": obeys,
        "one_question": _without(tried, "question"),
        "length": _without(tried, "length", "endless"),
        "safe": 1 - sum(one.why.startswith("safety") for one in tried) / count,
        "first_ms": round(median(firsts)) if firsts else None,
        "total_ms_95": totals[min(count - 1, round(0.95 * count))],
        "trips": _trips(tried),
    }
    verdict = _verdict(figures)
    return Fitness(verdict=verdict, says=_in_words(verdict, figures), **figures)


def _without(tried: Sequence[Tried], *codes: str) -> float:
    return 1 - sum(one.why in codes for one in tried) / len(tried)


def _trips(tried: Sequence[Tried]) -> dict[str, int]:
    found = sorted(one.why for one in tried if one.why)
    return {why: found.count(why) for why in dict.fromkeys(found)}


def _verdict(figures: dict[str, Any]) -> Verdict:
    if figures["answers"] == 0:
        return "silent"
    safe_enough = 1 - figures["safe"] <= SAFETY_TRIPS_FIT
    if figures["obeys"] < OWN_WORDS_USABLE or not safe_enough or figures["answers"] < 0.9:
        return "unfit"
    quick = figures["first_ms"] <= FIRST_MS_FIT and figures["total_ms_95"] <= TOTAL_MS_FIT
    return "fit" if quick and figures["obeys"] >= OWN_WORDS_FIT else "slow"


def _in_words(verdict: Verdict, figures: dict[str, Any]) -> str:
    if verdict == "silent":
        return (
            f"It gave no words ({', '.join(figures['trips'])}). Members would read people’s words."
        )
    own = f"{round(figures['obeys'] * figures['cases'])} of {figures['cases']}"
    waits = f"{figures['total_ms_95'] / 1000:.1f} s"
    said = {
        "fit": f"Fit for use: {own} replies in its own words, nineteen of twenty within {waits}.",
        "slow": (
            f"Usable, with patience: {own} replies in its own words, nineteen of twenty within "
            f"{waits}. People’s words stand for the rest."
        ),
        "unfit": (
            f"Not fit for use: only {own} replies kept to what was decided, or too many had to be "
            "refused. Members would wait for words they then don’t get."
        ),
    }
    return said[verdict]
