"""Who words a reply. Safety, policy, dial, coach and memory are the same for every engine."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np

from overture.content.schema.companion import Use
from overture.conversation.guided.choose import Bank, Shelf, Wording, word
from overture.conversation.guided.ground import Ground
from overture.conversation.policy.tables import Choice


class Engine(Protocol):
    """Words a decided move. `name` and `version` are kept with every turn."""

    @property
    def name(self) -> str:
        """What it is called in the record of a turn."""

    @property
    def version(self) -> str:
        """Which version of it worded the turn."""

    def word(
        self, choices: Iterable[Choice], use: Use, ground: Ground, rng: np.random.Generator
    ) -> tuple[Choice, Wording] | None:
        """The first choice that it has words for, with the words; None if it has none."""


@dataclass(frozen=True)
class Guided:
    """The default engine: lines that people wrote, chosen by rule and seed."""

    bank: Bank
    name: str = "guided"
    version: str = "1"

    def word(
        self, choices: Iterable[Choice], use: Use, ground: Ground, rng: np.random.Generator
    ) -> tuple[Choice, Wording] | None:
        """The best authored line for the first choice that has one."""
        return word(choices, use, self._shelf, ground, rng)

    @cached_property
    def _shelf(self) -> Shelf:
        return Shelf(self.bank)


@dataclass
class Scripted:
    """An engine for tests: says the given replies in order, whatever was decided."""

    replies: list[str] = field(default_factory=list)
    name: str = "scripted"
    version: str = "1"

    def word(
        self, choices: Iterable[Choice], use: Use, ground: Ground, rng: np.random.Generator
    ) -> tuple[Choice, Wording] | None:
        """The next reply of the script for the first choice; None when the script is over."""
        del use, ground, rng
        first = next(iter(choices), None)
        if first is None or not self.replies:
            return None
        return first, Wording(self.replies.pop(0), ())
