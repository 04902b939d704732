"""Which tests hold which safety requirement; `python -m tests.support.requirements` writes it down.

A test is marked with `@pytest.mark.requirement(N)`. The page is written even where a requirement
has no test, and says so; the command then ends with status 1.
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from overture.safety.library import requirements
from tests.support.house import ROOT, TESTS, modules

PAGE = ROOT / "docs" / "reference" / "safety.md"

HEAD = """# What is owed, and the tests that hold it

Made by `python -m tests.support.requirements` from the sentences in
`content/library/safety/requirements.toml` and the tests marked with their numbers; not written by
hand. A test shows that the program does what its author understood by the sentence, on cases of our
own making. It does not show that somebody in danger was helped, or that a law is met: a lawyer and
a clinician decide that for each service.
"""

TITLES = {
    "disclosure": "Saying what it is, and keeping its place",
    "crisis": "When somebody may be in danger",
    "minors": "Young people",
    "reporting": "What whoever runs a service owes others",
}

LATER = range(45, 66)
"""Requirements of privacy and security: tests may bear their numbers, they are not listed yet."""

Held = Mapping[int, tuple[tuple[Path, str], ...]]
"""The tests of each requirement: file and name, in the order of files and lines."""


def held(folder: Path = TESTS) -> Held:
    """Every marked test below a folder, by requirement. No test is run or imported for it."""
    found: dict[int, list[tuple[Path, str]]] = {}
    for module in modules(folder):
        for name, number in _marked(ast.parse(module.read_text("utf-8"))):
            tests = found.setdefault(number, [])
            if (module, name) not in tests:
                tests.append((module, name))
    return {number: tuple(tests) for number, tests in sorted(found.items())}


def missing(tests: Held) -> list[int]:
    """The requirements that no test holds."""
    return [one.number for one in requirements() if one.number not in tests]


def unknown(tests: Held) -> list[int]:
    """The numbers that tests are marked with and that are no requirement."""
    return sorted(set(tests) - {one.number for one in requirements()} - set(LATER))


def page(tests: Held) -> str:
    """The whole page, as Markdown."""
    parts = [HEAD]
    for group, title in TITLES.items():
        parts.append(f"\n## {title}\n\n| | what is owed | held by |\n|---|---|---|\n")
        of_group = (one for one in requirements() if one.group == group)
        parts += [
            f"| {one.number} | {one.says} | {_links(tests, one.number)} |\n" for one in of_group
        ]
    return "".join(parts)


def _links(tests: Held, number: int) -> str:
    links = (f"[{_sentence(name)}]({_from_page(file)})" for file, name in tests.get(number, ()))
    return "<br>".join(links) or "**no test yet**"


def _sentence(name: str) -> str:
    return name.removeprefix("test_").replace("_", " ")


def _from_page(file: Path) -> str:
    return f"../../{file.relative_to(ROOT).as_posix()}"


def _marked(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Name and number of each marked test of a module, whatever carries the mark."""
    whole = [number for node in tree.body if _is_pytestmark(node) for number in _numbers(node)]
    yield from _marked_in(tree.body, whole)


def _marked_in(body: list[ast.stmt], inherited: list[int]) -> Iterator[tuple[str, int]]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            own = [number for one in node.decorator_list for number in _numbers(one)]
            numbers = [*inherited, *own]
            if isinstance(node, ast.ClassDef):
                yield from _marked_in(node.body, numbers)
            elif node.name.startswith("test_"):
                yield from ((node.name, number) for number in numbers)


def _is_pytestmark(node: ast.stmt) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else []
    return any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in targets)


def _numbers(node: ast.AST) -> Iterator[int]:
    """The numbers of every `pytest.mark.requirement(...)` inside a node."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.requirement":
            yield from (ast.literal_eval(given) for given in call.args)


def main() -> int:
    """Write the page. 1 if a requirement has no test, or a mark names none."""
    tests = held()
    PAGE.write_text(page(tests), "utf-8")
    for number in missing(tests):
        sys.stderr.write(f"requirement {number} has no test\n")
    for number in unknown(tests):
        sys.stderr.write(f"a test is marked with {number}, which is no requirement\n")
    return 1 if missing(tests) or unknown(tests) else 0


if __name__ == "__main__":
    sys.exit(main())
