"""All questions put to the learning model, one after the other, with sizes that can be chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from overture.evaluation.belief_recovery import figures
from overture.evaluation.learning.believing import believing
from overture.evaluation.learning.calibration import calibration
from overture.evaluation.learning.confusion import confusion
from overture.evaluation.learning.controls import controls
from overture.evaluation.learning.foretelling import foretelling
from overture.evaluation.learning.parts import Part
from overture.evaluation.learning.published import (
    data_folder,
    published,
    real_people,
    with_choices,
)
from overture.evaluation.learning.recovery import recovery
from overture.evaluation.learning.sampling import sampling
from overture.evaluation.results import Figure, Report, met

_BELIEVED: Final = (
    "{people} made-up people live by the full model of belief, with situations, three channels and "
    "ratings in whole points, after 8, 16 and 32 attempts. What is found again, and does a fit "
    "claim more than it finds? Ten parameters from so few attempts cannot all be personal. Aims "
    "here are what the fit reached when they were set, less what another draw of people moves it: "
    "they tell whether it gets worse, not that it is good. What is shown as anybody’s own claims a "
    "recovery of .6; the true one may fall a little short. Of the noise fewer than four truths in "
    "five lie within the 80 % band, because people rate in whole points. Calibration and full "
    "sampling, further down, are of the delta rule alone: of this model neither was done, and the "
    "Kalman twin was not held beside another program’s fit."
)


@dataclass(frozen=True)
class Sizes:
    """How many people each question is put to, and how many deployments of each rule there are."""

    recovered: int = 1_000
    believed: int = 400
    calibrated: int = 1_000
    controlled: int = 400
    foretold: int = 60
    deployments: int = 4


USUAL: Final = Sizes()
QUICK: Final = Sizes(
    recovered=300, believed=100, calibrated=300, controlled=60, foretold=30, deployments=1
)
"""For tests: the same questions, put to fewer."""


@dataclass(frozen=True)
class Learning:
    """What was found, question by question."""

    parts: tuple[Part, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of every part."""
        return tuple(figure for part in self.parts for figure in part.figures)

    @property
    def holds(self) -> bool:
        """Whether every figure that was measured meets its aim."""
        return met(self.figures)

    def as_json(self) -> dict[str, Any]:
        """The figures as plain JSON values, with tables and what was said of them."""
        return {
            "suite": "learning",
            "holds": self.holds,
            "figures": {figure.name: figure.as_json() for figure in self.figures},
            "says": {part.name: list(part.says) for part in self.parts if part.says},
            "tables": {
                part.name: [table.as_json() for table in part.tables]
                for part in self.parts
                if part.tables
            },
            "left_out": " ".join(
                dict.fromkeys(part.left_out for part in self.parts if part.left_out)
            ),
        }

    def words(self) -> str:
        """The figures, each on a line, and what is to be said of them."""
        lines = ["learning: what the model finds, how sure it is, and what it foretells"]
        for part in self.parts:
            lines.append(f" {part.name}")
            lines += [f"  {figure.words()}" for figure in part.figures]
            lines += [f"  {said}" for said in part.says]
            if part.left_out:
                lines.append(f"  {part.left_out}")
        return "\n".join(lines)


def believed(people: int, report: Report) -> Part:
    """What is found again of people who live by the full belief model, after few attempts."""
    return Part(
        "full belief model", _BELIEVED.format(people=people), figures(report, people=people)
    )


def evaluate(report: Report, *, sizes: Sizes = USUAL, folder: Path | None = None) -> Learning:
    """Put every question; those that need data which are not there are left out, saying so.

    `folder` holds the data of the published fit; where it is not given, the environment names it.
    """
    data = with_choices(folder) if folder is not None else data_folder()
    questions: tuple[tuple[str, Callable[[], Part]], ...] = (
        ("Finding made-up people again", lambda: recovery(sizes.recovered)),
        ("Finding the full belief model again", lambda: believed(sizes.believed, report)),
        ("Fitting the published task", lambda: published(data)),
        ("Calibrating", lambda: calibration(sizes.calibrated)),
        ("Comparing with full sampling", sampling),
        ("Shuffling outcomes", lambda: controls(sizes.controlled)),
        ("Foretelling ratings", lambda: foretelling(sizes.foretold)),
        ("Foretelling beliefs", lambda: believing(sizes.believed)),
        ("Foretelling real people", lambda: real_people(data)),
        ("Telling models apart", lambda: confusion(sizes.deployments)),
    )
    parts = []
    for place, (doing, put) in enumerate(questions):
        report(doing, place / len(questions))
        parts.append(put())
    return Learning(tuple(parts))
