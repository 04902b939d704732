"""The monthly question as a page: the same for both sides, each with words of its own."""

from typing import Any

from overture.content.supporters import Side
from overture.server.care.checking import Said


def questions(side: Side, name: str, *, began: bool) -> dict[str, Any]:
    """Before it begins: whether this is a good moment. Then the questions, all on one page."""
    return {
        "name": name,
        "side": _named(side, name),
        "began": began,
        "questions": [
            {
                "id": question.id,
                "asks": question.asks.format(name=name),
                "answers": [(one.id, one.words.format(name=name)) for one in question.answer],
            }
            for question in side.question
        ],
    }


def answered(side: Side, said: Said, name: str) -> dict[str, Any]:
    """What is said to the answers, and what is offered because of them, each with its button."""
    return {
        "name": name,
        "side": _named(side, name),
        "answered": True,
        "says": [one.says.format(name=name) for one in said.answers],
        "offers": [
            {
                "leads": leads,
                "title": side.leads[leads].title.format(name=name),
                "words": side.leads[leads].words.format(name=name),
            }
            for leads in said.leads
        ],
        "lessons": said.lessons,
    }


def _named(side: Side, name: str) -> dict[str, str]:
    texts = ("title", "about", "private", "alone", "alone_yes", "alone_no", "device", "thanks")
    return {text: getattr(side, text).format(name=name) for text in texts}
