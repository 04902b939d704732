"""A member's record as files: with a key that the member made for it, and never without."""

import json

import pytest
from tests.support import factories
from tests.support.programs import key_for
from typer.testing import CliRunner

from overture.cli.app import app
from overture.cli.problems import Problem
from overture.server.audit.models import Event

pytestmark = pytest.mark.django_db


def run(to, key, *more):
    arguments = ["export", "fhir", "--to", str(to), *more]
    return CliRunner().invoke(app, arguments, env={"OVERTURE_KEY": key}, catch_exceptions=False)


def test_a_record_is_written_as_one_file_of_each_type_for_its_owner_alone(ada, tmp_path):
    factories.record(ada, 3)
    to = tmp_path / "record"
    done = run(to, key_for(ada, "export"), "--json")
    assert done.exit_code == 0, done.output
    files = json.loads(done.stdout)["files"]
    assert files["Observation.ndjson"] == files["Goal.ndjson"] == 3
    lines = (to / "Observation.ndjson").read_text("utf-8").splitlines()
    assert [json.loads(line)["resourceType"] for line in lines] == ["Observation"] * 3
    assert (to / "Observation.ndjson").stat().st_mode & 0o077 == 0
    assert Event.objects.filter(action="space.exported", detail="fhir").count() == 1


@pytest.mark.parametrize("scopes", [("read:record",), None])
def test_without_a_key_for_it_nothing_is_written(ada, tmp_path, scopes):
    key = key_for(ada, *scopes) if scopes else "ovt_nothing"
    with pytest.raises(Problem, match="opens nothing"):
        run(tmp_path / "record", key)
    assert not (tmp_path / "record").exists()
