"""What came since the last session, in sentences: from what is shared, and nothing else."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from statistics import fmean
from typing import Final

from overture.planning.caseload import CLOSE, FEWEST, Seen, Shared
from overture.planning.words import number, sentence

LATELY: Final = 10


def since(shared: Shared, began: datetime) -> tuple[str, ...]:
    """What changed since a time, and what stands behind it. Empty where nothing is shared."""
    return tuple(_told(shared, began))


def _told(shared: Shared, began: datetime) -> Iterator[str]:
    if shared.moments is not None:
        before = [one for one in shared.moments if one.at < began]
        after = [one for one in shared.moments if one.at >= began]
        yield _counted(after)
        yield from _moved(before, after)
        yield from _harder(after)
    if shared.tried is not None:
        last = shared.tried[-LATELY:]
        if stopped := sum(reach != "done" for reach in last):
            yield f"Of the last {len(last)} with people, {stopped} stopped on the way."
    if shared.cue is not None:
        minutes = sum(length for at, length in shared.cue if at >= began)
        yield f"About {minutes:.0f} minutes with Cue." if minutes else "Cue was not opened."


def _counted(after: Sequence[Seen]) -> str:
    practice = sum(one.practice for one in after)
    people = sum(one.met for one in after) - practice
    if not after:
        return "Nothing noted since."
    moments = "moment" if people == 1 else "moments"
    return f"{sentence(number(people))} {moments} with people, {number(practice)} practice."


def _moved(before: Sequence[Seen], after: Sequence[Seen]) -> Iterator[str]:
    """How expected and felt anxiety stand beside the time before, with three rated on each side."""
    sides = [[one for one in some if one.lead is not None] for some in (before, after)]
    if any(len(side) < FEWEST for side in sides):
        return
    expected = [fmean(one.expected or 0 for one in side) for side in sides]
    felt = [fmean(one.felt or 0 for one in side) for side in sides]
    yield (
        f"Expected anxiety {_went(expected[0], expected[1])}, felt anxiety "
        f"{_went(felt[0], felt[1])}."
    )


def _went(before: float, after: float) -> str:
    if abs(after - before) < CLOSE:
        return f"stayed about {after:.1f}"
    return f"{'rose' if after > before else 'fell'} from {before:.1f} to {after:.1f}"


def _harder(after: Sequence[Seen]) -> Iterator[str]:
    for one in after:
        if one.lead is not None and one.lead < 0:
            day = f"{one.at.day} {one.at:%B}"
            what = f"“{one.title}”" if one.title else "practice" if one.practice else "with people"
            yield f"Harder than expected: {what} on {day}, {one.felt} against {one.expected}."
