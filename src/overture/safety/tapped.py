"""An answer that was tapped, and that by its own wording speaks of self-harm or death."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from overture.safety.screening import Screening
from overture.safety.state import Path, ScreenState

RAISED: Final = 0.6
"""As much concern as a clear sign in words."""

_REASON: Final = "sign:tapped"


def tapped(state: ScreenState, now: datetime) -> Screening:
    """The protocol, open at once: a tap says exactly what its question asked, so nothing is asked
    back first. Where it could be now already, it stays so.
    """
    before = state.later(now).raised(RAISED, now)
    path: Path = "immediate" if before.path == "immediate" else "open"
    still = before.path in {"open", "immediate"} and not before.followed_up
    opened = replace(
        before.passed_over,
        left_open=None,
        path=path,
        topic="self_harm",
        opened_at=before.opened_at if still and before.opened_at else now,
        sign_at=now,
        followed_up=False,
    )
    level = "acute" if path == "immediate" else "concern"
    return Screening(level, "protocol", "self_harm", _REASON, None, opened)  # type: ignore[arg-type]
