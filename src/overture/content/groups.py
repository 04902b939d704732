"""Words for groups: what they make together, and what one member may say to another."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from overture.content.files import each_by_id, read_toml
from overture.content.loader import LIBRARY
from overture.content.schema.feedback import FeedbackFile
from overture.content.schema.ground_rules import GroundRules
from overture.content.schema.group_task import GroupTask
from overture.content.schema.pair_script import PairScript
from overture.content.schema.replies import PostKind, Reply, ReplyFile

__all__ = [
    "FeedbackFile",
    "GroundRules",
    "GroupTask",
    "PairScript",
    "PostKind",
    "Reply",
    "feedback",
    "ground_rules",
    "group_tasks",
    "offered",
    "pair_scripts",
    "replies",
    "replies_to",
    "said",
]


@cache
def group_tasks(root: Path = LIBRARY) -> Mapping[str, GroupTask]:
    """Every kind of shared task by id, in the order in which they are shown.

    Raises ContentError, naming file and line, if one cannot be read or its id is not its name.
    """
    paths = sorted((root / "groups" / "tasks").glob("*.toml"))
    found = each_by_id(paths, lambda path: read_toml(path, GroupTask))
    return dict(sorted(found.items(), key=lambda item: item[1].order))


@cache
def replies(root: Path = LIBRARY) -> Mapping[str, Reply]:
    """Every ready-made reply by id. Raises ContentError if the file cannot be read."""
    return {one.id: one for one in read_toml(root / "groups" / "replies.toml", ReplyFile).reply}


def replies_to(kind: PostKind) -> tuple[Reply, ...]:
    """The replies that fit a kind of post: those made for it, then those that fit anything."""
    every = replies().values()
    own = tuple(one for one in every if one.to == kind)
    return own if kind == "anything" else (*own, *(one for one in every if one.to == "anything"))


@cache
def feedback(root: Path = LIBRARY) -> FeedbackFile:
    """The feedback form. Raises ContentError if the file cannot be read."""
    return read_toml(root / "groups" / "feedback.toml", FeedbackFile)


@cache
def ground_rules(root: Path = LIBRARY) -> GroundRules:
    """How a group is kept. Raises ContentError if the file cannot be read."""
    return read_toml(root / "groups" / "ground-rules.toml", GroundRules)


@cache
def pair_scripts(root: Path = LIBRARY) -> Mapping[str, PairScript]:
    """Every week for two by id, in the order in which they are shown.

    Raises ContentError, naming file and line, if one cannot be read or its id is not its name.
    """
    paths = sorted((root / "groups" / "pairs").glob("*.toml"))
    found = each_by_id(paths, lambda path: read_toml(path, PairScript))
    return dict(sorted(found.items(), key=lambda item: item[1].order))


def said(root: Path = LIBRARY) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Each file with everything that people may read of it."""
    folder = root / "groups"
    for task in group_tasks(root).values():
        yield folder / "tasks" / f"{task.id}.toml", task.texts
    for script in pair_scripts(root).values():
        yield folder / "pairs" / f"{script.id}.toml", script.texts
    yield folder / "replies.toml", tuple(one.words for one in replies(root).values())
    yield folder / "feedback.toml", feedback(root).texts
    yield folder / "ground-rules.toml", ground_rules(root).texts


def offered(root: Path = LIBRARY) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Each file with the words in it that one person may send to another."""
    folder, form = root / "groups", feedback(root)
    begun = (text for part in form.part for text in part.beginnings)
    yield folder / "feedback.toml", (*form.asking, *form.answers, *begun)
    yield folder / "replies.toml", tuple(one.words for one in replies(root).values())
    for script in pair_scripts(root).values():
        yield folder / "pairs" / f"{script.id}.toml", script.offered
