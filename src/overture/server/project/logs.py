"""What the server says of its own faults, without a word of anybody's."""

import logging
import re
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import TypeAlias

from django.db import OperationalError

_Raised: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)

_SIGNED = re.compile(r"(/(?:seen|stream|calendar|invited|join|live)/)[^\s\"']+")
"""Addresses that open something for whoever knows them."""


class Wordless(logging.Formatter):
    """Writes a fault as its kind and its places: what it says could quote what a member wrote.

    Only a database that cannot be used is quoted, which speaks of disks and connections. An address
    that opens something for whoever knows it is cut short.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line, and below it the places of a fault."""
        # Another handler may have kept the words of the same fault with it.
        quoted, record.exc_text = record.exc_text, None
        try:
            return _SIGNED.sub(r"\1…", super().format(record))
        finally:
            record.exc_text = quoted

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - the name that logging calls
        """The places of a fault, and of those that led to it, the first of them first."""
        return "\n".join(reversed([_places(error) for error in _chain(ei[1])]))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _places(error: BaseException) -> str:
    said = f": {error}" if isinstance(error, OperationalError) else ""
    return "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__ + said
