"""The report on the planner as a page: words, tables and a drawing, beside the command.

    python -m overture.evaluation.planner.page docs/explanation/planner.md

The drawing is written beside it. Every number on the page comes from that one run.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from overture import __version__
from overture.evaluation.planner.chances import Bin
from overture.evaluation.planner.comparing import Compared
from overture.evaluation.planner.controls import Advantage
from overture.evaluation.planner.suite import Planner, evaluate
from overture.evaluation.results import Figure, markdown_table
from overture.simulation.frontier import frontier
from overture.simulation.outcomes import Interval

COMMAND: Final = "python -m overture.evaluation.planner.page docs/explanation/planner.md"

_OPENING: Final = """\
# Which next step: our rule against its rivals

This page is made by a program: `{command}`
(version {version}). The same figures come from `overture evaluate planner`, with `--json` for a
program, and one world at a time from `overture simulate`. Everybody here is made up; nothing on
this page is a claim about anybody’s health.

**{verdict}**

Made-up people come from the weak prior of the belief model, one standard deviation more anxious
than people are. They live six weeks in a world that is as the models say (`standard`), or in one
that is not: what is learned carries to nothing else (`no-generalisation`), fear comes back with a
bad moment or after quiet days (`return-of-fear`), or those leave for whom moments go badly, seen
or unseen (`drop-out`). Under each rule the same people meet the same luck.

The rules: nothing at all; a step at random; the ladder (smallest first, by kind); the step whose
chance is nearest to 8 in 10; ours (`gain`: the most movement of beliefs about people, above a
floor); and an oracle that knows the truth and chooses what helps most today. All but the oracle
know a score and the record, and all keep the same limits. What is assumed, and why, is
[written down](../decisions/{decision}).
"""

_AHEAD_ANYWAY: Final = (
    "Ours is ahead of the ladder even where outcomes are shuffled, so what it is ahead by "
    "elsewhere is not all owed to knowing what goes well."
)
DECISION: Final = "0017-made-up-worlds.md"


def written(found: Planner, page: Path) -> None:
    """Write the page and its drawing."""
    drawing = page.with_name(f"{page.stem}-frontier.svg")
    drawing.write_text(frontier(found.frontier[0].trials), "utf-8")
    page.write_text(text_of(found, drawing.name), "utf-8")


def text_of(found: Planner, drawing: str) -> str:
    """The page as Markdown; `drawing` is the file of the frontier beside it."""
    return "\n".join(
        (
            _OPENING.format(
                command=COMMAND, version=__version__, verdict=found.verdict, decision=DECISION
            ),
            *_frontier(found.frontier, drawing),
            *_held(found),
            *_chances(found),
            *_control(found.control),
        )
    )


def _frontier(found: Iterable[Compared], drawing: str) -> Iterator[str]:
    yield "## The frontier\n"
    yield (
        "Beliefs are what people expect of moments with people: less anxiety, more enjoyment, a "
        "less likely feared event, in points of 10, after six weeks against before, those who left "
        "included. In brackets: 95 % interval over seeds.\n"
    )
    alt = "Beliefs about people against people kept, a panel a world"
    yield f"![{alt}: the tables below say the same]({drawing})\n"
    for one in found:
        setting = one.setting
        yield f"### {setting.name[0].upper()}{setting.name[1:]}\n"
        yield f"{setting.says}. {setting.people} people for each of {setting.seeds} seeds.\n"
        yield markdown_table(
            (
                "world",
                "rule",
                "beliefs better by",
                "kept, in 100",
                "steps with people",
                "gone badly",
                "minutes with the program",
            ),
            _outcomes(one),
        )
        yield f"Is `gain` better? {'Yes, everywhere.' if one.survives else 'Not everywhere.'}\n"
        yield markdown_table(
            ("world", "against", "beliefs, difference", "kept in 100, difference", "better"),
            ((*claim, "yes" if better else "no") for *claim, better in one.claims()),
        )


def _outcomes(one: Compared) -> Iterator[tuple[str, ...]]:
    for trial in one.trials:
        for rule in trial.found:
            found = trial.over_seeds(rule)
            kept = Interval(*(100.0 * value for value in found["kept"]))
            yield (
                trial.world,
                rule,
                found["belief"].words(),
                kept.words(0),
                *(found[name].words(1) for name in ("people", "bad", "minutes")),
            )


def _held(found: Planner) -> Iterator[str]:
    yield "## What it promises\n"
    yield markdown_table(("figure", "measured", "aim", "met"), map(_figure, found.figures))
    fewer, more = found.by_contact
    yield (
        "What may be offered of the program in a week falls with every moment with people. Within "
        f"six weeks that limit seldom binds: an offer held {fewer:.1f} minutes with the program on "
        f"average where no more people were met than usual, and {more:.1f} where more were.\n"
    )


def _figure(one: Figure) -> tuple[str, ...]:
    bound = "at most" if one.at_most else "at least"
    return one.name, f"{one.value:.4g}", f"{bound} {one.aim:.4g}", "yes" if one.holds else "no"


def _chances(found: Planner) -> Iterator[str]:
    yield "## Does 8 in 10 mean 8 in 10?\n"
    yield "Steps that were taken, by the chance that the program gave them, as the models say:\n"
    yield _reliability(found.standard.bins())
    yield (
        "Where moments go badly more often than the program assumes (0.4 on the probit scale), it "
        f"says too much, and its chances are {found.harder.off:.3f} off on average. It learns of a "
        "person’s own moments only, and six weeks are few of them:\n"
    )
    yield _reliability(found.harder.bins())


def _reliability(bins: Iterable[Bin]) -> str:
    rows = ((f"{one.steps:,}", f"{one.chance:.3f}", f"{one.well:.3f}") for one in bins)
    return markdown_table(("steps", "chance given", "share gone well"), rows)


def _control(found: tuple[Advantage, Advantage]) -> Iterator[str]:
    yield "## Negative control\n"
    yield (
        "With shuffled outcomes nothing that is met depends on the person or the step, so there is "
        "nothing to choose by. What is left of an advantage there does not come from knowing what "
        "goes well.\n"
    )
    yield markdown_table(
        (
            "world",
            "gone well more often than at random",
            "beliefs, over random",
            "beliefs, over the ladder",
        ),
        ((one.world, one.well.words(3), one.random.words(3), one.ladder.words(3)) for one in found),
    )
    if found[0].ladder.low > 0.0:
        yield f"{_AHEAD_ANYWAY}\n"


def _main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(f"Usage: {COMMAND}", file=sys.stderr)  # noqa: T201 - this is a command
        return 2
    found = evaluate(lambda doing, _share: print(doing, file=sys.stderr))  # noqa: T201
    written(found, Path(arguments[0]))
    return 0 if found.holds else 1


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
