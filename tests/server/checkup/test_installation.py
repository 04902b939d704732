"""Whether an installation is sound: each thing put wrong shows, or is said to be so."""

import os
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from overture.server.checkup import installation

pytestmark = [pytest.mark.django_db, pytest.mark.requirement(65)]

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def states(settings, tmp_path, **environment):
    given = {"data": tmp_path, "https": True, "hosts": ("clinic.example",), "places": ("eu",)}
    found = {**vars(settings.ENVIRONMENT), **given, **environment}
    keys = SimpleNamespace(**found, push_secret=lambda: "k")
    settings.ENVIRONMENT = keys
    return {look.name: look.state for look in installation.looks(NOON)}


@pytest.fixture
def sound(tmp_path):
    place = tmp_path / "secret-key"
    place.write_text("x", "utf-8")
    place.chmod(0o600)
    return place


def test_what_is_sound_is_well(settings, tmp_path, sound):
    found = states(settings, tmp_path)
    assert {found[name] for name in ("secret key", "https", "places", "database")} == {"well"}


@pytest.mark.skipif(os.name != "posix", reason="no such rights elsewhere")
def test_a_key_that_others_may_read_is_wrong(settings, tmp_path, sound):
    sound.chmod(0o644)
    assert states(settings, tmp_path)["secret key"] == "wrong"


def test_pages_for_others_without_encryption_are_wrong(settings, tmp_path, sound):
    assert states(settings, tmp_path, https=False)["https"] == "wrong"


def test_a_machine_of_ones_own_needs_none(settings, tmp_path, sound):
    found = states(settings, tmp_path, https=False, hosts=("127.0.0.1", "localhost"))
    assert found["https"] == "well"


@pytest.mark.parametrize(("there", "state"), [(True, "well"), (False, "note")])
def test_whether_somebody_is_on_call_now_is_said(settings, tmp_path, sound, there, state):
    team = SimpleNamespace(name="Night team", is_on_call=lambda _now: there)
    settings.OVERTURE_TEAMS = (team,)
    assert states(settings, tmp_path)["on call"] == state


def test_a_full_disk_is_wrong(settings, tmp_path, sound, monkeypatch):
    full = SimpleNamespace(free=1024)
    monkeypatch.setattr(installation.shutil, "disk_usage", lambda _folder: full)
    assert states(settings, tmp_path)["data folder"] == "wrong"
