"""What an author should mend in a skill drill: too few items, giveaways, grades, long scenes."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from overture.content import lint_boundaries
from overture.content.schema.drill import Drill, DrillItem, DrillQuestion

ENOUGH = 60
"""So many items at least: fewer come round again too soon."""

SCENE_WORDS: Mapping[str, tuple[int, int]] = {
    "choice": (15, 70),
    "faces": (4, 30),
    "listening": (15, 75),
}
"""How long a scene may be; somebody's words with who they are before them a little longer."""

TELLS_WORDS = (2, 8)
EACH_HARDNESS = 8
"""Of each hardness at least so many in a drill."""

MOST_GIVEN_AWAY = 0.5
"""At most this share of the best answers may stand in one place, or be the longest."""

ASKED_TWICE = frozenset({"both-sides", "feelings-in-places"})
"""Drills whose every item has two questions."""

GRADES = re.compile(
    r"\b(?:wrong(?:ly)?|incorrect(?:ly)?|correct(?:ly)?|mistaken?|mistakes|scores?|scored"
    r"|right (?:answer|reading|one)|(?:that|you)['’]?(?:s|re| is| are) right)\b",
    re.IGNORECASE,
)
"""Words that grade an answer."""

_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")


def lint_drill(drill: Drill) -> Iterator[tuple[str, str]]:
    """What to mend in one drill, each with a text near which it stands."""
    yield from _whole(drill)
    for item in drill.items:
        yield from _item(drill, item)
    for text in (drill.title, drill.about, drill.why, drill.step):
        for problem in (*lint_boundaries.oversteps(text), *_graded(text)):
            yield text, problem


def texts(drill: Drill) -> Iterator[str]:
    """Everything that is shown or read aloud."""
    yield from (drill.title, drill.about, drill.why, drill.step)
    for item in drill.items:
        yield from (item.tells, item.text, item.voice)
        if item.heard:
            yield from (item.heard.simple, item.heard.deeper)
        for question in item.questions:
            yield question.asks
            for answer in question.answers:
                yield from (answer.text, answer.because)


def told(text: str) -> str:
    """A text without what people say in it: they may raise their voice and say what they like."""
    return _QUOTED.sub("so", text)


def _whole(drill: Drill) -> Iterator[tuple[str, str]]:
    near = f'id = "{drill.id}"'
    if len(drill.items) < ENOUGH:
        yield near, f"has {len(drill.items)} items; {ENOUGH} is the least"
    spread = Counter(item.hard for item in drill.items)
    for hard in range(1, 6):
        if spread[hard] < EACH_HARDNESS:
            yield near, f"has {spread[hard]} items of hard {hard}; {EACH_HARDNESS} is the least"
    seen: set[str] = set()
    for item in drill.items:
        if drill.kind != "faces" and _flat(item.text) in seen:
            yield f'id = "{item.id}"', "the same scene is there twice"
        seen.add(_flat(item.text))
    yield from _giveaways(drill, near)


def _giveaways(drill: Drill, near: str) -> Iterator[tuple[str, str]]:
    """The best answer is not to be found by its place or its length."""
    every = [question for item in drill.items for question in item.questions]
    if not every:
        return
    places = Counter(question.answers.index(question.best) for question in every)
    place, most = places.most_common(1)[0]
    if most > MOST_GIVEN_AWAY * len(every):
        yield near, f"the best answer stands in place {place + 1} in {most} of {len(every)}"
    longest = sum(_is_longest(question) for question in every)
    if longest > MOST_GIVEN_AWAY * len(every):
        yield near, f"the best answer is the longest in {longest} of {len(every)}"


def _is_longest(question: DrillQuestion) -> bool:
    others = (answer for answer in question.answers if answer is not question.best)
    return len(question.best.text) > max(len(answer.text) for answer in others)


def _item(drill: Drill, item: DrillItem) -> Iterator[tuple[str, str]]:
    near = f'id = "{item.id}"'
    for what, text, (least, most) in (
        ("the scene", item.text, SCENE_WORDS[drill.kind]),
        ("tells", item.tells, TELLS_WORDS),
    ):
        if not least <= (count := len(text.split())) <= most:
            yield near, f"{what} has {count} words; it takes {least} to {most}"
    if drill.id in ASKED_TWICE and len(item.questions) != 2:
        yield near, "asks once; every item of this drill asks twice"
    for question in item.questions:
        yield from _question(item, question, near)
    if item.heard:
        yield from _listening(item, near)


def _question(item: DrillItem, question: DrillQuestion, near: str) -> Iterator[tuple[str, str]]:
    fits = {answer.fits for answer in question.answers}
    if item.hard >= 3 and "near" not in fits:
        yield near, f"is of hard {item.hard} and has no answer that is near"
    for text in (question.asks, *(answer.because for answer in question.answers)):
        for problem in _graded(text):
            yield text, problem


def _listening(item: DrillItem, near: str) -> Iterator[tuple[str, str]]:
    """Its own two reflections are heard by its own lists."""
    assert item.heard is not None  # noqa: S101 - the schema holds it
    if not item.heard.picked_up(item.heard.simple) & {"happened", "feels"}:
        yield near, "its simple reflection holds none of the words for what happened or is felt"
    if not item.heard.picked_up(item.heard.deeper) & {"feels", "matters"}:
        yield near, "its deeper reflection holds none of the words for what is felt or matters"
    for text in (item.heard.simple, item.heard.deeper):
        for problem in _graded(text):
            yield text, problem


def _graded(text: str) -> Iterator[str]:
    if found := GRADES.search(told(text)):
        yield f"grades: “{found.group(0)}”"


def _flat(text: str) -> str:
    return " ".join(text.lower().split())
