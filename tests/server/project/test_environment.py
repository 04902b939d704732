"""What the operator decides, and the folder in which data is kept."""

import stat

import pytest

from overture.server.project.environment import Environment, UnusableSettingError


def _read(tmp_path, **variables):
    return Environment.read({"OVERTURE_DATA": str(tmp_path / "data"), **variables})


def _mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_only_its_owner_can_look_into_the_data_folder(tmp_path):
    environment = _read(tmp_path)
    environment.database()
    assert _mode(environment.data) == 0o700


def test_a_folder_that_the_operator_made_stays_as_it_is(tmp_path):
    environment = _read(tmp_path)
    environment.data.mkdir()
    environment.data.chmod(0o750)
    environment.secret_key()
    assert _mode(environment.data) == 0o750


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path):
    environment = _read(tmp_path)
    assert environment.secret_key() == environment.secret_key()
    assert len(environment.secret_key()) >= 50
    assert _mode(environment.data / "secret-key") == 0o600
    assert [path.name for path in environment.data.iterdir()] == ["secret-key"]


def test_an_address_of_a_database_is_taken_apart(tmp_path):
    url = "postgresql://me:p%40ss@db.example:5433/over?sslmode=require"
    database = _read(tmp_path, DATABASE_URL=url).database()
    assert (database["USER"], database["PASSWORD"], database["NAME"]) == ("me", "p@ss", "over")
    assert (database["HOST"], database["PORT"]) == ("db.example", "5433")
    assert database["OPTIONS"]["sslmode"] == "require"


def test_another_database_is_refused_in_words(tmp_path):
    with pytest.raises(UnusableSettingError, match="postgresql://"):
        _read(tmp_path, DATABASE_URL="mysql://localhost/x").database()
