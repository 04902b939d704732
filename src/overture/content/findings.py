"""What a check of the authored files has to say, and where."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Finding:
    """Something for an author to mend: the file, its line from 1 (0 if none), and what it is."""

    path: Path
    line: int
    problem: str


class Source:
    """One authored file as written, so that a finding can name a line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines = path.read_text(encoding="utf-8").splitlines()

    def finding(self, near: str, problem: str) -> Finding:
        """A finding on the first line that holds `near`, as it would be written in TOML."""
        written = near.replace("\\", "\\\\").replace('"', '\\"')
        for number, line in enumerate(self.lines, start=1):
            if near in line or written in line:
                return Finding(self.path, number, problem)
        return Finding(self.path, 0, problem)
