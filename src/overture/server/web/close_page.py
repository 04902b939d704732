"""The page of what a member shares with somebody close: one page, for them and for the preview."""

from datetime import date
from typing import Any, Final

from django.utils import timezone

from overture.server.care import shown
from overture.server.care.cheering import Celebration
from overture.server.web.words import capital, day_words

SHARES: Final = {
    shown.Thing.STEPS_DONE: "finished steps",
    shown.Thing.GOOD_MOMENTS: "good moments",
    shown.Thing.SENT: "what is sent to you",
}
CAME_BACK: Final = {
    Celebration.Answer.THANKS: "{name} says thank you.",
    Celebration.Answer.SMILE: "{name} smiled back.",
}


def page_of(name: str, page: shown.Page, today: date) -> dict[str, Any]:
    """What the template of the page is given: whose it is, what is shared, and what there is."""
    rows = [row(one, name, today) for one in page.shown]
    return {
        "name": name,
        "shares": _listed([words for thing, words in SHARES.items() if thing in page.things]),
        "latest": rows[0] if rows else None,
        "earlier": rows[1:],
    }


def row(one: shown.Shown, name: str, today: date) -> dict[str, Any]:
    """One thing on the page: what it is called, when it was, and what was said about it."""
    said = one.celebrated
    return {
        "key": one.key,
        "title": one.title,
        "words": one.words,
        "day": capital(day_words(timezone.localdate(one.at), today)),
        "said": said.words if said else "",
        "came_back": came_back(said, name) if said else "",
    }


def came_back(said: Celebration, name: str) -> str:
    """What the member gave back, in words; empty if nothing, which is fine."""
    words = CAME_BACK.get(Celebration.Answer(said.answer)) if said.answer else None
    return words.format(name=name) if words else ""


def about(said: Celebration) -> str:
    """What something was said about: a moment by its title, or a line that was sent."""
    moment = said.attempt or (said.sent.attempt if said.sent else None)
    return moment.title if moment else "what you sent"


def _listed(words: list[str]) -> str:
    """ "finished steps, good moments and what is sent to you"."""
    *first, last = words or ["nothing at the moment"]
    return f"{', '.join(first)} and {last}" if first else last
