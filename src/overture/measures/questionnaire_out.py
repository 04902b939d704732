"""An instrument as a FHIR R4 Questionnaire: what `read_questionnaire` reads, written."""

from collections.abc import Iterator, Sequence
from typing import Any

from overture.content.schema.instrument import Choice, Instrument, Item
from overture.measures.questionnaire import WEIGHTS


def canonical(instrument: Instrument) -> str:
    """The name by which answers to it refer to it."""
    return instrument.url or f"urn:overture:{instrument.id}"


def questionnaire(instrument: Instrument) -> dict[str, Any]:
    """Its items in their groups, with what each answer counts."""
    return {
        "resourceType": "Questionnaire",
        "id": instrument.id,
        "url": canonical(instrument),
        "version": instrument.version,
        "name": "".join(part.capitalize() for part in instrument.id.split("-")),
        "title": instrument.title,
        "status": "active",
        "subjectType": ["Patient"],
        **({"description": instrument.about} if instrument.about else {}),
        "purpose": instrument.standing,
        "copyright": instrument.licence,
        "item": list(_nested(instrument, instrument.items, 0)),
    }


def _nested(instrument: Instrument, items: Sequence[Item], depth: int) -> Iterator[dict[str, Any]]:
    """Items in their order; those of one group, one after the other, stand inside it."""
    words = {group.id: group.words for group in instrument.groups}
    place = 0
    while place < len(items):
        item = items[place]
        if len(item.within) <= depth:
            yield _asked(instrument, item)
            place += 1
            continue
        group = item.within[depth]
        inside = _run(items[place:], group, depth)
        head = {"linkId": group, "type": "group"} | ({"text": words[group]} if words[group] else {})
        yield {**head, "item": list(_nested(instrument, inside, depth + 1))}
        place += len(inside)


def _run(items: Sequence[Item], group: str, depth: int) -> list[Item]:
    """The items of a group with which a list begins."""
    found: list[Item] = []
    for item in items:
        if item.within[depth : depth + 1] != (group,):
            break
        found.append(item)
    return found


def _asked(instrument: Instrument, item: Item) -> dict[str, Any]:
    options = [_option(item, choice) for choice in instrument.choices_of(item)]
    return {"linkId": item.id, "text": item.asks, "type": item.kind, "answerOption": options}


def _option(item: Item, choice: Choice) -> dict[str, Any]:
    if item.kind == "integer":
        return {"valueInteger": int(choice.value)}
    coding = {
        "extension": [{"url": WEIGHTS[0], "valueDecimal": choice.value}],
        **({"system": choice.system} if choice.system else {}),
        "code": choice.code or f"{choice.value:g}",
        "display": choice.words,
    }
    return {"valueCoding": coding}
