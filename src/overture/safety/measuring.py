"""How well the screen does on held-out messages: `python -m overture.safety.measuring`.

With `--write 2026-11-22` it also keeps what was measured, under that day, for the public page.

`heldout` was read while the screen was made and four faults it showed were mended, so it flatters.
`heldout-2` and `heldout-everyday` were written by another hand before a later change. `heldout-4`
and `heldout-5` are by two more hands, who never saw the screen: they are nearest to what it does
among strangers. The third set became `development-10`, which is learned from. `acts` are
the ordinary texts held out of the program's understanding of talk; one of them states an age of
seventeen, and its "protocol" is the route for that.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from overture.content.schema.safety import Measured, Row
from overture.safety.everyday import held_out_acts
from overture.safety.head import shipped
from overture.safety.library import MEASURED, examples
from overture.safety.published import Share
from overture.safety.screening import Next, screen
from overture.safety.state import ScreenState

PUBLISHED = {
    "heldout-5": "Fifth set",
    "heldout-4": "Fourth set",
    "heldout-2": "Second set",
    "heldout": "First set",
}
SETS = (*PUBLISHED, "heldout-everyday")

_NOW = datetime(2026, 1, 1, tzinfo=UTC)
"""Any moment does: every message is screened alone."""


@dataclass(frozen=True)
class Figures:
    """One set measured, each message alone.

    `recall`: risk messages asked about or answered. `explicit`: the same for the acute ones, which
    in the older sets all say it outright, and `explicit_protocol` those of them sent straight to
    the protocol. `questions` and `protocols`: benign messages asked about at all, and sent to the
    protocol. `by_style`: recall by style of writing.
    """

    recall: Share
    explicit: Share
    explicit_protocol: Share
    questions: Share
    protocols: Share
    by_style: dict[str, Share]


@cache
def measure(name: str = "heldout") -> Figures:
    """Screen every message of an example file from a blank state."""
    seen: Counter[tuple[str, str, Next]] = Counter()
    for group in examples(name).group:
        for text in group.texts:
            found = screen(text, ScreenState(), now=_NOW)
            seen[group.label, group.style, found.next] += 1
    at_risk = {style for label, style, _ in seen if label != "benign"}
    return Figures(
        recall=_share(seen, {"acute", "concern"}),
        explicit=_share(seen, {"acute"}),
        explicit_protocol=_share(seen, {"acute"}, spoken=("protocol",)),
        questions=_share(seen, {"benign"}),
        protocols=_share(seen, {"benign"}, spoken=("protocol",)),
        by_style={one: _share(seen, {"acute", "concern"}, style=one) for one in sorted(at_risk)},
    )


def ordinary() -> Counter[Next]:
    """What comes of each held-out example of an ordinary act, from a blank state."""
    texts = (example.text for example in held_out_acts())
    return Counter(screen(text, ScreenState(), now=_NOW).next for text in texts)


def _share(
    seen: Counter[tuple[str, str, Next]],
    labels: set[str],
    *,
    spoken: tuple[Next, ...] = ("question", "protocol"),
    style: str | None = None,
) -> Share:
    kept = {
        key: count
        for key, count in seen.items()
        if key[0] in labels and (style is None or key[1] == style)
    }
    return Share(sum(n for key, n in kept.items() if key[2] in spoken), sum(kept.values()))


def report(figures: Figures) -> str:
    """The figures as a few lines of text; a set without risk, or without benign, has fewer."""
    named = [
        ("risk asked about or answered", figures.recall),
        ("  said outright, asked or answered", figures.explicit),
        ("  said outright, protocol at once", figures.explicit_protocol),
        ("benign asked about", figures.questions),
        ("benign sent to the protocol", figures.protocols),
        *((f"  {style}", share) for style, share in figures.by_style.items()),
    ]
    return "\n".join(f"{name:<42}{share}" for name, share in named if share.count)


def report_all() -> str:
    """Every held-out set, one after another."""
    parts = [f"{name}\n{report(measure(name))}" for name in SETS]
    found = ordinary()
    asked = Share(found["question"] + found["protocol"], found.total())
    opened = Share(found["protocol"], found.total())
    parts.append(
        f"acts\n{'benign asked about':<42}{asked}\n{'benign sent to the protocol':<42}{opened}"
    )
    return "\n\n".join(parts)


def rows() -> tuple[Row, ...]:
    """What the public page says of the screen, measured now: the newest set, and worst, first."""
    named = [row for name, title in PUBLISHED.items() for row in _of_set(title, measure(name))]
    acts = ordinary()
    asked = Share(acts["question"] + acts["protocol"], acts.total())
    opened = Share(acts["protocol"], acts.total())
    named += [
        ("Everyday talk asked about", measure("heldout-everyday").questions),
        ("Held-out examples of ordinary acts asked about", asked),
        ("Held-out examples of ordinary acts sent to the protocol", opened),
    ]
    return tuple(Row(name=name, hits=one.hits, count=one.count) for name, one in named)


def _of_set(title: str, found: Figures) -> list[tuple[str, Share]]:
    return [
        (f"{title}, risk asked about or answered", found.recall),
        (f"{title}, gravest messages asked about or answered", found.explicit),
        (f"{title}, gravest messages sent to the protocol at once", found.explicit_protocol),
        (f"{title}, messages without risk asked about", found.questions),
        (f"{title}, messages without risk sent to the protocol", found.protocols),
    ]


def kept(on: date) -> str:
    """What is measured now, as the file that the public page reads."""
    found = Measured(schema_="safety-measured/1", on=on, head=shipped().head.digest, row=rows())
    return found.model_dump_json(indent=1, by_alias=True) + "\n"


def main(arguments: Sequence[str]) -> None:
    """Print the figures; with `--write DAY`, keep them as well."""
    if arguments[:1] == ["--write"]:
        MEASURED.write_text(kept(date.fromisoformat(arguments[1])), "utf-8")
    sys.stdout.write(report_all() + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
