"""One decided reply that a model may word, with all that binds its words."""

from collections.abc import Mapping
from dataclasses import dataclass

from overture.safety.outbound import OutboundContext

Prompt = tuple[Mapping[str, str], ...]
"""Messages for the model, as `{"role", "content"}`."""


@dataclass(frozen=True)
class Task:
    """What a model is asked to word.

    Attributes:
        prompt: what it is told.
        guided: the words that people wrote for this move: its example, and what is said instead.
        said: the member's turn, to which the words must belong.
        context: where the words are going.
        keep: names and numbers of the guided words that must not be lost.
        whole: nothing is shown before all of it was judged; for a partner's line, which has to
            tell what the authored one tells.
        question_is_fixed: the next turn is read as an answer to the very question people wrote, so
            it is asked in their words.
    """

    prompt: Prompt
    guided: str
    said: str
    context: OutboundContext
    keep: tuple[str, ...] = ()
    whole: bool = False
    question_is_fixed: bool = False

    @property
    def asks(self) -> bool:
        """Whether the decided reply asks something."""
        return "?" in self.guided

    @property
    def may_ask(self) -> bool:
        """Whether the model may word the question: one was decided, and nothing hangs on it."""
        return self.asks and not self.question_is_fixed
