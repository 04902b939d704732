"""Planning: which small step to offer next, why, and with what chance."""

from overture.planning.agreed import Agreed, agreed_from
from overture.planning.candidates import Candidate, CandidateTable, Kind
from overture.planning.choose import (
    CHOOSERS,
    DEFAULT_CHOOSER,
    choose_by_ladder,
    choose_next,
    smaller,
)
from overture.planning.fading import Fading, fading, minutes_offered
from overture.planning.feasibility import Feasibility, break_even
from overture.planning.ladder import next_rungs, rungs, smallest
from overture.planning.outlook import Outlook, look
from overture.planning.plan import Offer, Plan, Rule
from overture.planning.reasons import Grounds, Neighbour, reason
from overture.planning.record import Moment, Record, Tally, record_of
from overture.planning.settings import Pace, Room, Settings

__all__ = [
    "CHOOSERS",
    "DEFAULT_CHOOSER",
    "Agreed",
    "Candidate",
    "CandidateTable",
    "Fading",
    "Feasibility",
    "Grounds",
    "Kind",
    "Moment",
    "Neighbour",
    "Offer",
    "Outlook",
    "Pace",
    "Plan",
    "Record",
    "Room",
    "Rule",
    "Settings",
    "Tally",
    "agreed_from",
    "break_even",
    "choose_by_ladder",
    "choose_next",
    "fading",
    "look",
    "minutes_offered",
    "next_rungs",
    "reason",
    "record_of",
    "rungs",
    "smaller",
    "smallest",
]
