"""A debrief for the terminal: as plain lines, and as one event."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from overture.conversation.scene import Debrief


def as_event(told: Debrief) -> dict[str, Any]:
    """The debrief as plain JSON values, without the counts behind it."""
    shown = {name: value for name, value in asdict(told).items() if name != "measures"}
    return {"event": "debrief", **shown}


def as_words(told: Debrief) -> list[str]:
    """The debrief as lines of text; parts that have nothing to say are left out."""
    return list(_lines(told))


def _lines(told: Debrief) -> Iterator[str]:
    yield f"{told.headline}."
    if told.happened:
        yield " ".join(remark.words for remark in told.happened)
    for version in told.compared.versions:
        yield f"{version.label}: “{version.own}” {version.effect}"
    if told.compared.difference:
        yield told.compared.difference
    if told.worked:
        yield "What worked:"
        yield from (f"- {worked.words}" for worked in told.worked)
    if told.helped:
        yield told.helped
    if told.to_try:
        yield f"One thing to try: {told.to_try.why}"
        yield f"- {told.to_try.example}"
    if told.counted:
        yield "What was counted:"
        yield from (f"- {remark.words}" for remark in told.counted)
    if told.dial:
        yield told.dial
    yield f"A real one, within three days if you like: {told.step_words} {told.step_reason}"
    if told.smaller_words:
        yield f"Something smaller: {told.smaller_words}"
