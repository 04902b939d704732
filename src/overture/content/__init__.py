"""Authored content: schema, loader, library. Imports nothing of ours."""

from overture.content.errors import ContentError
from overture.content.loader import (
    LIBRARY,
    Step,
    card,
    companion_lines,
    real_steps,
    scenes,
)
from overture.content.schema.companion import Card

__all__ = [
    "LIBRARY",
    "Card",
    "ContentError",
    "Step",
    "card",
    "companion_lines",
    "real_steps",
    "scenes",
]
