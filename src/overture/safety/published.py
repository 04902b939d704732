"""The page that tells anybody what is done when somebody may be in danger, and how well."""

import re
from dataclasses import dataclass
from math import sqrt

from overture.content.schema.safety import Measured
from overture.safety.library import measured, protocol_text

NOT_PUBLISHED = (
    "Whoever runs this service has not named a place whose law asks for the count, so none stands "
    "here. They can see it, by day and without anything that points to a person."
)


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

    def as_json(self) -> dict[str, float]:
        """The share as plain JSON values."""
        low, high = (round(end, 4) for end in self.interval)
        known: dict[str, float] = {"hits": self.hits, "count": self.count}
        return {"value": round(self.value, 4), **known, "low": low, "high": high}

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.3f} ({self.hits} of {self.count}; 95 % interval {low:.3f}-{high:.3f})"


def protocol_page(counts: str = NOT_PUBLISHED) -> str:
    """The public protocol page, as Markdown.

    `counts`: how often help was named, in words, where a place asks for that to be public.
    """
    page = protocol_text().replace("{measured}", as_table(measured()))
    return page.replace("{counts}", counts)


def section(title: str) -> str:
    """The text under one heading of the page, as it was written."""
    _, _, after = protocol_text().partition(f"\n## {title}\n")
    if not after:
        message = f"the page has no heading {title!r}"
        raise ValueError(message)
    return after.partition("\n## ")[0].strip()


def protocol_version() -> str:
    """Which version of the page this is, and of what day."""
    found = re.search(r"Version \d+, \d+ \w+ \d{4}", protocol_text())
    if not found:
        raise ValueError("the page names no version")
    return found.group(0)


def as_table(found: Measured) -> str:
    """What was measured, as a Markdown table with intervals."""
    lines = [f"| On {found.on:%-d %B %Y} | Share | 95 % interval |", "|---|---|---|"]
    for row in found.row:
        share = Share(row.hits, row.count)
        low, high = share.interval
        amount = f"{row.hits} of {row.count}, {share.value:.3f}"
        lines.append(f"| {row.name} | {amount} | {low:.3f} to {high:.3f} |")
    return "\n".join(lines)
