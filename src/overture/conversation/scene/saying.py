"""Saying a found line: what it changes in the state, and how it is shown."""

from dataclasses import replace

from overture.content.schema.scene import Scene
from overture.conversation.messages import Spoken
from overture.conversation.scene.lines import Candidate, Ground, choose, filled, levelled
from overture.conversation.scene.smalltalk import ASKS_AGAIN
from overture.conversation.scene.state import PartnerLine, SceneState

_GREETINGS = frozenset({"hello", "hi", "hiya", "hey", "morning", "afternoon", "evening"})
_WITHOUT_LEAD = frozenset({"heavy", "rude", "unclear", "leave", "silence", "silent", "nod"})


def say(
    ground: Ground, found: Candidate, lead: Candidate | None = None
) -> tuple[SceneState, PartnerLine]:
    """The state after a line is said, and the line as it was."""
    line = filled(found, ground)
    text = f"{lead.line.text} {line.text}" if lead else line.text
    said = PartnerLine(text, line.stage, found.id, line.cue, line.opens, line.wants_answer)
    state = ground.state
    used = (*state.used, *((lead.id,) if lead else ()), found.id)
    after = replace(
        state,
        used=used,
        flags=state.flags | set(line.sets),
        pending=(*state.pending, line.opens) if line.opens else state.pending,
        wants_answer=state.wants_answer or line.wants_answer,
    )
    return (_told(after, found.fact, found.reaches) if found.fact else after), said


def lead_for(ground: Ground, found: Candidate) -> Candidate | None:
    """A word in front when the turn also greets or says sorry; once, and never doubled."""
    reading = ground.reading
    if reading.act in _WITHOUT_LEAD or not found.line.text or ASKS_AGAIN in reading.flags:
        return None
    for act in ("greet", "apology"):
        if act in reading.acts and act != reading.act and act in ground.scene.leads:
            lead = choose(levelled(ground.scene.leads[act], f"leads/{act}", ground), ground)
            if lead and _leads_well(lead, found, ground):
                return lead
    return None


def shown(scene: Scene, line: PartnerLine) -> Spoken:
    """The line as a page shows it, with the face of its cue or of the partner at rest."""
    readings = {cue.id: cue.reading for cue in scene.cues}
    face = readings.get(line.cue or "") or scene.partner.reading
    ids = (line.id,) if line.id else ()
    return Spoken("partner", line.text, line.stage, ids, cue=line.cue, reading=face)


def _told(state: SceneState, fact: str, reaches: int) -> SceneState:
    reached = max(reaches, state.facts.get(fact, 0))
    return replace(state, facts={**state.facts, fact: reached}, fact=fact)


def _leads_well(lead: Candidate, found: Candidate, ground: Ground) -> bool:
    if lead.id in ground.state.used:
        return False
    first = _first_word(lead.line.text)
    if first in _GREETINGS and _has_greeted(ground.state):
        return False
    doubled = _GREETINGS if first in _GREETINGS else {first}
    return _first_word(found.line.text) not in doubled


def _has_greeted(state: SceneState) -> bool:
    return any(_first_word(line.text) in _GREETINGS for line in state.spoken_lines)


def _first_word(text: str) -> str:
    words = text.split()
    return words[0].strip(".,!?").lower() if words else ""
