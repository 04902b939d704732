"""Transcripts of the documentation, made again: `python -m tests.support.transcripts [PAGE …]`.

A page holds a command and what it shows; the lines after `>` are what was typed. The command is
run with those lines, and what it shows now replaces what the page showed.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.commands import overture

FOLDER = Path(__file__).parents[2] / "docs/explanation/transcripts"
_COMMAND = re.compile(r"```sh\noverture (.*)\n```")
_SHOWN = re.compile(r"```text\n(.*)\n```", re.DOTALL)


def pages() -> list[Path]:
    """Every transcript, by name."""
    return sorted(path for path in FOLDER.glob("*/*.md"))


def parts(page: Path) -> tuple[list[str], str]:
    """The arguments of a page's command, and what the page shows of its output."""
    text = page.read_text("utf-8")
    command, shown = _COMMAND.search(text), _SHOWN.search(text)
    assert command, page
    assert shown, page
    return command.group(1).split(), shown.group(1)


def typed(shown: str) -> bytes:
    """The lines that were typed."""
    lines = [line.removeprefix("> ") for line in shown.splitlines() if line.startswith("> ")]
    return ("\n".join(lines) + "\n").encode()


def played(page: Path, data: Path) -> "subprocess.CompletedProcess[bytes]":
    """The page's command, run with the lines that the page shows as typed."""
    arguments, shown = parts(page)
    return overture(*arguments, data=data, given=typed(shown))


def make_again(page: Path) -> bool:
    """Bring a page up to what the program shows now. Returns whether it changed."""
    with tempfile.TemporaryDirectory() as data:
        done = played(page, Path(data))
    if done.returncode:
        raise RuntimeError(f"{page.name}: {done.stderr.decode()}")
    before = page.read_text("utf-8")
    shown = done.stdout.decode().strip()
    after = _SHOWN.sub(lambda _: f"```text\n{shown}\n```", before, count=1)
    page.write_text(after, "utf-8")
    return after != before


def main() -> None:
    """Make all pages again, or those that are named."""
    named = set(sys.argv[1:])
    chosen = [page for page in pages() if not named or page.stem in named]
    for page in chosen:
        changed = make_again(page)
        sys.stdout.write(f"{page.stem}: {'changed' if changed else 'as it was'}\n")


if __name__ == "__main__":
    main()
