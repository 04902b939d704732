"""How well the screen does on held-out messages: `python -m overture.safety.measuring`.

`heldout` was read while the screen was made and four faults it showed were mended, so it flatters.
`heldout-2` and `heldout-everyday` were written by another hand before a later change. `acts` are
the ordinary texts held out of the program's understanding of talk; one of them states an age of
seventeen, and its "protocol" is the route for that.
"""

import sys
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from math import sqrt

from overture.safety.everyday import held_out_acts
from overture.safety.library import examples
from overture.safety.screening import Next, screen
from overture.safety.state import ScreenState

SETS = ("heldout", "heldout-2", "heldout-everyday")

_NOW = datetime(2026, 1, 1, tzinfo=UTC)
"""Any moment does: every message is screened alone."""


@dataclass(frozen=True)
class Share:
    """`hits` of `count`, with a 95 % interval (Wilson)."""

    hits: int
    count: int

    @property
    def value(self) -> float:
        """The share, 0-1; 0 for nothing counted."""
        return self.hits / self.count if self.count else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper end of the 95 % interval."""
        if not self.count:
            return 0.0, 1.0
        z, n, p = 1.96, self.count, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        reach = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, middle - reach), min(1.0, middle + reach)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.3f} ({self.hits} of {self.count}; 95 % interval {low:.3f}-{high:.3f})"


@dataclass(frozen=True)
class Figures:
    """One set measured, each message alone.

    `recall`: risk messages asked about or answered. `explicit`: the same for those that say it
    outright, and `explicit_protocol` those of them sent straight to the protocol. `questions` and
    `protocols`: benign near misses asked about at all, and sent to the protocol. `by_style`:
    recall by style of writing.
    """

    recall: Share
    explicit: Share
    explicit_protocol: Share
    questions: Share
    protocols: Share
    by_style: dict[str, Share]


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


if __name__ == "__main__":
    sys.stdout.write(report_all() + "\n")
