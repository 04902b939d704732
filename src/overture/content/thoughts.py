"""Kinds of thought: one file each."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from overture.content.files import each_by_id, read_toml
from overture.content.loader import LIBRARY, real_steps
from overture.content.schema.thought import ThoughtKind

__all__ = ["OTHER", "ThoughtKind", "likely_kind", "thought_kinds", "unknown_steps"]

OTHER = "other"
"""The kind of every thought that is none of the others."""


@cache
def thought_kinds(root: Path = LIBRARY) -> Mapping[str, ThoughtKind]:
    """Every kind of thought by id, in the order in which they are shown; `OTHER` is the last.

    Raises ContentError, naming file and line, if one cannot be read or its id is not its name.
    """
    paths = sorted((root / "thoughts").glob("*.toml"))
    found = each_by_id(paths, lambda path: read_toml(path, ThoughtKind))
    return dict(sorted(found.items(), key=lambda item: item[1].order))


def unknown_steps(kind: ThoughtKind, root: Path = LIBRARY) -> Iterator[str]:
    """Steps that a kind names and the library does not have."""
    known = real_steps() if root == LIBRARY else real_steps(root)
    return (step_id for step_id in kind.shows if step_id not in known)


def likely_kind(words: str, kinds: Mapping[str, ThoughtKind] | None = None) -> str:
    """The id of the kind that a thought in somebody's own words most looks like.

    A guess by a few signs, which the member may set right with a tap; `OTHER` where nothing fits.
    """
    said = " ".join(words.lower().replace("’", "'").split())
    known = thought_kinds() if kinds is None else kinds
    heard = {kind.id: sum(_says(said, sign) for sign in kind.signs) for kind in known.values()}
    best = max(heard, key=heard.__getitem__, default=OTHER)
    return best if heard.get(best) else OTHER


def _says(said: str, sign: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(sign)}(?!\w)", said) is not None
