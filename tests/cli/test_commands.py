"""The command explains itself, and refuses what it does not know in words."""

import json

import pytest
from tests.support.commands import overture
from typer.testing import CliRunner

import overture as package
from overture.cli.app import app

COMMANDS = (
    ("serve",),
    ("talk",),
    ("understand",),
    ("screen",),
    ("fit",),
    ("fit", "run"),
    ("fit", "split"),
    ("fit", "combine"),
    ("doctor",),
    ("content", "check"),
    ("content", "build"),
)
every = pytest.mark.parametrize("command", COMMANDS, ids=" ".join)


@every
def test_help_shows_an_example(command):
    done = CliRunner().invoke(app, [*command, "--help"])
    assert done.exit_code == 0
    assert "Example" in done.output


@every
def test_an_unknown_option_is_named_and_exits_with_2(command):
    done = CliRunner().invoke(app, [*command, "--sideways"])
    assert done.exit_code == 2
    assert "--sideways" in done.output


def test_an_unknown_command_is_named_on_standard_error_and_exits_with_2(tmp_path):
    done = overture("dance", data=tmp_path)
    assert done.returncode == 2
    assert "dance" in done.stderr.decode()
    assert done.stdout == b""


def test_the_version_is_told(tmp_path):
    done = overture("--version", data=tmp_path / "data")
    assert done.stdout.decode().strip() == package.__version__
    assert not (tmp_path / "data").exists()


def test_manage_runs_a_command_of_djangos(tmp_path):
    done = overture("manage", "migrate", "--plan", data=tmp_path)
    assert done.returncode == 0
    assert "accounts" in done.stdout.decode()


@pytest.mark.parametrize(("option", "act"), [((), "bye"), (("--scene",), "close")])
def test_a_message_is_read_as_said_in_a_talk_or_in_a_scene(option, act, tmp_path):
    done = overture("understand", *option, data=tmp_path, given=b"bye\n")
    assert json.loads(done.stdout)["acts"] == [act]
