"""What was answered, as a FHIR R4 QuestionnaireResponse."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from overture.content.schema.instrument import Instrument, Item
from overture.measures.questionnaire import WEIGHTS
from overture.measures.scoring import Answers


def questionnaire_response(
    instrument: Instrument | None, *, name: str, version: str, answers: Answers, at: datetime
) -> dict[str, Any]:
    """Every item that was answered, in the groups of its questionnaire; a skipped one is absent.

    Without the instrument, which may have been taken away since, only the numbers are left.
    Nothing in it says who answered.
    """
    canonical = instrument.url if instrument and instrument.url else f"urn:overture:{name}"
    if instrument:
        given = [item for item in instrument.items if item.id in answers]
        items = list(_nested(instrument, given, answers, 0))
    else:
        items = [_bare(link, value) for link, value in answers.items()]
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"{canonical}|{version}",
        "status": "completed",
        "authored": at.isoformat(),
        "item": items,
    }


def _bare(link: str, value: float) -> dict[str, Any]:
    return {"linkId": link, "answer": [{"valueDecimal": value}]}


def _nested(
    instrument: Instrument, items: Sequence[Item], answers: Answers, depth: int
) -> Iterator[dict[str, Any]]:
    """Items in their order; those of one group, one after the other, stand inside it."""
    words = {group.id: group.words for group in instrument.groups}
    place = 0
    while place < len(items):
        item = items[place]
        if len(item.within) <= depth:
            yield _answered(instrument, item, answers[item.id])
            place += 1
            continue
        group = item.within[depth]
        inside = _run(items[place:], group, depth)
        head = {"linkId": group, "text": words[group]} if words[group] else {"linkId": group}
        yield {**head, "item": list(_nested(instrument, inside, answers, depth + 1))}
        place += len(inside)


def _run(items: Sequence[Item], group: str, depth: int) -> list[Item]:
    """The items of a group with which a list begins."""
    found: list[Item] = []
    for item in items:
        if item.within[depth : depth + 1] != (group,):
            break
        found.append(item)
    return found


def _answered(instrument: Instrument, item: Item, value: float) -> dict[str, Any]:
    said = {"linkId": item.id, "text": item.asks}
    if item.kind == "integer":
        return {**said, "answer": [{"valueInteger": int(value)}]}
    choice = next(one for one in instrument.choices_of(item) if one.value == value)
    coding = {
        "extension": [{"url": WEIGHTS[0], "valueDecimal": value}],
        **({"system": choice.system} if choice.system else {}),
        "code": choice.code or f"{value:g}",
        "display": choice.words,
    }
    return {**said, "answer": [{"valueCoding": coding}]}
