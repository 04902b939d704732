"""Problems told to whoever runs a command: what happened, whether anything is lost, what to do."""

import sys


class Problem(Exception):  # noqa: N818 - it is told, not raised at a programmer
    """Something that a command cannot do, in words."""

    def __init__(self, what: str, todo: str = "") -> None:
        self.what = what
        self.todo = todo
        super().__init__(what)


def explain(problem: Problem) -> None:
    """Write a problem to standard error."""
    sys.stderr.write(f"overture: {problem.what}\n")
    if problem.todo:
        sys.stderr.write(f"{problem.todo}\n")
