"""Kinds of contact: whom and how one meets, and what was first said of each."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from overture.learning import Situation

Contact: TypeAlias = Literal["familiar", "acquaintance", "stranger", "group", "phone", "online"]

CONTACTS: Final[Mapping[Contact, str]] = {
    "familiar": "People I know well",
    "acquaintance": "People I know a little",
    "stranger": "Strangers",
    "group": "Several at once",
    "phone": "On the phone",
    "online": "In writing, online",
}
"""Every kind, as somebody would tap it."""

GROUP_FROM: Final = 0.3
"""With so many listeners, 0 to 1, it is a group before it is anything else."""


def contact_of(situation: Situation) -> Contact | None:
    """The kind of contact that a moment is; None for one alone or with a program."""
    if not situation.is_human or situation.channel == "none":
        return None
    if situation.channel == "phone":
        return "phone"
    if situation.channel == "text":
        return "online"
    if situation.audience >= GROUP_FROM:
        return "group"
    return situation.partner  # type: ignore[return-value]


Said: TypeAlias = Literal["dreaded", "wanted", "enjoyed", "trusted"]


@dataclass(frozen=True)
class KindQuestion:
    """Which kinds of contact something is true of; asked where one of the six taps makes it worth
    asking: `after` names the tap, `from_` and `to` the answers.
    """

    id: Said
    asks: str
    after: str
    from_: int
    to: int


QUESTIONS: Final = (
    KindQuestion("dreaded", "Which do you dread most?", "dread", 1, 3),
    KindQuestion("wanted", "Which would you like more of?", "wanting", 1, 3),
    KindQuestion("enjoyed", "Which can you enjoy, at least now and then?", "enjoying", 1, 3),
    KindQuestion("trusted", "Where do people mostly mean well by you?", "trust", 0, 2),
)


def worth_asking(profile: Mapping[str, int]) -> tuple[KindQuestion, ...]:
    """What the six taps leave open: nothing is asked after a tap that was skipped, or that holds
    for every kind alike.
    """
    return tuple(one for one in QUESTIONS if one.from_ <= profile.get(one.after, -1) <= one.to)


@dataclass(frozen=True)
class Kinds:
    """What was first said of the kinds of contact. What was not asked is None, not empty."""

    dreaded: frozenset[Contact] | None = None
    wanted: frozenset[Contact] | None = None
    enjoyed: frozenset[Contact] | None = None
    trusted: frozenset[Contact] | None = None


def read_kinds(answers: Mapping[str, Collection[str]]) -> Kinds:
    """What some answers say. Raises ValueError for a question or a kind that there is not."""
    known = {question.id for question in QUESTIONS}
    for name, kinds in answers.items():
        if name not in known or not set(kinds) <= set(CONTACTS):
            raise ValueError(f"not an answer about kinds of contact: {name}={sorted(kinds)}")
    return Kinds(**{name: _kinds(kinds) for name, kinds in answers.items()})


def _kinds(names: Iterable[str]) -> frozenset[Contact]:
    return frozenset(name for name in CONTACTS if name in set(names))
