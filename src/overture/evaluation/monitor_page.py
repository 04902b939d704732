"""The tables of the page on the monitor and on nudges, measured and written anew into it.

`python -m overture.evaluation.monitor_page docs/explanation/monitor-and-nudges.md`. The prose of
the page is people's; what stands between `<!-- table: name -->` and `<!-- end -->` is replaced.
"""

import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from overture.evaluation import monitor, nudges
from overture.evaluation.monitor import Monitored
from overture.evaluation.nudges import Nudged
from overture.evaluation.results import Figure, markdown_table
from overture.simulation.outcomes import Interval

_PLACE: Final = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(page: str, tables: Mapping[str, str]) -> str:
    """The page with each of its tables replaced.

    Raises ValueError when a table has no place in the page, or a place no table.
    """
    places = {name for _, name, _ in _PLACE.findall(page)}
    if places != set(tables):
        odd = ", ".join(sorted(places ^ set(tables)))
        raise ValueError(f"places and tables do not match: {odd}")
    return _PLACE.sub(lambda found: f"{found[1]}{tables[found[2]].rstrip()}\n{found[3]}", page)


def tables(watched: Monitored, nudged: Nudged) -> dict[str, str]:
    """Every table of the page by its name."""
    return {
        "runs": _runs(watched),
        "rival": _rival(watched),
        "still": _still(watched),
        "monitor": _figures(watched.figures),
        "worth": _worth(nudged),
        "coverage": _coverage(nudged),
        "nudges": _figures(nudged.figures),
    }


def _runs(watched: Monitored) -> str:
    head = (
        "usual moments a week",
        "weeks to the first false card",
        "false cards in 26 weeks",
        "the same, lives that clump",
        "weeks until a halving is told",
        "told within 8 weeks",
    )
    rows = (
        (f"{r.rate:g}", *map(_with, (r.in_control, r.false_alarms, r.clumped, r.delay, r.soon)))
        for r in watched.run_lengths
    )
    return markdown_table(head, rows)


def _rival(watched: Monitored) -> str:
    head = (
        "usual moments a week",
        "false in 26 weeks: ours",
        "plain rule",
        "told within 8 weeks: ours",
        "plain rule",
    )
    rows = (
        (f"{r.rate:g}", *map(_with, (r.false_alarms, r.rival_false, r.soon, r.rival_soon)))
        for r in watched.run_lengths
    )
    return markdown_table(head, rows)


def _still(watched: Monitored) -> str:
    found = watched.looked
    rows = (
        ("stands still from the start: told by week 12", found.told_still, found.plain_still),
        ("truly comes down: told in a look", found.wrong, found.plain_wrong),
    )
    own = (
        ("learned for three weeks, then stopped: told by week 12", found.told_stopped),
        ("the gap is closed: told in a look", found.closed),
    )
    lines = [(name, f"{ours:.2f}", f"{plain:.2f}") for name, ours, plain in rows]
    lines += [(name, f"{ours:.2f}", "not measured") for name, ours in own]
    return markdown_table(("who", "ours", "plain slope"), lines)


def _worth(nudged: Nudged) -> str:
    head = ("where a nudge", "ours", "always .3", "who knows", "never", "ours less .3")
    rows = (
        (w.world, _with(w.ours), _with(w.plain), _with(w.known), "0", _with(w.gained))
        for w in nudged.worth
    )
    return markdown_table(head, rows)


def _coverage(nudged: Nudged) -> str:
    head = ("people", "mean effect", "the same, uncorrected", "at no dose", "by dose", "bias")
    rows = (
        (str(c.people), *(f"{x:.3f}" for x in c[1:5]), f"{c.bias:+.4f}") for c in nudged.coverage
    )
    return markdown_table(head, rows)


def _figures(figures: Iterable[Figure]) -> str:
    rows = (
        (
            f.name,
            f"{f.value:,.0f}" if f.value >= 1000 else f"{f.value:.3g}",
            f"at {'most' if f.at_most else 'least'} {f.aim:,g}",
        )
        for f in figures
    )
    return markdown_table(("figure", "measured", "aim"), rows)


def _with(mean: Interval) -> str:
    return mean.words()


def main() -> None:
    """Measure both suites, which takes a minute or so, and write the tables into the page."""
    page = Path(sys.argv[1])
    watched = monitor.evaluate(lambda _doing, _share: None)
    nudged = nudges.evaluate(lambda _doing, _share: None)
    page.write_text(filled(page.read_text("utf-8"), tables(watched, nudged)), "utf-8")


if __name__ == "__main__":
    main()
