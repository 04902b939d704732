"""One turn from reading to reply: the dial moves, a line is found and said, the scene goes on."""

import re
from dataclasses import replace

from overture.content.schema.scene import Scene, SceneLine
from overture.conversation.messages import DialMove
from overture.conversation.scene.dial import level_of, turned
from overture.conversation.scene.flags import passing_flags
from overture.conversation.scene.lines import Candidate, Ground, choose, group, levelled, reply_to
from overture.conversation.scene.moving import Onward, end_of, enter_line, onward, stays
from overture.conversation.scene.quiet import nod_line, quiet_line
from overture.conversation.scene.reading import Reading, is_aside
from overture.conversation.scene.saying import lead_for, say
from overture.conversation.scene.setbacks import interruption, mishap, with_what_went_wrong
from overture.conversation.scene.smalltalk import ASKS_AGAIN, ASKS_REAL
from overture.conversation.scene.state import Exchange, PartnerLine, SceneState

Said = tuple[PartnerLine, ...]
SAID_LEAVE, AGAIN = "said_leave", "again/"
REPEATED = 2
"""Sentences that are said again: the matter, without the greeting in front of it."""
_SILENT_ACTS = {"silence", "silent"}
_MENDING_ACTS = {"apology", "answer", "silence_filler", "self_disclosure"}


def replied(
    scene: Scene, state: SceneState, reading: Reading, seed: int
) -> tuple[SceneState, DialMove]:
    """The state after one turn, its exchange recorded, and how the dial moved."""
    move = turned(scene, state, reading)
    ground = Ground(scene, _heard(scene, state, reading, move), reading, seed)
    cut_short = interruption(ground)
    if cut_short:
        ground = replace(ground, reading=replace(reading, took=(), came_back=(), passed=()))
        after, lines = say(ground, cut_short)
        finished = _left_open(state, after)
        further = Onward(finished)
    else:
        further, reply = _answered(ground, state)
        finished, lines = _entering(ground, further, reply)
    reason = with_what_went_wrong(move.reason, scene, lines, further.entered)
    move = replace(move, reason=reason)
    recorded = _record(finished, ground, move, lines)
    return _closed(scene, recorded, further.exit), move


def _answered(ground: Ground, before: SceneState) -> tuple[Onward, Said]:
    """The reply to the turn, and where the scene goes on it."""
    found, ends = _line(ground, before)
    after, reply = say(ground, found, lead_for(ground, found))
    exit_id = found.line.exit or ends
    if exit_id or stays(ground.reading, found):
        return Onward(after, exit=exit_id), reply
    after = replace(after, turns_here=after.turns_here + 1)
    return onward(ground.scene, after, ground.reading), reply


def _left_open(before: SceneState, after: SceneState) -> SceneState:
    """The state after a turn that was interrupted: what lay open before it still does."""
    pending = tuple(dict.fromkeys((*before.pending, *after.pending)))
    return replace(after, pending=pending, wants_answer=before.wants_answer or after.wants_answer)


def _heard(scene: Scene, state: SceneState, reading: Reading, move: DialMove) -> SceneState:
    """The state with the turn taken in, before anything is said to it."""
    quiet = reading.act in _SILENT_ACTS
    aside = quiet or is_aside(reading)
    return replace(
        state,
        flags=(state.flags - passing_flags(scene)) | reading.flags,
        dial=dict(move.after),
        level=level_of(move.after, state.level),
        name=reading.name or state.name,
        silences=state.silences + 1 if reading.act == "silence" else 0,
        pending=state.pending if aside else (),
        wants_answer=state.wants_answer if aside else False,
    )


def _line(ground: Ground, before: SceneState) -> tuple[Candidate, str | None]:
    """The partner's line for the act, and the exit that it leads to."""
    scene, act = ground.scene, ground.reading.act
    found: Candidate | None = None
    ends: str | None = None
    if act in _SILENT_ACTS:
        found = quiet_line(ground)
    elif act == "nod":
        found = nod_line(ground)
    elif ASKS_REAL in ground.reading.flags and act not in {"leave", "heavy"}:
        found = _honest_line(ground)
    elif ASKS_AGAIN in ground.reading.flags and not ground.reading.job:
        found = _said_again(ground)
    elif act == "rude" and before.line_drawn:
        second = group(scene.anywhere["rude"].second, "anywhere/rude/second", ground)
        found = choose([second], ground)
    elif act == "leave":
        found, ends = _goodbye(ground)
    elif act in _MENDING_ACTS and _mends(before, ground.reading):
        mending = group(scene.anywhere["rude"].after_apology, "anywhere/rude/mended", ground)
        found = choose([mending], ground)
    found = found or reply_to(ground, act)
    if found is None:
        raise ValueError(f"{scene.id}: there is no line for {act!r} in {ground.state.beat!r}")
    return found, ends


