"""The repository seen from outside: its folders, and what is in them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "overture"
TESTS = ROOT / "tests"
WEB = SOURCE / "server" / "web"
TEMPLATES = WEB / "templates"
STATIC = WEB / "static"

WRITTEN_BY_HAND = (".py", ".toml", ".md", ".html", ".css", ".js", ".svg", ".txt", ".yml", ".cfg")
_FOLDERS = ("src", "tests", "docs", "benchmarks", "deploy", ".ci")


def modules(folder: Path) -> list[Path]:
    """Every module below a folder but migrations, which Django writes."""
    return sorted(p for p in folder.rglob("*.py") if "migrations" not in p.parts)


def texts() -> Iterator[tuple[Path, str]]:
    """Every file of the repository that somebody wrote, with what is in it."""
    found = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in _FOLDERS:
        found += (ROOT / folder).rglob("*")
    for path in sorted(found):
        if path.is_file() and (path.suffix in WRITTEN_BY_HAND or path.name in {"Makefile", "run"}):
            yield path, path.read_text("utf-8")


def functions(module: Path) -> Iterator[tuple[str, int]]:
    """The functions of a module by name, each with its number of lines."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def lines(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text("utf-8").splitlines())
