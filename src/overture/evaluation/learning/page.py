"""The report on the learning model as a page: words, tables and drawings, beside the command.

    python -m overture.evaluation.learning.page docs/explanation/learning.md

Drawings are written into a folder of the page's name, beside it. Every number on the page comes
from that one run; where data are not at hand, the page says what was left out.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from overture import __version__
from overture.evaluation.learning.parts import Part, Table
from overture.evaluation.learning.suite import Learning, evaluate
from overture.evaluation.results import Figure, markdown_table

COMMAND: Final = "python -m overture.evaluation.learning.page docs/explanation/learning.md"

_OPENING: Final = """\
# How well the learning model knows people

This page is made by a program: `{command}` (version {version}). The same figures come from
`overture evaluate learning`, with `--json` for a program. People here are made up unless it says
otherwise; nothing on this page is a claim about anybody’s health.

{verdict}
"""


def written(found: Learning, page: Path) -> None:
    """Write the page and its drawings."""
    folder = page.with_suffix("")
    folder.mkdir(parents=True, exist_ok=True)
    for part in found.parts:
        for drawing in part.drawings:
            (folder / f"{drawing.name}.svg").write_text(drawing.svg, "utf-8")
    page.write_text(text_of(found, folder.name), "utf-8")


def text_of(found: Learning, folder: str) -> str:
    """The page as Markdown; drawings are in `folder` beside it."""
    short = [figure.name for figure in found.figures if not figure.holds]
    verdict = (
        f"Not every aim is met. Fallen short: {'; '.join(short)}."
        if short
        else f"All {len(found.figures)} figures that were measured meet their aims."
    )
    parts = [_OPENING.format(command=COMMAND, version=__version__, verdict=verdict)]
    parts += ["\n".join(_section(part, folder)) for part in found.parts]
    return "\n".join(parts)


def _section(part: Part, folder: str) -> Iterator[str]:
    yield f"## {part.name[0].upper()}{part.name[1:]}\n\n{part.asks}\n"
    if part.left_out:
        yield f"{part.left_out}\n"
    for said in part.says:
        yield f"{said}\n"
    if part.figures:
        yield markdown_table(
            ("figure", "measured", "aim", "met"), [_figure(one) for one in part.figures]
        )
    for table in part.tables:
        yield _table(table)
    for drawing in part.drawings:
        yield f"![{drawing.words}]({folder}/{drawing.name}.svg)\n\n*{drawing.words}*\n"


def _figure(one: Figure) -> tuple[str, ...]:
    bound = "at most" if one.at_most else "at least"
    # An evidence of thousands of nats is told to a hundredth, a share to four digits.
    shown, aim = (f"{x:.2f}" if abs(x) >= 1_000 else f"{x:.4g}" for x in (one.value, one.aim))
    return one.name, shown, f"{bound} {aim}", "yes" if one.holds else "no"


def _table(table: Table) -> str:
    return f"**{table.title}**\n\n{markdown_table(table.heading, table.rows)}"


def _main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(f"Usage: {COMMAND}", file=sys.stderr)  # noqa: T201 - this is a command
        return 2
    page = Path(arguments[0])
    found = evaluate(lambda doing, _share: print(doing, file=sys.stderr))  # noqa: T201
    written(found, page)
    return 0 if found.holds else 1


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
