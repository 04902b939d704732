"""Faults of a practice scene that no schema can see: references, flags, slots, sizes."""

import re
from collections.abc import Iterable, Iterator, Mapping

from overture.content.findings import Finding, Source
from overture.content.lines_of import lines, near, sets
from overture.content.lint_people import LINTS_OF_PEOPLE, Lint, Problem
from overture.content.schema.acts import SCENE_ACTS, TALK_ACTS
from overture.content.schema.base import LEVELS
from overture.content.schema.scene import Beat, Levelled, Scene

TITLE_AT_MOST = 45
ENGINE_FLAGS = (
    *("turns_here", "ease", "ended", "harder_moment_agreed"),
    *("key:", "fact:", "beat:", "cue:", "act:", "setback:"),
    *("asks_after_you", "asks_weekend", "asks_your_name", "asks_real"),
    "asks_again",
    *("says_pleased", "about_weather"),
)
"""Flags that the engine keeps; everything else must be set by the scene itself."""
BEYOND_ACTS = frozenset({"leave", "heavy", "answer", "off_topic", "unclear", "silent"})
"""What a turn can be in a scene beside the acts that the classifier reads."""
TEXT_SLOTS = frozenset({"name", "key_phrase"})
DEBRIEF_SLOTS = frozenset({"own", "hers", "effect", "truth", "n"})
RECORD_SLOTS = frozenset({"turns"})

_SLOT = re.compile(r"\{(\w+)\}")


def lint_scene(scene: Scene, source: Source) -> Iterator[Finding]:
    """Everything wrong with one scene."""
    lints: tuple[Lint, ...] = (
        unknown_beats,
        unknown_exits,
        unknown_openings,
        unknown_cues,
        unknown_facts,
        unknown_acts,
        unset_flags,
        unreachable_beats,
        sets_without_a_plain_line,
        unknown_slots,
        long_titles,
        several_questions,
        same_ids,
        *LINTS_OF_PEOPLE,
    )
    for lint in lints:
        for place, problem in lint(scene):
            yield source.finding(place, problem)


def unknown_beats(scene: Scene) -> Iterator[Problem]:
    """Every `to` and every `in_beats` names a beat."""
    known = {beat.id for beat in scene.beats}
    for beat in scene.beats:
        for way in beat.moves_on:
            if way.to and way.to not in known:
                yield f'"{way.to}"', f"there is no beat {way.to!r} to move on to"
    for notice in scene.notices:
        for beat_id in sorted(set(notice.in_beats) - known):
            yield f'"{beat_id}"', f"a notice waits in {beat_id!r}, which is no beat"


def unknown_exits(scene: Scene) -> Iterator[Problem]:
    """Every way out is one of the scene's exits."""
    known = {exit_.id for exit_ in scene.exits}
    named = [choice.exit for choice in scene.opening.choices]
    named += [way.end for beat in scene.beats for way in beat.moves_on]
    named += [line.exit for line in lines(scene)]
    for exit_id in sorted({name for name in named if name} - known):
        yield f'"{exit_id}"', f"there is no exit {exit_id!r}"


def unknown_openings(scene: Scene) -> Iterator[Problem]:
    """Whatever is opened is described in `openings`."""
    known = {opening.id for opening in scene.openings}
    for line in lines(scene):
        if line.opens and line.opens not in known:
            yield near(line), f"opens {line.opens!r}, which is not among the openings"
    for notice in scene.notices:
        if notice.after_opening and notice.after_opening not in known:
            yield notice.after_opening, f"there is no opening {notice.after_opening!r}"


def unknown_cues(scene: Scene) -> Iterator[Problem]:
    """Every look or sound has its plain reason in `cues`."""
    known = {cue.id for cue in scene.cues}
    for line in lines(scene):
        if line.cue and line.cue not in known:
            yield near(line), f"shows the cue {line.cue!r}, which is not among the cues"


def unknown_facts(scene: Scene) -> Iterator[Problem]:
    """A beat that offers a fact names one for every level."""
    known = {fact.id for fact in scene.partner.facts}
    for beat in scene.beats:
        if beat.enter is None or isinstance(beat.enter, Levelled):
            continue
        for level in LEVELS:
            if beat.enter.first_at(level) not in known:
                yield (
                    beat.enter.choose,
                    f"beat {beat.id} names no known fact for {level}",
                )


def unknown_acts(scene: Scene) -> Iterator[Problem]:
    """Replies, and the order of acts, are to things that a turn can be."""
    known = {*TALK_ACTS, *SCENE_ACTS, *BEYOND_ACTS}
    named = {*scene.acts.order, *scene.anywhere, *scene.leads}
    named |= {act for beat in scene.beats for act in beat.say}
    named |= {act for notice in scene.notices for act in notice.acts}
    for act in sorted(named - known):
        yield act, f"there is no act {act!r}"


def unset_flags(scene: Scene) -> Iterator[Problem]:
    """Every flag that something needs is set somewhere, or kept by the engine."""
    given = set(_flags_set(scene))
    for flag in sorted({need.lstrip("!") for need in _flags_needed(scene)} - given):
        if not flag.startswith(ENGINE_FLAGS):
            yield f'{flag}"', f"needs the flag {flag!r}, which nothing sets"


def _flags_set(scene: Scene) -> Iterator[str]:
    yield from (notice.flag for notice in scene.notices)
    for line in lines(scene):
        yield from line.sets
    for beat in scene.beats:
        yield from beat.enter_sets
        for way in beat.moves_on:
            yield from way.sets
    for exit_ in scene.exits:
        yield from exit_.sets
    if scene.silence.nod:
        yield from scene.silence.nod.sets


