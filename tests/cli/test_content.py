"""`content check` names files and lines; `content build` trains once."""

import json
import shutil

from tests.support.commands import overture

from overture.content import LIBRARY


def test_the_shipped_content_passes(tmp_path):
    done = overture("content", "check", data=tmp_path)
    assert done.returncode == 0, done.stdout.decode()
    assert "nothing to mend" in done.stdout.decode()


def test_findings_are_told_with_file_and_line(tmp_path):
    library = shutil.copytree(LIBRARY, tmp_path / "library")
    card = library / "companion" / "card.toml"
    text = card.read_text("utf-8").replace("until you erase it.", "until you erase it!")
    card.write_text(text, "utf-8")
    line = text[: text.index("erase it!")].count("\n") + 1

    done = overture("content", "check", "--folder", str(library), data=tmp_path)
    assert done.returncode == 1
    assert f"{card}:{line}: " in done.stdout.decode()

    done = overture("content", "check", "--json", "--folder", str(library), data=tmp_path)
    (found,) = [json.loads(one) for one in done.stdout.splitlines()]
    assert (found["path"], found["line"]) == (str(card), line)


def test_building_again_says_that_all_is_built(tmp_path):
    overture("content", "build", "--quiet", data=tmp_path)
    done = overture("content", "build", data=tmp_path)
    assert done.returncode == 0
    assert "up to date" in done.stdout.decode()
