"""Reading an instrument from a FHIR R4 Questionnaire and the scoring beside it.

What cannot be asked here as it was meant is refused by name: nothing is left out in silence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from overture.content.schema.instrument import Choice, Group, Instrument, Item
from overture.content.schema.scoring import Scoring

Json = Mapping[str, Any]

WEIGHTS: Final = (
    "http://hl7.org/fhir/StructureDefinition/ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/itemWeight",
)
"""The extensions that say what a coded answer counts."""

_LEAST: Final = "http://hl7.org/fhir/StructureDefinition/minValue"
_MOST: Final = "http://hl7.org/fhir/StructureDefinition/maxValue"
_MOST_NUMBERS: Final = 101
STANDING: Final = (
    "Added by whoever runs this server. It can show you how your own answers change, "
    "and is not a diagnosis."
)
_CANNOT: Final = {
    "enableWhen": "it is asked only on a condition",
    "answerValueSet": "its answers are in a value set; write them as answerOption",
    "initial": "it has an answer beforehand",
}


class QuestionnaireError(ValueError):
    """What is wrong with a questionnaire, naming the item by its linkId."""


@dataclass
class _Found:
    """What was met on the way through the items."""

    items: list[Item] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    about: list[str] = field(default_factory=list)


def read_questionnaire(raw: object, scoring: Scoring | None = None) -> Instrument:
    """The instrument that a Questionnaire and its scoring describe.

    Raises QuestionnaireError with the linkId of what is wrong.
    """
    if not isinstance(raw, Mapping) or raw.get("resourceType") != "Questionnaire":
        raise QuestionnaireError("this is not a FHIR Questionnaire (resourceType)")
    found = _Found()
    _walk(raw, (), found, "the questionnaire")
    beside = scoring or Scoring.model_validate({"schema": "instrument-scoring/1"})
    try:
        return Instrument.model_validate(
            {
                "schema": "instrument/1",
                **_head(raw, beside, found),
                "groups": found.groups,
                "items": [item.model_dump() for item in _marked(found.items, beside)],
                "scales": beside.scales,
            }
        )
    except ValidationError as error:
        raise QuestionnaireError(in_words(error)) from error


def in_words(error: ValidationError) -> str:
    """The first of what pydantic found, without its own words."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    said = first["msg"].removeprefix("Value error, ")
    return f"{where}: {said}" if where and first["type"] != "value_error" else said


def _head(raw: Json, beside: Scoring, found: _Found) -> dict[str, str]:
    name = beside.id or _slug(str(raw.get("name") or raw.get("id") or raw.get("title") or ""))
    if not name:
        raise QuestionnaireError("the questionnaire needs a name, or the scoring file an id")
    about = beside.about
    return {
        "id": name,
        "version": beside.version or str(raw.get("version") or "1"),
        "title": beside.title or str(raw.get("title") or name),
        "about": "\n".join(found.about)[:1000] if about is None else about,
        "standing": beside.standing or STANDING,
        "licence": beside.licence or str(raw.get("copyright") or "As whoever added it confirmed"),
        "source": beside.source or str(raw.get("url") or raw.get("publisher") or "Not named"),
        "url": str(raw.get("url") or ""),
    }


def _slug(words: str) -> str:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", words).lower()
    return re.sub(r"[^a-z0-9]+", "-", apart).strip("-")[:60].strip("-")


def _walk(holder: Json, within: tuple[str, ...], found: _Found, where: str) -> None:
    rows = holder.get("item")
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not rows:
        raise QuestionnaireError(f"{where} has no items")
    for number, row in enumerate(rows, start=1):
        _take(row, within, found, f"{where}, item {number}")


def _take(row: object, within: tuple[str, ...], found: _Found, where: str) -> None:
    link = row.get("linkId") if isinstance(row, Mapping) else None
    if not isinstance(row, Mapping) or not isinstance(link, str) or not link.strip():
        raise QuestionnaireError(f"{where} has no linkId")
    for name, why in _CANNOT.items():
        if row.get(name):
            raise QuestionnaireError(f"{link}: cannot be asked here, because {why}")
    kind, words = row.get("type"), str(row.get("text") or "").strip()
    if kind == "display":
        found.about.append(words)
    elif kind == "group":
        found.groups.append(Group(id=link, words=words))
        _walk(row, (*within, link), found, link)
    elif row.get("item"):
        raise QuestionnaireError(f"{link}: only a group may hold further items")
    else:
        found.items.append(_item(link, row, words, within))


