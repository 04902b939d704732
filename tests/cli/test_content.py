"""`content check` names files and lines; `content build` trains once."""

import json
import shutil
from datetime import datetime, timedelta

import pytest
from tests.support.commands import overture
from typer.testing import CliRunner

from overture.cli import content
from overture.content import LIBRARY
from overture.safety.library import helplines


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


@pytest.mark.parametrize(("days", "status"), [(0, 0), (200, 0), (366, 1)])
def test_numbers_that_nobody_looked_over_are_told_and_then_refused(days, status, monkeypatch):
    newest = max(line.verified_on for c in helplines().country for line in c.line)

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(newest.year, newest.month, newest.day, tzinfo=tz) + timedelta(days=days)

    monkeypatch.setattr(content, "datetime", Later)
    done = CliRunner().invoke(content.app, ["check"])
    assert done.exit_code == status
    assert ("entries were looked over more than 180 days ago" in done.output) == (days == 200)
    assert ("helpline us-988: last checked" in done.output) == (days == 366)


def test_building_again_says_that_all_is_built(tmp_path):
    overture("content", "build", "--quiet", data=tmp_path)
    done = overture("content", "build", data=tmp_path)
    assert done.returncode == 0
    assert "up to date" in done.stdout.decode()
