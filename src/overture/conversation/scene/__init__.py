"""Practice scenes: an invented partner, a dial, a coach that measures, and a debrief."""

from overture.conversation.scene.partner import answer, begin
from overture.conversation.scene.reading import MemberTurn
from overture.conversation.scene.state import SceneState, mark_rewound

__all__ = ["MemberTurn", "SceneState", "answer", "begin", "mark_rewound"]
