"""Whether talks with Cue repeat themselves, over ten talks in a row and within each.

Counted are openers that come back, lines said twice, replies made alike, questions upon questions,
lines that had not rested, offers after a no, and replies that nothing written fitted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import combinations, pairwise
from typing import Any, cast

from overture.content import LIBRARY, card, companion_lines, scenes
from overture.content.files import read_toml
from overture.content.schema.evaluation import RepetitionFile, SimulatedMember
from overture.conversation import talk
from overture.conversation.engines import Engine, Guided
from overture.conversation.guided.shapes import skeleton
from overture.conversation.messages import Reply, Room, SceneCard, TalkFacts
from overture.conversation.policy import TalkState
from overture.conversation.policy.rules import OFFERS, REFLECTING
from overture.conversation.understanding import understand
from overture.evaluation.results import Figure, Report, in_words, met, share

FILE = LIBRARY / "evaluation" / "repetition.toml"
NOW = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
TALKS_AIM = 60
ALIKE = 0.8
"""From this share of words in common on, two replies of a talk are made alike."""

_FEWEST_WORDS = 5
"""A reply shorter than this ("Bye.", "Noted.") is not compared."""

_RUNNING = 3


@dataclass(frozen=True)
class Said:
    """One reply: its words and lines, and whether it reflects, or offers after a no."""

    text: str
    line_ids: tuple[str, ...]
    reflects: bool
    offers_after_no: bool

    @property
    def asks(self) -> bool:
        """Whether the member is asked something."""
        return "?" in self.text


@dataclass(frozen=True)
class Played:
    """One talk as it went: who, which of theirs, the opener and the replies."""

    who: str
    number: int
    opener: Said
    replies: tuple[Said, ...]
    unrested: tuple[str, ...]


@dataclass(frozen=True)
class Repetition:
    """What was counted over all the talks."""

    talks: tuple[Played, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures against their aims."""
        replies = [said for played in self.talks for said in played.replies]
        last = share(sum(said.text in talk.LAST_RESORT for said in replies), len(replies))
        asked = sum(said.asks for said in replies)
        reflected = sum(said.reflects for said in replies)
        return (
            Figure("talks", len(self.talks), TALKS_AIM),
            _none("openers said again", len(self.openers_again)),
            _none("lines said twice in a talk", len(self.lines_twice)),
            _none("replies made alike in a talk", len(self.alike)),
            _none("lines back before they had rested", sum(len(t.unrested) for t in self.talks)),
            _none("replies that ask twice", sum(s.text.count("?") > 1 for s in replies)),
            _none("questions in three replies running", len(self.interviews)),
            _none("offers after a no", sum(said.offers_after_no for said in replies)),
            Figure("reflections to a question", share(reflected, asked), 1.0),
            Figure("replies that nothing written fitted", last, 0.01, at_most=True),
        )

    @property
    def openers_again(self) -> tuple[str, ...]:
        """Openers that a member has met in an earlier talk."""
        met_before: set[tuple[str, str]] = set()
        again = []
        for played in self.talks:
            here = (played.who, played.opener.text)
            if here in met_before:
                again.append(f"{played.who}, talk {played.number}: {played.opener.text}")
            met_before.add(here)
        return tuple(again)

    @property
    def lines_twice(self) -> tuple[str, ...]:
        """Lines that came twice in one talk."""
        return tuple(
            f"{played.who}, talk {played.number}: {line}"
            for played in self.talks
            for line in _repeated([i for said in _all_of(played) for i in said.line_ids])
        )

    @property
    def alike(self) -> tuple[str, ...]:
        """Pairs of replies of one talk that are made of the same words."""
        return tuple(
            f"{played.who}, talk {played.number}: {one.text} / {other.text}"
            for played in self.talks
            for one, other in combinations(_all_of(played), 2)
            if made_alike(one.text, other.text)
        )

    @property
    def interviews(self) -> tuple[str, ...]:
        """Where three replies running ask."""
        return tuple(
            f"{played.who}, talk {played.number}: {played.replies[at].text}"
            for played in self.talks
            for at in range(len(played.replies) - _RUNNING + 1)
            if all(said.asks for said in played.replies[at : at + _RUNNING])
        )

    @property
    def holds(self) -> bool:
        """Whether every figure meets its aim."""
        return met(self.figures)

    def as_json(self) -> dict[str, Any]:
        """The figures, and every case that fell short."""
        return {
            "suite": "repetition",
            "holds": self.holds,
            "figures": {figure.name: figure.as_json() for figure in self.figures},
            "short": list(self._short()),
        }

    def words(self) -> str:
        """The figures, and what fell short, as lines of text."""
        heading = "Repetition: ten talks in a row with the same member, and strangers with one."
        return in_words(heading, self.figures, tuple(self._short()))

    def _short(self) -> Iterator[str]:
        yield from (*self.openers_again, *self.lines_twice, *self.alike, *self.interviews)
        for played in self.talks:
            yield from (f"{played.who}, talk {played.number}: {i} again" for i in played.unrested)