def _item(link: str, row: Json, words: str, within: tuple[str, ...]) -> Item:
    if row.get("repeats"):
        raise QuestionnaireError(f"{link}: more than one answer cannot be scored (repeats)")
    if not words:
        raise QuestionnaireError(f"{link}: it has no text")
    kind = row.get("type")
    if kind not in {"choice", "integer"}:
        raise QuestionnaireError(f"{link}: only choice and integer can be asked, not {kind}")
    options = row.get("answerOption") or ()
    choices = [_choice(link, n, one) for n, one in enumerate(options, start=1)]
    if kind == "integer" and not choices:
        choices = list(_numbers(link, row))
    if len(choices) < 2:
        raise QuestionnaireError(f"{link}: it needs two answers or more (answerOption)")
    try:
        return Item.model_validate(
            {"id": link, "asks": words, "choices": choices, "within": within, "kind": kind}
        )
    except ValidationError as error:
        raise QuestionnaireError(f"{link}: {in_words(error)}") from error


def _choice(link: str, number: int, option: object) -> Choice:
    """One answerOption: a whole number, or a coding with what it counts."""
    if not isinstance(option, Mapping):
        raise QuestionnaireError(f"{link}: answer {number} is not an answerOption")
    whole = option.get("valueInteger")
    if isinstance(whole, int) and not isinstance(whole, bool):
        return Choice(value=whole, words=str(whole))
    coding = option.get("valueCoding")
    if not isinstance(coding, Mapping):
        raise QuestionnaireError(f"{link}: answer {number} is neither a coding nor a whole number")
    words = str(coding.get("display") or coding.get("code") or "").strip()
    weight = _weight(option) if _weight(option) is not None else _weight(coding)
    if weight is None or not words:
        lacks = "a display" if not words else "what it counts (ordinalValue or itemWeight)"
        raise QuestionnaireError(f"{link}: answer {number} does not say {lacks}")
    code, system = str(coding.get("code") or ""), str(coding.get("system") or "")
    return Choice(value=weight, words=words, code=code, system=system)


def _weight(holder: Json) -> float | None:
    """What a coded answer counts, if it says so."""
    for one in _extensions(holder):
        value = one.get("valueDecimal")
        if one.get("url") in WEIGHTS and isinstance(value, int | float):
            return float(value)
    return None


def _extensions(holder: Json) -> Iterator[Json]:
    found = holder.get("extension")
    if isinstance(found, Sequence) and not isinstance(found, str):
        yield from (one for one in found if isinstance(one, Mapping))


def _numbers(link: str, row: Json) -> Iterator[Choice]:
    """Every whole number from the least to the most that the item allows."""
    ends = {one.get("url"): one.get("valueInteger") for one in _extensions(row)}
    least, most = ends.get(_LEAST), ends.get(_MOST)
    if not isinstance(least, int) or not isinstance(most, int):
        raise QuestionnaireError(f"{link}: a whole number needs minValue and maxValue")
    if not 2 <= most - least + 1 <= _MOST_NUMBERS:
        raise QuestionnaireError(f"{link}: {least} to {most} cannot be offered as a list")
    yield from (Choice(value=value, words=str(value)) for value in range(least, most + 1))


def _marked(items: Sequence[Item], beside: Scoring) -> list[Item]:
    """The items with what the scoring file says of them."""
    known = {item.id for item in items}
    from_when = {one.item: one.matters_from for one in beside.screened}
    for link in (*beside.reversed, *from_when):
        if link not in known:
            raise QuestionnaireError(f"the scoring file names {link}, and there is no such item")
    return [
        item.model_copy(
            update={
                "reversed": item.id in beside.reversed,
                "screened": item.id in from_when,
                "matters_from": from_when.get(item.id),
            }
        )
        for item in items
    ]
