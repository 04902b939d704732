"""Saying a found line: what it changes in the state, and how it is shown."""

from dataclasses import replace

from overture.content.schema.scene import Scene, SceneLine
from overture.conversation.messages import Spoken
from overture.conversation.scene.lines import Candidate, Ground, choose, filled, levelled
from overture.conversation.scene.smalltalk import ASKS_AGAIN
from overture.conversation.scene.state import PartnerLine, SceneState

_GREETINGS = frozenset({"hello", "hi", "hiya", "hey", "morning", "afternoon", "evening"})
_WITHOUT_LEAD = frozenset({"heavy", "rude", "unclear", "leave", "silence", "silent", "nod"})


def say(
    ground: Ground, found: Candidate, lead: Candidate | None = None
) -> tuple[SceneState, tuple[PartnerLine, ...]]:
    """The state after a line is said, and the line as it was, with what another says to it."""
    line = filled(found, ground)
    if lead:
        line = line.model_copy(update={"text": f"{lead.line.text} {line.text}"})
    said = tuple(_as_said(each, ground, found, at) for at, each in enumerate(line.spoken))
    state = ground.state
    after = replace(
        state,
        used=(*state.used, *((lead.id,) if lead else ()), found.id),
        flags=state.flags.union(*(each.sets for each in line.spoken)),
        pending=(*state.pending, *(each.opens for each in said if each.opens)),
        wants_answer=state.wants_answer or any(each.asks for each in said),
    )
    return (_told(after, found.fact, found.reaches) if found.fact else after), said


def _as_said(line: SceneLine, ground: Ground, found: Candidate, at: int) -> PartnerLine:
    """One of a turn's lines with its speaker; the later ones are numbered after the first."""
    scene = ground.scene
    by = (line.by or (found.by if at == 0 else scene.partner.name)) if scene.others else ""
    name = f"{found.id}+{at}" if at else found.id
    return PartnerLine(line.text, line.stage, name, line.cue, line.opens, line.wants_answer, by)


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
    at_rest = {person.name: person.reading for person in scene.people}
    face = readings.get(line.cue or "") or at_rest.get(line.by, scene.partner.reading)
    ids = (line.id,) if line.id else ()
    return Spoken("partner", line.text, line.stage, ids, cue=line.cue, reading=face, who=line.by)


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
