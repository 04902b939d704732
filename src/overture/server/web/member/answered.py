"""What was answered to sets of questions, in the words of the questions and of the answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from overture.content.schema.instrument import Instrument
from overture.measures.contact import CONTACTS, QUESTIONS
from overture.server.assessments import instruments, kinds
from overture.server.assessments.services import PROFILE_NAME
from overture.server.web.member.profile_words import first_taps

AT_THE_START = "The six questions at the start"
OF_KINDS = "Kinds of contact"
NONE_OF_THEM = "None of them"


@dataclass(frozen=True)
class Answered:
    """One set answered once: each question with its answer, and what came of it.

    Where the set is not here any more in that version, what came of it is all that has words.
    """

    title: str
    at: datetime
    said: tuple[tuple[str, str], ...]
    came: tuple[tuple[str, str], ...]


def in_words(rows: Iterable[Mapping[str, Any]]) -> list[Answered]:
    """Rows of answers as they are exported, in words."""
    offered = instruments.offered()
    return [_one(row, offered.get(row["instrument"])) for row in rows]


def _one(row: Mapping[str, Any], here: Instrument | None) -> Answered:
    answers = row["answers"]
    if row["instrument"] == PROFILE_NAME:
        return Answered(AT_THE_START, row["at"], tuple(first_taps(answers)), ())
    if row["instrument"] == kinds.NAME:
        return Answered(OF_KINDS, row["at"], tuple(_of_kinds(answers)), ())
    if here is None or here.version != row["version"]:
        return Answered(row["title"], row["at"], (), tuple(_came(row)))
    came = _came(row) if here.scales else ()
    return Answered(row["title"], row["at"], tuple(_said(here, answers)), tuple(came))


def _of_kinds(answers: Mapping[str, Iterable[str]]) -> Iterable[tuple[str, str]]:
    for question in QUESTIONS:
        if question.id in answers:
            tapped = set(answers[question.id])
            named = [words for kind, words in CONTACTS.items() if kind in tapped]
            yield question.asks, "; ".join(named) or NONE_OF_THEM


def _said(here: Instrument, answers: Mapping[str, float]) -> Iterable[tuple[str, str]]:
    for item in here.items:
        if item.id in answers:
            value = answers[item.id]
            yield item.asks, next(c.words for c in here.choices_of(item) if c.value == value)


def _came(row: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for one in row["readings"]:
        ends = f"on a scale of {one['low']:g} to {one['high']:g}"
        known = one["value"] is not None
        yield one["title"], f"{round(one['value'], 1):g}, {ends}" if known else "no score"
