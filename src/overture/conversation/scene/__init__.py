"""Practice scenes: an invented partner, a dial, a coach that measures, and a debrief."""

from overture.conversation.scene.coach import Measures, measure
from overture.conversation.scene.debriefing import Debrief, Expected, Met, debrief
from overture.conversation.scene.discounting import discount_answer
from overture.conversation.scene.exchanges import Pair
from overture.conversation.scene.looking import Remark
from overture.conversation.scene.partner import answer, begin
from overture.conversation.scene.reading import MemberTurn, TurnKind
from overture.conversation.scene.state import (
    Abandoned,
    Exchange,
    PartnerLine,
    SceneState,
    mark_rewound,
)
from overture.conversation.scene.trying import ToTry
from overture.conversation.scene.versions import Version
from overture.conversation.scene.worked import Worked

__all__ = [
    "Abandoned",
    "Debrief",
    "Exchange",
    "Expected",
    "Measures",
    "MemberTurn",
    "Met",
    "Pair",
    "PartnerLine",
    "Remark",
    "SceneState",
    "ToTry",
    "TurnKind",
    "Version",
    "Worked",
    "answer",
    "begin",
    "debrief",
    "discount_answer",
    "mark_rewound",
    "measure",
]
