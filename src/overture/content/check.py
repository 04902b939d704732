"""Loading everything authored at the start, and checking it for what only an author can mend."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel

from overture.content import groups, lint_boundaries, lint_groups, lint_nudges, supporters
from overture.content import lint_words as words
from overture.content.after import kind_texts, questions
from overture.content.course import course, unknown_targets
from overture.content.drills import drills
from overture.content.errors import ContentError
from overture.content.exercises import exercises
from overture.content.feelings import feelings
from overture.content.files import read_json, read_text, read_toml
from overture.content.findings import Finding, Source
from overture.content.instruments import instruments
from overture.content.lessons import lessons
from overture.content.lint_drills import lint_drill, texts, told
from overture.content.lint_lines import lint_lines, same_texts
from overture.content.lint_scenes import lint_scene, same_partners, spoken
from overture.content.loader import (
    LIBRARY,
    card,
    companion_lines,
    conditions,
    scenes,
    slots,
)
from overture.content.nudges import nudge_words
from overture.content.schema.acts import ActFile
from overture.content.schema.after import AfterFile, KindnessFile
from overture.content.schema.celebrate import CelebrateFile
from overture.content.schema.companion import Card, ConditionsFile, LineFile, SlotsFile
from overture.content.schema.course import Week
from overture.content.schema.drill import Drill
from overture.content.schema.evaluation import (
    CrisisFile,
    FarewellFile,
    HonestyFile,
    ProbeFile,
    RepetitionFile,
)
from overture.content.schema.feedback import FeedbackFile
from overture.content.schema.feelings import FeelingFile
from overture.content.schema.ground_rules import GroundRules
from overture.content.schema.group_task import GroupTask
from overture.content.schema.harm_check import HarmCheck
from overture.content.schema.hearing import HearingFile
from overture.content.schema.held_back import HeldBackFile
from overture.content.schema.instrument import Instrument
from overture.content.schema.model_cases import ModelCaseFile
from overture.content.schema.nudges import NudgeFile
from overture.content.schema.pair_script import PairScript
from overture.content.schema.region import Region
from overture.content.schema.replies import ReplyFile
from overture.content.schema.requirements import RequirementFile
from overture.content.schema.safety import (
    AlertFile,
    BanFile,
    BoundaryFile,
    ContextFile,
    Examples,
    HelplineFile,
    IdeaFile,
    LimitFile,
    Measured,
    WordingFile,
)
from overture.content.schema.safety import PatternFile as SafetyPatternFile
from overture.content.schema.safety_conversations import SafetyConversations
from overture.content.schema.scene import Scene
from overture.content.schema.thought import ThoughtKind
from overture.content.schema.value import ValueFile
from overture.content.schema.words import PatternFile, WordFile
from overture.content.thoughts import thought_kinds, unknown_steps
from overture.content.values import value_cards

SCHEMAS: Mapping[str, type[BaseModel]] = {
    "scene/1": Scene,
    "drill/1": Drill,
    "instrument/1": Instrument,
    "feelings/1": FeelingFile,
    "nudges/1": NudgeFile,
    "after/1": AfterFile,
    "kindness/1": KindnessFile,
    "lines/1": LineFile,
    "companion/1": Card,
    "slots/1": SlotsFile,
    "conditions/1": ConditionsFile,
    "patterns/1": PatternFile,
    "words/1": WordFile,
    "acts/1": ActFile,
    "safety-examples/1": Examples,
    "safety-patterns/1": SafetyPatternFile,
    "safety-context/1": ContextFile,
    "safety-boundaries/1": BoundaryFile,
    "safety-wording/1": WordingFile,
    "safety-alerts/1": AlertFile,
    "safety-hearing/1": HearingFile,
    "safety-ideas/1": IdeaFile,
    "safety-bans/1": BanFile,
    "safety-conversations/1": SafetyConversations,
    "safety-helplines/1": HelplineFile,
    "safety-requirements/1": RequirementFile,
    "region/1": Region,
    "course/1": Week,
    "thought/1": ThoughtKind,
    "values/1": ValueFile,
    "limits/1": LimitFile,
    "crisis-scripts/1": CrisisFile,
    "honesty/1": HonestyFile,
    "repetition/1": RepetitionFile,
    "model-cases/1": ModelCaseFile,
    "farewells/1": FarewellFile,
    "boundary-probes/1": ProbeFile,
    "celebrate/1": CelebrateFile,
    "feedback/1": FeedbackFile,
    "ground-rules/1": GroundRules,
    "group-task/1": GroupTask,
    "harm-check/1": HarmCheck,
    "held-back/1": HeldBackFile,
    "pair-script/1": PairScript,
    "replies/1": ReplyFile,
}
"""What the `schema` at the head of a file promises."""

NEEDED = (
    "after.toml",
    "feelings.toml",
    "kindness.toml",
    "values.toml",
    "words.txt",
    "groups/feedback.toml",
    "groups/ground-rules.toml",
    "groups/replies.toml",
    "supporters/celebrate.toml",
    "supporters/harm-check.toml",
    "supporters/held-back.toml",
    "companion/patterns.toml",
    "companion/surface.toml",
    "companion/tellings.toml",
    "companion/words.toml",
    "nudges/words.toml",
    "safety/alerts.toml",
    "safety/bans.toml",
    "safety/boundaries.toml",
    "safety/context.toml",
    "safety/hearing.toml",
    "safety/ideas.toml",
    "safety/helplines.toml",
    "safety/limits.toml",
    "safety/measured.json",
    "safety/patterns.toml",
    "safety/protocol.md",
    "safety/typed.md",
    "safety/wording.toml",
)
"""Files without which nothing may start: no talk is had without a protocol and a directory."""

PATTERNS = ("patterns.toml", "surface.toml", "tellings.toml")
"""Where the patterns that a line may wait for are listed."""

_LOADED = {
    *("scenes", "lines", "exercises", "drills", "course", "instruments", "thoughts"),
    *("tasks", "pairs"),
}
"""Folders whose files the loaders have read."""
_SCHEMA_LINE = re.compile(r'^schema\s*=\s*"([^"]+)"', re.MULTILINE)
_WORDS_FOR_CODES = 1024

Lint = Callable[[str], Iterator[str]]
EVERYBODY: tuple[Lint, ...] = (
    words.raised_voice,
    words.banned,
    words.spelling,
    words.hard_to_read,
)
CUE: tuple[Lint, ...] = (*EVERYBODY, words.claims_feelings)


def load_everything(root: Path = LIBRARY) -> None:
    """Read every authored file once.

    Raises ContentError, naming file and line, for the first that is missing or cannot be used.
    """
    for name in NEEDED:
        if not (root / name).is_file():
            raise ContentError(root / name, 0, "the file is missing")
    # Each is kept by how it was asked for, and the server asks for the shipped ones with no folder.
    arguments = () if root == LIBRARY else (root,)
    loads = (scenes, companion_lines, card, slots, conditions, lessons, exercises, drills, course)
    around = (groups.group_tasks, groups.pair_scripts, supporters.supporter_lessons)
    for load in (*loads, instruments, thought_kinds, *around):
        load(*arguments)
    for path in sorted(root.rglob("*.toml")):
        if path.parent.name not in _LOADED:
            read_toml(path, _model_of(path))
    read_json(root / "safety" / "measured.json", Measured)
    for path in sorted((*root.rglob("*.md"), root / "words.txt")):
        _read_plain(path)


def _model_of(path: Path) -> type[BaseModel]:
    named = _SCHEMA_LINE.search(_read_plain(path))
    if named is None:
        raise ContentError(path, 1, 'the file must name its schema, such as schema = "scene/1"')
    if named.group(1) not in SCHEMAS:
        raise ContentError(path, 1, f"there is no schema {named.group(1)!r}")
    return SCHEMAS[named.group(1)]


def _read_plain(path: Path) -> str:
    text = read_text(path)
    if not text.strip():
        raise ContentError(path, 0, "the file is empty")
    return text


def check(root: Path = LIBRARY) -> list[Finding]:
    """Everything in a library that an author should mend, in the order of files and lines."""
    try:
        load_everything(root)
    except ContentError as error:
        return [Finding(error.path, error.line, error.problem)]
    lints = (
        _scenes,
        _lines,
        _card,
        _exercises,
        _feelings,
        _course,
        _thoughts,
        _values,
        _around,
        _drills,
        _instruments,
        _nudges,
        _pages,
        _safety,
        _boundaries,
        _leftovers,
        _code_words,
    )
    return sorted({finding for lint in lints for finding in lint(root)})


@cache
def _source(path: Path) -> Source:
    return Source(path)


def _scenes(root: Path) -> Iterator[Finding]:
    by_source = {
        _source(root / "scenes" / f"{scene_id}.toml"): scene
        for scene_id, scene in scenes(root).items()
    }
    for source, scene in by_source.items():
        yield from lint_scene(scene, source)
        for text in spoken(scene):
            yield from _judged(source, text, EVERYBODY)
    yield from same_partners(by_source)


def _lines(root: Path) -> Iterator[Finding]:
    patterns = [read_toml(root / "companion" / name, PatternFile).patterns for name in PATTERNS]
    known = {name: pattern for each in patterns for name, pattern in each.items()}
    banks = {
        _source(path): read_toml(path, LineFile)
        for path in sorted((root / "companion" / "lines").glob("*.toml"))
    }
    for source, bank in banks.items():
        yield from lint_lines(bank, source, slots(root), conditions(root), known)
        for line in bank.lines:
            for text in (line.text, *line.taps):
                yield from _judged(source, text, CUE)
    yield from same_texts(banks)


def _card(root: Path) -> Iterator[Finding]:
    found = card(root)
    source = _source(root / "companion" / "card.toml")
    texts = [*found.about, *vars(found.privacy).values(), *vars(found.notices).values()]
    texts += [tap for taps in vars(found.taps).values() for tap in taps]
    for text in texts:
        yield from _judged(source, text, CUE)


def _exercises(root: Path) -> Iterator[Finding]:
    for exercise in exercises(root).values():
        source = _source(root / "exercises" / f"{exercise.id}.toml")
        said = [exercise.title, exercise.about, exercise.why, exercise.ending, exercise.step]
        for text in (*said, *(part.text for part in exercise.parts)):
            yield from _judged(source, text, CUE)


def _instruments(root: Path) -> Iterator[Finding]:
    for instrument in instruments(root).values():
        source = _source(root / "instruments" / f"{instrument.id}.toml")
        said = [instrument.title, instrument.about, instrument.standing]
        for item in instrument.items:
            offered = (choice.words for choice in instrument.choices_of(item))
            said += [item.asks, item.about, *offered]
        for text in filter(None, said):
            yield from _judged(source, text, CUE)


def _feelings(root: Path) -> Iterator[Finding]:
    source = _source(root / "feelings.toml")
    for feeling in feelings(root).values():
        for text in (feeling.word, feeling.means):
            yield from _judged(source, text, CUE)
    for name, said in (("after", questions(root)), ("kindness", kind_texts(root))):
        source = _source(root / f"{name}.toml")
        for one in said.values():
            yield from _judged(source, one.words, CUE)


def _drills(root: Path) -> Iterator[Finding]:
    """People in a drill may raise their voice; what is told of them may not."""
    for drill in drills(root).values():
        source = _source(root / "drills" / f"{drill.id}.toml")
        for near, problem in lint_drill(drill):
            yield source.finding(near.splitlines()[0], problem)
        for text in filter(None, texts(drill)):
            near = text.splitlines()[0]
            for lint in EVERYBODY:
                quiet = lint in {words.raised_voice, words.banned}
                for problem in lint(told(text) if quiet else text):
                    yield source.finding(near, problem)


def _course(root: Path) -> Iterator[Finding]:
    for week in course(root).values():
        source = _source(root / "course" / f"{week.id}.toml")
        for text in (week.title, *week.about, week.question, week.step):
            yield from _judged(source, text, CUE)
        for thing in week.things:
            for text in (thing.title, thing.words):
                yield from _judged(source, text, CUE)
        for thing, problem in unknown_targets(week, root):
            yield source.finding(thing.target, problem)


def _thoughts(root: Path) -> Iterator[Finding]:
    for kind in thought_kinds(root).values():
        source = _source(root / "thoughts" / f"{kind.id}.toml")
        asked = (*kind.speaks_for, *kind.speaks_against)
        for text in (kind.title, kind.about, *asked, kind.would_show, kind.step, kind.if_right):
            yield from _judged(source, text, CUE)
        for text in kind.readings:
            yield from _judged(source, text, EVERYBODY)
        for step_id in unknown_steps(kind, root):
            yield source.finding(step_id, f"there is no step {step_id!r}")


def _nudges(root: Path) -> Iterator[Finding]:
    found, source = nudge_words(root), _source(root / "nudges" / "words.toml")
    for text in found.texts:
        for problem in lint_nudges.judged(text):
            yield source.finding(text, problem)
    for step in (one.step for one in found.nudge):
        for problem in lint_nudges.judged(step, is_step=True):
            yield source.finding(step, problem)
    for text in (found.sender, found.discreet, found.confirm.subject):
        for problem in lint_nudges.tells(text):
            yield source.finding(text, problem)


def _values(root: Path) -> Iterator[Finding]:
    for one in value_cards(root).values():
        for text in (one.words, one.about, one.step):
            yield from _judged(_source(root / "values.toml"), text, CUE)


def _around(root: Path) -> Iterator[Finding]:
    """What groups and close others read, and what people may send to each other."""
    for path, said in (*groups.said(root), *supporters.said(root)):
        for text in said:
            yield from _judged(_source(path), text, EVERYBODY)
    for path, lines in (*groups.offered(root), *supporters.offered(root)):
        for text in lines:
            yield from _judged(_source(path), text, (lint_groups.presses,))
    for lesson_id in supporters.unknown_lessons(root):
        source = _source(root / "supporters" / "harm-check.toml")
        yield source.finding(lesson_id, f"there is no lesson {lesson_id!r}")


def _pages(root: Path) -> Iterator[Finding]:
    """Lessons and the protocol: read at leisure, so a long word is allowed."""
    for path in sorted(root.rglob("*.md")):
        for line in _source(path).lines:
            if line.startswith("work = "):  # a title is spelt as its authors spelt it
                continue
            lints = (words.raised_voice, words.banned, words.spelling)
            yield from _judged(_source(path), line, lints)


def _safety(root: Path) -> Iterator[Finding]:
    path = root / "safety" / "wording.toml"
    wording = read_toml(path, WordingFile)
    for line in wording.line:
        for text in (line.text, *line.taps):
            yield from _judged(_source(path), text, (words.raised_voice, words.spelling))
    alerts = root / "safety" / "alerts.toml"
    for text in read_toml(alerts, AlertFile).texts:
        yield from _judged(_source(alerts), text, (words.raised_voice, words.spelling))
    hearing = root / "safety" / "hearing.toml"
    for concern in read_toml(hearing, HearingFile).concern:
        for text in (text for answer in concern.lines for text in (answer.text, *answer.taps)):
            yield from _judged(_source(hearing), text, (words.raised_voice, words.spelling))
    yield from _limits(root)


def _limits(root: Path) -> Iterator[Finding]:
    path = root / "safety" / "limits.toml"
    found = read_toml(path, LimitFile)
    said = [*found.what_it_is, *found.steps.named, *found.steps.anybody, found.steps.scene]
    for limit in found.limit:
        said += [*limit.lines, *limit.after, limit.scene_line]
    for text in filter(None, said):
        yield from _judged(_source(path), text, CUE)


def _boundaries(root: Path) -> Iterator[Finding]:
    """Whatever Overture itself says: nothing pulls anybody back, nothing claims to be care."""
    files = [f"companion/{name}" for name in ("card.toml", "lines/*.toml")]
    files += [f"{name}/*.toml" for name in ("exercises", "course", "instruments", "thoughts")]
    files += [f"{name}.toml" for name in ("after", "feelings", "kindness", "values")]
    files += ["groups/**/*.toml", "supporters/*.toml"]
    files += [f"safety/{name}.toml" for name in ("alerts", "boundaries", "limits", "wording")]
    for path in sorted(path for name in (*files, "**/*.md") for path in root.glob(name)):
        where = path.relative_to(root).as_posix()
        for number, line in enumerate(_source(path).lines, start=1):
            if not _UNSAID.match(line):
                said = _IDS.sub("", line)
                for problem in lint_boundaries.oversteps(said, where=where):
                    yield Finding(path, number, problem)


_UNSAID = re.compile(r"#|\s*'|(?:any|also|unless|in_scene|topic|act|work)\b")
"""Lines that are comments, expressions over what somebody writes, or titles of others' works."""

_IDS = re.compile(r'\b(?:id|when|needs)\s*=\s*(?:"[^"]*"|\[[^\]]*\])')
"""Names and conditions, which are said to nobody."""


def _judged(source: Source, text: str, lints: tuple[Lint, ...]) -> Iterator[Finding]:
    for lint in lints:
        for problem in lint(text):
            yield source.finding(text, problem)


def _leftovers(root: Path) -> Iterator[Finding]:
    for path in sorted((*root.rglob("*.toml"), *root.rglob("*.md"))):
        for number, line in enumerate(_source(path).lines, start=1):
            for problem in words.leftovers(line):
                yield Finding(path, number, problem)


def _code_words(root: Path) -> Iterator[Finding]:
    path = root / "words.txt"
    listed = _source(path).lines
    plain = {word for word in listed if re.fullmatch(r"[a-z]{3,9}", word)}
    if len(plain) != len(listed) or len(plain) < _WORDS_FOR_CODES:
        problem = f"needs {_WORDS_FOR_CODES} different plain words or more, one a line"
        yield Finding(path, 0, problem)
