"""What is asked of a program that it cannot give: whether a message comes to such a limit."""

import re
from collections.abc import Iterable
from functools import cache

from overture.content.schema.safety import Limit
from overture.safety.boundaries import asks_if_human, gives_age, takes_leave
from overture.safety.library import limits
from overture.safety.text import folded, sentences, windowed


def limit_reached(text: str) -> Limit | None:
    """The first limit that a message in a talk comes to, if it comes to one.

    Somebody who leaves, asks if this is a person, or gives an age is answered for that first.
    """
    plain = folded(windowed(text))
    if takes_leave(plain) or gives_age(plain) or asks_if_human(text):
        return None
    return limit_in(plain)


def limit_in(plain: str) -> Limit | None:
    """The first limit that a folded text comes to, whatever else it says."""
    return next((one for one in limits().limit if _comes_to(one, plain)), None)


def still_at(text: str, line_id: str) -> Limit | None:
    """The limit to which the last reply belonged, by the id of its line, if this may be more of it.

    Not for somebody who leaves, gives an age, asks if this is a person or turns to something else.
    """
    plain = folded(windowed(text))
    ends = takes_leave(plain) or gives_age(plain) or asks_if_human(text) or _TURNS.search(plain)
    if ends:
        return None
    found = (one for one in limits().limit if one.after)
    return next((one for one in found if line_id.startswith(f"limit.{one.id}.")), None)


_TURNS = re.compile(
    r"\b(?:something else|another thing|anyway|drop it|leave it|forget it|never ?mind|stop"
    r"|change (?:of |the )?(?:the )?(?:subject|topic)|rather not|thanks?|thank you)\b"
)


def limit_in_scene(text: str) -> Limit | None:
    """The first limit that a line to a played partner comes to, if it comes to one."""
    plain = folded(windowed(text))
    playable = (one for one in limits().limit if one.in_scene)
    return next((one for one in playable if _finds(one.in_scene, _spoken(plain))), None)


def _comes_to(limit: Limit, plain: str) -> bool:
    if limit.words and len(re.findall(r"\w+", plain)) > limit.words:
        return False
    said = _spoken(plain)
    return _finds(limit.any, said) and not (limit.unless and _finds(limit.unless, said))


def _spoken(plain: str) -> list[str]:
    """The sentences, their commas taken out so that an expression may reach over them."""
    return [re.sub(r" *, *", " ", one).strip() for one in sentences(plain)]


def _finds(expressions: tuple[str, ...], among: Iterable[str]) -> bool:
    return any(_compiled(expressions).search(one) for one in among)


@cache
def _compiled(expressions: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{expression})" for expression in expressions))
