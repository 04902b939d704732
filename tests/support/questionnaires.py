"""FHIR questionnaires for tests, of invented words."""

from typing import Any

ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
WEIGHT = "http://hl7.org/fhir/StructureDefinition/itemWeight"


def option(words: str, value: float, *, url: str = ORDINAL, inside: bool = False) -> dict[str, Any]:
    """A coded answer with what it counts, on the option itself or inside its coding."""
    coding: dict[str, Any] = {"system": "urn:made-up", "code": f"c{value:g}", "display": words}
    extension = [{"url": url, "valueDecimal": value}]
    if inside:
        return {"valueCoding": {**coding, "extension": extension}}
    return {"valueCoding": coding, "extension": extension}


def choice(link: str, **more: Any) -> dict[str, Any]:
    """A question of three answers that count 0 to 2."""
    words = ("Never", "Now and then", "Always")
    options = [option(said, value) for value, said in enumerate(words)]
    return {"linkId": link, "text": f"Ask {link}", "type": "choice", "answerOption": options} | more


def whole(link: str, least: int, most: int) -> dict[str, Any]:
    """A whole number between two ends."""
    ends = (("minValue", least), ("maxValue", most))
    url = "http://hl7.org/fhir/StructureDefinition/"
    extension = [{"url": f"{url}{name}", "valueInteger": value} for name, value in ends]
    return {"linkId": link, "text": f"How many {link}", "type": "integer", "extension": extension}


def questionnaire(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A questionnaire with a nested group, unless other items are given."""
    inner = {"linkId": "g2", "type": "group", "text": "At work", "item": [choice("b")]}
    group = {"linkId": "g1", "type": "group", "text": "Lately", "item": [choice("a"), inner]}
    display = {"linkId": "d", "type": "display", "text": "Think of the last week."}
    return {
        "resourceType": "Questionnaire",
        "url": "http://example.org/q/made-up",
        "version": "3",
        "name": "MadeUpMood",
        "title": "Made-up mood",
        "status": "active",
        "copyright": "Nobody at all",
        "item": list(items) or [display, group, whole("c", 0, 10)],
    } | more
