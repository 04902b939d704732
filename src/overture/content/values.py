"""The cards of what may matter to somebody."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from overture.content.files import read_toml
from overture.content.loader import LIBRARY
from overture.content.schema.value import ValueCard, ValueFile

__all__ = ["ValueCard", "value_cards"]


@cache
def value_cards(root: Path = LIBRARY) -> Mapping[str, ValueCard]:
    """Every card by id, in the order in which they are shown.

    Raises ContentError, naming file and line, if the file is missing or cannot be used.
    """
    return {card.id: card for card in read_toml(root / "values.toml", ValueFile).card}
