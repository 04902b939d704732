"""What is shipped: a lock that can be trusted, a licence, one version."""

import re
import tomllib

from tests.support.house import ROOT, SOURCE

import overture


def lock():
    return (ROOT / "requirements.lock").read_text("utf-8")


def pyproject():
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_every_locked_package_has_a_hash():
    packages = re.split(r"\n(?=\S)", lock().strip())
    assert len(packages) > 30
    assert [p.split()[0] for p in packages if "--hash=sha256:" not in p] == []


def test_the_lock_names_no_host():
    assert not re.search(r"https?://|--index-url|--find-links|@ ", lock())


def test_every_dependency_is_locked():
    named = [*pyproject()["project"]["dependencies"], *pyproject()["dependency-groups"]["dev"]]
    names = {re.split(r"[\[<>=~; ]", name)[0].lower() for name in named}
    locked = set(re.findall(r"^([\w.-]+)==", lock(), re.MULTILINE))
    assert names - locked == set()


def test_the_licence_is_apache():
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in licence
    assert "Version 2.0" in licence
    assert pyproject()["project"]["license"] == "Apache-2.0"


def test_the_version_stands_in_one_place():
    assert "version" in pyproject()["project"]["dynamic"]
    written = [
        path
        for path in SOURCE.rglob("*.py")
        if re.search(r'^__version__ = "', path.read_text("utf-8"), re.MULTILINE)
    ]
    assert written == [SOURCE / "__init__.py"]


def test_the_changelog_knows_this_version():
    assert f"## {overture.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_typed_marker_ships():
    assert (SOURCE / "py.typed").exists()
