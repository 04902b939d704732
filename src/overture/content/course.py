"""The course: one file a week."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from overture.content.drills import drills
from overture.content.errors import ContentError
from overture.content.exercises import exercises
from overture.content.files import each_by_id, read_toml
from overture.content.lessons import lessons
from overture.content.loader import LIBRARY
from overture.content.schema.course import Thing, Week


@cache
def course(root: Path = LIBRARY) -> Mapping[str, Week]:
    """Every week of the course by id, in order; the last one is what comes after.

    Raises ContentError, naming file and line, if one cannot be read or its id is not its name, or
    if the course does not end with what comes after it.
    """
    paths = sorted((root / "course").glob("*.toml"))
    found = each_by_id(paths, lambda path: read_toml(path, Week))
    weeks = dict(sorted(found.items(), key=lambda item: item[1].order))
    if [week.order for week in weeks.values()] != list(range(1, len(weeks) + 1)):
        raise ContentError(root / "course", 0, "the weeks must be numbered from 1 without a gap")
    phases = [week.phase for week in weeks.values()]
    if phases and (phases.count("after") != 1 or phases[-1] != "after"):
        raise ContentError(root / "course", 0, "the course must end with the one file of after")
    return weeks


def unknown_targets(week: Week, root: Path = LIBRARY) -> Iterator[tuple[Thing, str]]:
    """Things of a week that name a lesson, an exercise or a drill that there is not."""
    known = {"read": lessons(root), "settle": exercises(root), "drill": drills(root)}
    for thing in week.things:
        if thing.kind in known and thing.target not in known[thing.kind]:
            yield thing, f"there is no {thing.kind} {thing.target!r}"
