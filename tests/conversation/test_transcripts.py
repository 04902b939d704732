"""The transcripts in the documentation are what the program gives, word for word."""

import pytest
from tests.support.transcripts import FOLDER, pages, parts, played

PAGES = pages()


def test_there_are_ten_talks_and_ten_scenes_one_with_a_rewind_and_one_stopped():
    shown = [parts(page) for page in PAGES]
    assert len(list((FOLDER / "talks").glob("*.md"))) >= 10
    scenes = {
        arguments[arguments.index("--scene") + 1]
        for arguments, _ in shown
        if "--scene" in arguments
    }
    assert len(scenes) >= 10
    assert any("\n> /back\n" in text for _, text in shown)
    assert any("\n> /stop\n" in text for _, text in shown)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_program_says_what_the_page_shows(page, tmp_path):
    done = played(page, tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().strip() == parts(page)[1]
