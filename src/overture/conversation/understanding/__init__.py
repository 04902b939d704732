"""What a member's turn does, is about, and offers for an echo."""

from overture.conversation.understanding.reading import understand
from overture.conversation.understanding.types import (
    ActReading,
    KeyPhrase,
    Person,
    Understanding,
    UnderstandingContext,
)

__all__ = [
    "ActReading",
    "KeyPhrase",
    "Person",
    "Understanding",
    "UnderstandingContext",
    "understand",
]
