"""The cards of what may matter to somebody."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from overture.content.files import read_toml
from overture.content.loader import LIBRARY
from overture.content.schema.value import ValueCard, ValueFile

__all__ = ["ValueCard", "value_cards", "value_groups"]


@cache
def _file(root: Path) -> ValueFile:
    return read_toml(root / "values.toml", ValueFile)


@cache
def value_groups(root: Path = LIBRARY) -> Mapping[str, tuple[ValueCard, ...]]:
    """The cards under each heading, in the order in which they are shown.

    Raises ContentError, naming file and line, if the file is missing or cannot be used.
    """
    found = _file(root)
    return {words: found.under(name) for name, words in found.group.items()}


@cache
def value_cards(root: Path = LIBRARY) -> Mapping[str, ValueCard]:
    """Every card by id, in the order in which the file has them.

    Raises ContentError, naming file and line, if the file is missing or cannot be used.
    """
    return {card.id: card for card in _file(root).card}
