"""What is said about nudges. Nothing varies by chance but whether one comes, and that is said."""

from typing import Final

ANNOUNCED: Final = (
    "At most one nudge a day and four in a week, in the hours you chose, never after eight in the "
    "evening. Those you asked for come when you said. Of the others, chance decides each time "
    "whether one comes, so that it can be seen whether they are of any use to you. "
    "After two that you leave, they stop until you want them again."
)
"""Shown before the switch, and under it."""

AFTER_A_STEP: Final = "Done. It is in your record."
"""What follows a step, each time the same: no points, no surprises, nothing to lose."""

PAUSED: Final = "Nudges are resting, because the last two were left. Switch them on when you like."
