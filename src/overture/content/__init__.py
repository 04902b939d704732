"""Authored content: schema, loader, library. Imports nothing of ours."""

from overture.content.errors import ContentError
from overture.content.loader import (
    LIBRARY,
    Step,
    companion_lines,
    real_steps,
    scenes,
)

__all__ = ["LIBRARY", "ContentError", "Step", "companion_lines", "real_steps", "scenes"]