def _flags_needed(scene: Scene) -> Iterator[str]:
    for line in lines(scene):
        yield from line.needs
    for beat in scene.beats:
        yield from beat.only_if
        for way in beat.moves_on:
            yield from way.when
    for sign in scene.success:
        yield from sign.when
    for fear in scene.feared:
        yield from (flag for entry in fear.seen_flags for flag in entry.split())


def sets_without_a_plain_line(scene: Scene) -> Iterator[Problem]:
    """Wherever a line has a slot, a line without one can be said instead, at every level."""
    for place, found in sets(scene):
        for level in LEVELS:
            choices = [line.text for line in (*found.at(level), *found.any)]
            with_slot = [text for text in choices if _SLOT.search(text)]
            if with_slot and len(with_slot) == len(choices):
                yield with_slot[0], f"{place}, {level}: every line has a slot; one must do without"


def unknown_slots(scene: Scene) -> Iterator[Problem]:
    """Slots are those that the engine and the debrief can fill."""
    yield from _slots((line.text for line in lines(scene)), TEXT_SLOTS)
    yield from _slots((exit_.record for exit_ in scene.exits), RECORD_SLOTS)
    for measure in scene.debrief:
        texts = (measure.say_if_true, measure.say_if_helped, measure.say_if_not)
        known = DEBRIEF_SLOTS | ({"who"} if scene.others else set())
        yield from _slots((*texts, measure.and_if_shorter), known)


def _slots(texts: Iterable[str], known: frozenset[str]) -> Iterator[Problem]:
    for text in texts:
        for name in sorted(set(_SLOT.findall(text)) - known):
            yield text, f"nothing can fill the slot {name!r} here"


def long_titles(scene: Scene) -> Iterator[Problem]:
    """Titles fit on one line of a telephone."""
    for title in (scene.title, *(step.title for step in scene.real_steps)):
        if len(title) > TITLE_AT_MOST:
            yield title, f"the title has {len(title)} characters; {TITLE_AT_MOST} is the most"


def several_questions(scene: Scene) -> Iterator[Problem]:
    """A partner asks one thing in a turn."""
    for line in lines(scene):
        if line.text.count("?") > 1:
            yield line.text, "asks more than one thing in a turn"


def same_ids(scene: Scene) -> Iterator[Problem]:
    """Within a scene every id of a kind is used once."""
    kinds: Mapping[str, list[str]] = {
        "beat": [beat.id for beat in scene.beats],
        "exit": [exit_.id for exit_ in scene.exits],
        "cue": [cue.id for cue in scene.cues],
        "opening": [opening.id for opening in scene.openings],
        "goal": [goal.id for goal in scene.goals],
        "fear": [fear.id for fear in scene.feared],
        "fact": [fact.id for fact in scene.partner.facts],
        "real step": [step.id for step in scene.real_steps],
    }
    for kind, ids in kinds.items():
        for twice in sorted({id_ for id_ in ids if ids.count(id_) > 1}):
            yield f'"{twice}"', f"the {kind} id {twice!r} is used twice"


def unreachable_beats(scene: Scene) -> Iterator[Problem]:
    """Every beat after the first can be reached from the first."""
    beats: Mapping[str, Beat] = {beat.id: beat for beat in scene.beats}
    reached, waiting = set(), [scene.beats[0].id]
    while waiting:
        here = waiting.pop()
        if here not in reached and here in beats:
            reached.add(here)
            waiting += [way.to for way in beats[here].moves_on if way.to]
    for beat_id in beats.keys() - reached:
        yield f'"{beat_id}"', f"nothing leads to the beat {beat_id!r}"


def same_partners(scenes: Mapping[Source, Scene]) -> Iterator[Finding]:
    """No two scenes are played by partners of one name."""
    owners: dict[str, str] = {}
    for source, scene in scenes.items():
        names = {person.name for person in scene.people}
        names |= {*scene.partner.says_of_herself.split()[:1]}
        for name in sorted(names):
            first = owners.setdefault(name, scene.id)
            if first != scene.id:
                yield source.finding(f'"{name}', f"{name} is the partner's name in {first} already")


def spoken(scene: Scene) -> Iterator[str]:
    """Everything of a scene that a member reads or the partner says."""
    for line in lines(scene):
        yield from (line.text, line.stage)
    yield from (scene.title, scene.for_member, scene.ten, scene.opening.narration)
    yield from (choice.words for choice in scene.opening.choices)
    yield from (goal.words for goal in scene.goals)
    yield from (text for cue in scene.cues for text in (cue.looks_like, cue.truth))
    for beat in scene.beats:
        yield from (beat.note_to_member, beat.announce)
        yield from (text for hint in beat.hints for text in (hint.terse, hint.plain, hint.chatty))
    yield from (setback.what for setback in scene.setbacks)
    yield from (exit_.product_says for exit_ in scene.exits)
    for measure in scene.debrief:
        yield from (measure.say_if_true, measure.say_if_helped, measure.say_if_not)
        yield from (measure.and_if_shorter, measure.try_.terse)
        yield from (measure.try_.plain, measure.try_.chatty)
    yield from (scene.debrief_always.frozen, *scene.debrief_always.dial_said.values())
    for step in scene.real_steps:
        yield from (step.title, step.words, step.counts_if)
