"""What may never be shown in a group, whoever wrote it and whatever for.

The screen hears whether the writer may be in danger. This looks for what could harm a reader: a way
to die or to be hurt, and a push towards it.
"""

import re
from functools import cache
from typing import Final

from overture.safety.library import bans
from overture.safety.text import folded

METHOD: Final = "method"
"""The ban, among those on our own sentences, that holds for members' words to each other too."""

_PUSHES: Final = re.compile(
    r"\b(?:kill|end|hang|hurt|cut|starve) (?:yourself|urself|yourselves)\b"
    r"|\bkys\b"
    r"|\b(?:do|end) it (?:together|with me)\b"
    r"|\b(?:go|jump) (?:and )?die\b"
    r"|\bbetter off (?:dead|without you)\b"
    r"|\b(?:dare|double dare) you to (?:do it|end|hurt|cut|jump)\b"
)


def harms_readers(text: str) -> bool:
    """Whether a post waits for the host, because of what it could do to somebody who reads it."""
    plain = folded(text)
    return bool(_PUSHES.search(plain) or _method().search(text.replace("’", "'").lower()))


@cache
def _method() -> re.Pattern[str]:
    (ban,) = (one for one in bans().ban if one.id == METHOD)
    return re.compile("|".join(f"(?:{expression})" for expression in ban.any))
