"""`overture simulate`: made-up people under several rules of planning, and what became of them."""

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from overture.cli.problems import Problem
from overture.cli.progress import building

if TYPE_CHECKING:
    from overture.simulation.belief_people import BeliefPopulation
    from overture.simulation.cohort import Trial
    from overture.simulation.outcomes import Interval


class World(StrEnum):
    """The worlds by name; `overture.simulation.worlds` says what each does."""

    STANDARD = "standard"
    NO_GENERALISATION = "no-generalisation"
    RETURN_OF_FEAR = "return-of-fear"
    DROP_OUT = "drop-out"


class Rule(StrEnum):
    """The rules by name; `overture.simulation.rules` says what each does."""

    NONE = "none"
    RANDOM = "random"
    LADDER = "ladder"
    TARGET_80 = "target-80"
    GAIN = "gain"
    ORACLE = "oracle"


People = Annotated[int, typer.Option(min=2, max=5_000, help="Made-up people for each seed.")]
Weeks = Annotated[int, typer.Option(min=1, max=26, help="Weeks that they live through.")]
Where = Annotated[World, typer.Option(help="The world that they live in.")]
Rules = Annotated[
    list[Rule] | None, typer.Option("--rule", help="A rule; give it again for more. All if none.")
]
Seeds = Annotated[int, typer.Option(min=2, max=200, help="How many draws of people and luck.")]
First = Annotated[int, typer.Option(min=0, max=1_000_000, help="The first seed.")]
Prior = Annotated[
    Path | None, typer.Option(help="A prior of the belief model (JSON) that people come from.")
]
Out = Annotated[Path | None, typer.Option(help="Write result.json and frontier.svg here.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write one JSON object.")]


def simulate(
    people: People = 200,
    weeks: Weeks = 6,
    world: Where = World.STANDARD,
    rule: Rules = None,
    seeds: Seeds = 8,
    seed: First = 0,
    population: Prior = None,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Let made-up people live under rules of planning: what they come to expect, and who stays.

    The same people meet the same luck under each rule. Intervals are over seeds. With the extra
    overture\\[plots] the drawing is written as PNG too.

    Example: [bold]overture simulate --people 200 --rule gain --rule ladder --json[/bold]
    """
    from overture.simulation import WORLDS  # noqa: PLC0415 - NumPy is slow to import
    from overture.simulation.cohort import Cohort, compare  # noqa: PLC0415

    drawn_from = _population(population) if population else None
    folder = _folder(out) if out else None
    cohort = Cohort(people, range(seed, seed + seeds), weeks, population=drawn_from)
    with building() as report:
        trial = compare(WORLDS[world], list(dict.fromkeys(rule or Rule)), cohort, report)
    written = _written(folder, trial) if folder else []
    if as_json:
        typer.echo(json.dumps(trial.as_json(), ensure_ascii=False))
    else:
        typer.echo("\n".join([*table(trial), *written]))


def table(trial: "Trial") -> list[str]:
    """What became of people, a rule a row, each number with its 95 % interval."""
    heads = (
        "rule",
        "beliefs about people, better by",
        "people kept, in 100",
        "steps with people",
        "of these, gone badly",
        "minutes with the program",
    )
    rows = [heads, *(_row(rule, trial.over_seeds(rule)) for rule in trial.found)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(heads))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    asked = f"{trial.people} people, {trial.weeks} weeks, {len(trial.seeds)} seeds"
    return [
        f"World {trial.world}: {asked}. For one person, with the 95 % interval over seeds;",
        "beliefs in points of 10, over all moments with people, of those who left as well.",
        *lines,
    ]


def _row(rule: str, found: "dict[str, Interval]") -> tuple[str, ...]:
    kept = type(found["kept"])(*(100.0 * value for value in found["kept"]))
    return (
        str(rule),
        found["belief"].words(),
        kept.words(0),
        found["people"].words(1),
        found["bad"].words(1),
        found["minutes"].words(0),
    )


def _folder(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"{out} cannot be made: {error.strerror}. Nothing was simulated."
        raise Problem(what, "Choose another place with --out.") from error
    return out


def _written(folder: Path, trial: "Trial") -> list[str]:
    """Write the result and the drawing; what was written, and what was left out, in words."""
    from overture.simulation.frontier import frontier  # noqa: PLC0415

    drawn = frontier([trial])
    result = json.dumps(trial.as_json(), ensure_ascii=False, indent=1) + "\n"
    files: dict[str, bytes] = {"result.json": result.encode(), "frontier.svg": drawn.encode()}
    pixels = png(drawn)
    if pixels:
        files["frontier.png"] = pixels
    for name, content in files.items():
        _write(folder / name, content)
    told = [f"Written to {folder}: {', '.join(files)}."]
    if not pixels:
        told.append("No PNG: the extra overture[plots] is not installed.")
    return told


def _write(path: Path, content: bytes) -> None:
    from overture.fitting.artefact import write_whole  # noqa: PLC0415 - NumPy is slow to import

    try:
        write_whole(path, content)
    except OSError as error:
        what = f"{path} cannot be written: {error.strerror}. What stood there before still stands."
        raise Problem(what, "Choose another place with --out.") from error


def png(drawn: str) -> bytes | None:
    """The drawing as PNG, twice as large, or None without the extra."""
    try:
        import resvg_py
    except ImportError:
        return None
    pixels: Any = resvg_py.svg_to_bytes(svg_string=drawn, zoom=2)
    return bytes(pixels)


def _population(path: Path) -> "BeliefPopulation":
    from overture.fitting.artefact import population_of  # noqa: PLC0415
    from overture.learning import PARAMETERS  # noqa: PLC0415
    from overture.simulation.belief_people import BeliefPopulation  # noqa: PLC0415

    try:
        artefact = json.loads(path.read_text("utf-8"))
        found = population_of(artefact)
        names: Sequence[str] = artefact["parameters"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Problem(f"{path} is no prior: {error}", "Nothing was simulated.") from error
    if tuple(names) != PARAMETERS:
        what = f"{path} is a prior of another model: {', '.join(names)}."
        raise Problem(what, "People here come from the belief model. Nothing was simulated.")
    spread = found.covariance.diagonal() ** 0.5
    return BeliefPopulation(
        tuple(found.coefficients[:, 0].tolist()), tuple(spread.tolist()), by_score=0.0
    )
