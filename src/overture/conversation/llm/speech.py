"""What becomes of a stream: checked sentences go out, the rest is what people wrote.

No I/O. Whoever reads the stream hands in pieces and says how it ended; every way of ending leaves
a whole reply behind.
"""

from dataclasses import dataclass, field

from overture.conversation.llm.guard import SENTENCES, lost, objection
from overture.conversation.llm.nearness import strays
from overture.conversation.llm.sentences import (
    EndlessSentenceError,
    Sentences,
    may_end,
    sentences_of,
)
from overture.conversation.llm.task import Task
from overture.conversation.messages import WordedBy


@dataclass
class Speech:
    """One reply on its way.

    Attributes:
        shown: the sentences that may be shown, in order.
        over: whether nothing more of the stream is wanted; it is closed then.
        why: why the model did not have the last word; empty if it had.
        by: who worded what stands in `shown`.
    """

    task: Task
    shown: list[str] = field(default_factory=list)
    over: bool = False
    why: str = ""
    by: WordedBy = "model"
    _cutter: Sentences = field(default_factory=Sentences)

    @property
    def text(self) -> str:
        """The reply as far as it may be shown."""
        return " ".join(self.shown)

    def take(self, piece: str) -> list[str]:
        """The sentences that may be shown now that this piece has come."""
        if self.over:
            return []
        before = len(self.shown)
        try:
            any(self._judge(sentence) for sentence in self._cutter.feed(piece))
        except EndlessSentenceError:
            self._cut("endless")
        return self._new(before)

    def may_be_whole_with(self, piece: str) -> bool:
        """Whether this piece may complete a sentence, so that something is to be judged."""
        return may_end(self._cutter.rest() + piece)

    def end(self, *, complete: bool = True) -> list[str]:
        """What is still to be shown when the stream has ended; `complete` unless it ran out."""
        before = len(self.shown)
        rest = self._cutter.rest()
        if rest and not self.over and (complete or rest[-1] in ".?…"):
            self._judge(rest if rest[-1] in ".?…" else f"{rest}.")
        if not self.over:
            self._close("" if self.shown else "empty")
        return self._new(before)

    def cut(self, why: str) -> list[str]:
        """What is still to be shown when the stream broke off, or nobody waits for it any more."""
        before = len(self.shown)
        if not self.over:
            self._cut(why)
        return self._new(before)

    def _judge(self, sentence: str) -> bool:
        """Show a sentence or refuse it; whether nothing more is wanted after it."""
        sentence = typeset(sentence)
        if not sentence:
            return False
        why = objection(sentence, self.shown, self.task)
        if not why and strays(sentence, self.task):
            why = "strays"
        if why:
            self._cut(why)
            return True
        self.shown.append(sentence)
        if "?" in sentence or len(self.shown) >= self._most:
            self._close("")
        return self.over

    @property
    def _most(self) -> int:
        """As many sentences as people used for it, two at least; a question comes on top."""
        return min(SENTENCES, max(2, len(sentences_of(self.task.guided))))

    def _cut(self, why: str) -> None:
        """Put what people wrote in the place of the rest."""
        if self.task.whole:
            self.shown.clear()
        self._close(why)

    def _close(self, why: str) -> None:
        """Make the reply whole: a decided question that did not come is the authored one."""
        self.over, self.why = True, why
        if self.task.whole and self.shown and lost(self.text, self.task):
            self.shown.clear()
            self.why = "lost"
        if not self.shown:
            self.shown.append(self.task.guided)
            self.by = "people"
        elif self.task.asks and not any("?" in sentence for sentence in self.shown):
            asking = [s for s in sentences_of(self.task.guided) if "?" in s]
            self.shown.append(asking[-1])
            self.by = "both"

    def _new(self, before: int) -> list[str]:
        if self.task.whole:
            return list(self.shown) if self.over else []
        return self.shown[before:]


def typeset(sentence: str) -> str:
    """A sentence as it is shown: one space between words, curly apostrophes, no marks around it."""
    words = " ".join(sentence.split())
    if words.count("“") != words.count("”"):  # the whole reply was put in quotation marks
        words = words.replace("“", "").replace("”", "")
    return words.strip('"').replace("'", "’").strip()
