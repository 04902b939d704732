"""Turns of phrase, names, places and figures: met alike, whatever act a turn was read as."""

from collections.abc import Iterator

from overture.content.schema.companion import MoveName
from overture.conversation.policy import surface
from overture.conversation.policy.reading import TELLING, TROUBLED
from overture.conversation.policy.state import TalkState
from overture.conversation.policy.tables import Choice, Decision
from overture.conversation.understanding.types import Understanding


def on_its_face(state: TalkState, understanding: Understanding, act: str) -> Iterator[Decision]:
    """A turn of phrase, a name, a place or a figure has lines of its own, whatever the act.

    A fear just worded goes before: that is reflected as a fear.
    """
    found = [name for name in surface.listed() if name in understanding.patterns]
    if act == "worry_upcoming" and state.fear_turn == state.turn:
        return
    marked = [name for name in MARKS if name in understanding.patterns]
    more = understanding.patterns - {*surface.listed(), *surface.tellings(), *MARKS}
    if more or understanding.words > _PASSING:
        marked = [name for name in marked if name not in _SLIGHT]
    for pattern in (*found, *marked):
        if pattern.startswith(surface.ABOUT):
            continue
        ways = _QUIETLY if state.asked_running else _ASKING
        choices = tuple(Choice(*way, needs=f"pattern {pattern}") for way in (*_FIRST, *ways))
        yield Decision(act, "any", choices, "This takes up the way you put it.")


def as_told(state: TalkState, understanding: Understanding, act: str) -> Iterator[Decision]:
    """How the turn is told, what was said, left undone or wished, has plain lines of its own.

    For turns that would else be met with their own words, or with what fits any turn at all.
    """
    sure = understanding.sureness != "low"
    if act not in TELLING | TROUBLED | {"refuse_suggestion", "boredom"} or state.asked == "number":
        return
    if sure and (state.fear or act in {"worry_upcoming", "self_criticism", "rumination"}):
        return
    for pattern in surface.tellings():
        if pattern in understanding.patterns:
            ways = _QUIETLY if state.asked_running else _ASKING
            choices = tuple(Choice(*way, needs=f"pattern {pattern}") for way in ways)
            yield Decision(act, "any", choices, "This takes up the way you told it.")


MARKS = (
    *(
        "only_a_day",
        "gives_own_name",
        "says_what_rather",
        "denies_a_feeling",
        "called_by_name",
        "called_something",
        "a_name_alone",
        "a_figure_alone",
    ),
    *("holds_money", "holds_a_figure", "names_a_place", "holds_a_span"),
)
"""What `surface.marks` finds, in the order in which it is taken up."""

_PASSING = 9
"""In a turn of more words than this a span or a place is named in passing."""

_SLIGHT = frozenset({"holds_money", "holds_a_figure", "names_a_place", "holds_a_span"})
"""What gives way where the turn says something that a line is about."""

_FIRST: tuple[tuple[MoveName, MoveName | None], ...] = (
    ("about_self", None),
    ("give_information", None),
    ("decline", None),
    ("affirm_act", None),
)
_ASKING: tuple[tuple[MoveName, MoveName | None], ...] = (
    ("simple_reflection", "open_question"),
    ("open_question", None),
    ("simple_reflection", None),
    ("complex_reflection", None),
    ("slow_down", None),
)
_QUIETLY = (*_ASKING[2:4], *_ASKING[:2], _ASKING[4])
