import json

import pytest
from tests.support.commands import overture
from tests.support.populations import artefact

from overture.server.practice.starting import PRIOR_FILE


def test_a_prior_is_checked_installed_and_taken_back(tmp_path):
    made, data = tmp_path / "made.json", tmp_path / "data"
    made.write_text(json.dumps(artefact()), "utf-8")
    done = overture("fit", "use", str(made), data=data)
    assert done.returncode == 0, done.stderr
    assert b"80 people" in done.stdout
    assert json.loads((data / PRIOR_FILE).read_text("utf-8")) == artefact()
    assert overture("fit", "use", "--shipped", data=data).returncode == 0
    assert not (data / PRIOR_FILE).exists()


@pytest.mark.parametrize("text", ["{}", "[]", "no JSON", json.dumps({"model": "delta rule"})])
def test_what_is_no_prior_is_refused_in_words(tmp_path, text):
    made, data = tmp_path / "made.json", tmp_path / "data"
    made.write_text(text, "utf-8")
    done = overture("fit", "use", str(made), data=data)
    assert done.returncode == 1
    assert b"Nothing changed" in done.stderr
    assert not (data / PRIOR_FILE).exists()
