"""The policy: which move comes next in a talk with Cue, and why."""

from overture.conversation.policy.decide import decide, decisions
from overture.conversation.policy.reading import in_talk, leading_act
from overture.conversation.policy.state import TalkState
from overture.conversation.policy.tables import PLACES, PRESSED, Choice, Decision

__all__ = [
    "PLACES",
    "PRESSED",
    "Choice",
    "Decision",
    "TalkState",
    "decide",
    "decisions",
    "in_talk",
    "leading_act",
]
