"""Cutting a stream of text into sentences as it comes."""

import re

LONGEST = 240
"""Characters of one sentence. What runs on without an end is not a sentence of Cue's."""

_END = re.compile(r"(?:[.!?…]+[”’\"')\]]*(?=\s)|\n+)")
_NO_END = re.compile(r"\b(?:e\.g|i\.e|mr|mrs|ms|dr|st|vs|etc)\.$", re.IGNORECASE)


class EndlessSentenceError(ValueError):
    """A sentence did not end within its length."""


class Sentences:
    """Takes pieces of text in order and gives back every sentence as soon as it is whole."""

    def __init__(self) -> None:
        self._rest = ""

    def feed(self, piece: str) -> list[str]:
        """The sentences that this piece completes.

        Raises EndlessSentenceError for one that will not end. A full stop counts once something
        follows it, so that “3.” may still become “3.5”.
        """
        self._rest += piece
        found: list[str] = []
        while (sentence := self._next()) is not None:
            if sentence:
                found.append(sentence)
        if len(self._rest) > LONGEST:
            raise EndlessSentenceError
        return found

    def rest(self) -> str:
        """What has come and is not a whole sentence yet."""
        return self._rest.strip()

    def _next(self) -> str | None:
        for end in _END.finditer(self._rest):
            sentence = self._rest[: end.end()]
            if not _NO_END.search(sentence.rstrip()):
                self._rest = self._rest[end.end() :].lstrip()
                return sentence.strip()
        return None


def may_end(text: str) -> bool:
    """Whether a text may hold the end of a sentence, or be too long to be one."""
    return bool(_END.search(text)) or len(text) > LONGEST


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a whole text, however long."""
    ends = [
        end.end() for end in _END.finditer(text) if not _NO_END.search(text[: end.end()].rstrip())
    ]
    starts = [0, *ends]
    parts = (text[start:end].strip() for start, end in zip(starts, [*ends, len(text)], strict=True))
    return tuple(sentence for sentence in parts if sentence)