def _honest_line(ground: Ground) -> Candidate | None:
    """That the partner is software, from the partner; as often as it is asked."""
    lines = levelled(ground.scene.anywhere["question"], "anywhere/question", ground)
    return choose([[c for each in lines for c in each if ASKS_REAL in c.line.needs]], ground)


def _said_again(ground: Ground) -> Candidate | None:
    """The beat's own words for being asked again, else the end of the last line, word for word."""
    own = reply_to(ground, ground.reading.act)
    if own and own.line.about:
        return own
    spoken = [line for line in ground.state.spoken_lines if line.text and not _settles(line)]
    if not spoken:
        return own
    asked = [line for line in ground.state.last_lines if line.asks and line.by]
    last = (asked or spoken)[-1]
    sentences = re.findall(r"[^.?]+[.?]+", last.text) or [last.text]
    line = SceneLine(text="".join(sentences[-REPEATED:]).strip(), asks=last.asks, cue=last.cue)
    return Candidate(f"{AGAIN}{last.id.removeprefix(AGAIN)}", line, last.by)


def _settles(line: PartnerLine) -> bool:
    """Whether a line drew a line or took an apology: it is not said a second time."""
    return line.id.startswith("anywhere/rude/")


def _mends(before: SceneState, reading: Reading) -> bool:
    rude_before = bool(before.exchanges) and before.exchanges[-1].act == "rude"
    fresh = not any(name.startswith("anywhere/rude/mended") for name in before.used)
    return rude_before and fresh and "apology" in reading.acts


def _goodbye(ground: Ground) -> tuple[Candidate | None, str]:
    """A goodbye is answered by the close where the beat leads there, else wherever one is."""
    ending = end_of(ground.scene, ground.state)
    if ending is None:
        return None, SAID_LEAVE
    beat_id, exit_id = ending
    lines = ground.scene.beat(beat_id).say["leave"]
    groups = levelled(lines, f"{beat_id}/leave", ground)
    contingent = [c for each in groups for c in each if c.weight]
    return choose([contingent, *groups], ground), exit_id


def _entering(ground: Ground, further: Onward, reply: Said) -> tuple[SceneState, Said]:
    """The state and all the lines of the turn: the reply, and what a new beat or a mishap adds."""
    here = replace(ground, state=further.state)
    if further.entered is not None:
        found = enter_line(here, further.entered)
    else:
        found = None if further.exit else mishap(here)
    if found is None:
        return further.state, reply
    after, (first, *then) = say(here, found)
    if first.stage == reply[0].stage:
        first = replace(first, stage="")
    return after, (*reply, *((first,) if first.shown else ()), *then)


def _record(state: SceneState, ground: Ground, move: DialMove, lines: Said) -> SceneState:
    reading = ground.reading
    exchange = Exchange(
        kind=reading.kind,
        text=reading.text,
        beat=ground.state.beat,
        level=ground.state.level,
        act=reading.act,
        acts=tuple(sorted(reading.acts)),
        words=reading.words,
        noticed=tuple(sorted(reading.flags)),
        set_flags=tuple(sorted(state.flags - ground.state.flags)),
        job=reading.job,
        stuck=reading.stuck,
        took=reading.took,
        came_back=reading.came_back,
        passed=reading.passed,
        dial=dict(move.after),
        reason=move.reason,
        said=lines,
    )
    took = {"took_opening"} if _picked_up(ground) else set()
    return replace(state, flags=state.flags | took, exchanges=(*state.exchanges, exchange))


def _picked_up(ground: Ground) -> bool:
    facts = {fact.id for fact in ground.scene.partner.facts}
    return bool(facts & {*ground.reading.took, *ground.reading.came_back})


def _closed(scene: Scene, state: SceneState, exit_id: str | None) -> SceneState:
    if exit_id is None:
        return state
    sets = {flag for way in scene.exits if way.id == exit_id for flag in way.sets}
    return replace(state, exit=exit_id, flags=state.flags | sets)
