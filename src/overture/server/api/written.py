"""What a person may type into a program that speaks to us: which fields, and what is text."""

from typing import Annotated, Final

from pydantic import AfterValidator, StringConstraints

from overture.server.web.own_words import is_text

WRITTEN: Final = frozenset({"title", "when", "feared_event", "note", "said"})
"""Every field of ours that somebody may write in: the screen reads these before anything else."""

NOT_TEXT: Final = "some of that is not text that can be kept; letters of any script are fine"


def _text(value: str) -> str:
    """The words, without blanks at their ends. Raises ValueError for what is no text."""
    tidy = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not is_text(tidy):
        raise ValueError(NOT_TEXT)
    return tidy


_Text = AfterValidator(_text)

Short = Annotated[str, StringConstraints(max_length=60), _Text]
Line = Annotated[str, StringConstraints(max_length=200), _Text]
Sentence = Annotated[str, StringConstraints(max_length=300), _Text]
Note = Annotated[str, StringConstraints(max_length=4000), _Text]