def evaluate(report: Report, *, seed: int = 1) -> Repetition:
    """Have every member's talks in a row, and every stranger's, and count."""
    cast_ = read_toml(FILE, RepetitionFile)
    strangers = [
        SimulatedMember(name=f"stranger {number}", talks=(turns,))
        for number, turns in enumerate(cast_.strangers, start=1)
    ]
    everybody = (*cast_.members, *strangers)
    engine = Guided(companion_lines())
    talks: list[Played] = []
    for place, member in enumerate(everybody):
        report(f"Talking with {member.name}", place / len(everybody))
        talks += talks_in_a_row(member, engine, seed=seed + place)
    return Repetition(tuple(talks))


def talks_in_a_row(member: SimulatedMember, engine: Engine, *, seed: int) -> Iterator[Played]:
    """A member's talks, each knowing which lines were used how long ago."""
    last_used: dict[str, int] = {}
    for number, turns in enumerate(member.talks):
        rests = {line: number - used for line, used in last_used.items()}
        known = _facts(member, number, rests)
        opener, replies = _one_talk(turns, known, engine, seed=seed)
        used = [line for said in (opener, *replies) for line in said.line_ids]
        early = tuple(line for line in used if rests.get(line, _LONG) <= _rests()[line])
        yield Played(member.name, number + 1, opener, tuple(replies), early)
        last_used.update(dict.fromkeys(used, number))


def made_alike(one: str, other: str) -> bool:
    """Whether two replies share nearly all their words, the member's own left out."""
    words, others = set(skeleton(one).split()), set(skeleton(other).split())
    if min(len(words), len(others)) < _FEWEST_WORDS:
        return False
    return len(words & others) >= ALIKE * len(words | others)


_LONG = 1_000


@cache
def _rests() -> Mapping[str, int]:
    return {line.id: line.rest for lines in companion_lines().values() for line in lines}


def _facts(member: SimulatedMember, number: int, rests: dict[str, int]) -> TalkFacts:
    return TalkFacts(
        now=NOW,
        talks_before=number,
        room=cast("Room", member.room) if member.room else None,
        rests=rests,
        privacy_words="Kept on this machine only.",
        scenes=tuple(SceneCard(s.id, s.title, s.partner.role, s.family) for s in scenes().values()),
    )


def _one_talk(
    turns: Sequence[str], known: TalkFacts, engine: Engine, *, seed: int
) -> tuple[Said, list[Said]]:
    state, opening = talk.open_talk(known, engine, card(), seed=seed)
    replies: list[Said] = []
    for text in turns:
        before = state
        read = understand(text, state.context)
        state, reply = talk.answer(state, read, known, engine, card(), seed=seed)
        replies.append(_said(reply, before, state))
        if reply.ends:
            break
    return _said(opening, state, state), replies


def _said(reply: Reply, before: TalkState, after: TalkState) -> Said:
    moves = {reply.move.name, reply.move.tail}
    asked_for = after.acts[-1:] == ("ask_practise",) or reply.move.use == "confirm"
    return Said(
        text=reply.spoken[0].text,
        line_ids=reply.spoken[0].line_ids,
        reflects=bool(moves & REFLECTING),
        offers_after_no=before.offers_locked and bool(moves & OFFERS) and not asked_for,
    )


def _all_of(played: Played) -> tuple[Said, ...]:
    return (played.opener, *played.replies)


def _repeated(ids: list[str]) -> set[str]:
    return {one for one, other in pairwise(sorted(ids)) if one == other}


def _none(name: str, count: int) -> Figure:
    return Figure(name, count, 0, at_most=True)
