"""The transcripts in the documentation are what the program gives, word for word."""

import re
from pathlib import Path

import pytest
from tests.support.commands import overture

PAGES = sorted((Path(__file__).parents[2] / "docs/explanation/transcripts").glob("*.md"))
COMMAND = re.compile(r"```sh\noverture (.*)\n```")
SHOWN = re.compile(r"```text\n(.*)\n```", re.DOTALL)


def parts(page: Path) -> tuple[list[str], str]:
    """The arguments of a page's command, and what the page shows of its output."""
    text = page.read_text("utf-8")
    command, shown = COMMAND.search(text), SHOWN.search(text)
    assert command, page
    assert shown, page
    return command.group(1).split(), shown.group(1)


def typed(shown: str) -> bytes:
    lines = [line.removeprefix("> ") for line in shown.splitlines() if line.startswith("> ")]
    return ("\n".join(lines) + "\n").encode()


def test_there_are_an_easy_one_one_with_a_rewind_and_a_stopped_one():
    shown = [parts(page) for page in PAGES]
    assert len(shown) == 3
    assert any("easy" in arguments for arguments, _ in shown)
    assert any("\n> /back\n" in text for _, text in shown)
    assert any("\n> /stop\n" in text for _, text in shown)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_program_says_what_the_page_shows(page, tmp_path):
    arguments, shown = parts(page)
    done = overture(*arguments, data=tmp_path, given=typed(shown))
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().strip() == shown
