"""What is wrong with an authored file, and where."""

from pathlib import Path


class ContentError(ValueError):
    """An authored file cannot be used.

    Attributes:
        path: the file, relative to the library where possible.
        line: line number from 1, or 0 where no line can be named.
        problem: what is wrong, in words.
    """

    def __init__(self, path: Path, line: int, problem: str) -> None:
        self.path = path
        self.line = line
        self.problem = problem
        place = f"{path}, line {line}" if line else f"{path}"
        super().__init__(f"{place}: {problem}")
