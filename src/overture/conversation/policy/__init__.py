"""The policy: which move comes next in a talk with Cue, and why."""

from overture.conversation.policy.decide import Decision, decide, leading_act
from overture.conversation.policy.state import TalkState
from overture.conversation.policy.tables import PLACES, PRESSED, Choice

__all__ = ["PLACES", "PRESSED", "Choice", "Decision", "TalkState", "decide", "leading_act"]
