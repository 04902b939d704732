"""The monitor: early signs that somebody withdraws, stands still, or lets a program stand in.

Pure functions over what was declared. Each returns None or a small value that says in plain
numbers what was seen; whoever shows it finds the words, and shows them to the person first.
"""

from typing import TypeAlias

from overture.learning.monitor.anchors import AnchorMissed, Kept, Occasion, anchors_missed
from overture.learning.monitor.stagnation import Stagnation, slope_of, stagnation
from overture.learning.monitor.substitution import Substitution, substitution
from overture.learning.monitor.weeks import Pause, Practised, Week, monday_of, weeks_of
from overture.learning.monitor.withdrawal import Withdrawal, withdrawal

Sign: TypeAlias = Withdrawal | Stagnation | Substitution | AnchorMissed

__all__ = [
    "AnchorMissed",
    "Kept",
    "Occasion",
    "Pause",
    "Practised",
    "Sign",
    "Stagnation",
    "Substitution",
    "Week",
    "Withdrawal",
    "anchors_missed",
    "monday_of",
    "slope_of",
    "stagnation",
    "substitution",
    "weeks_of",
    "withdrawal",
]
