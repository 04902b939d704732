"""What every test may lean on: an empty data folder, the cast, a real server and browser."""

import atexit
import os
import shutil
import tempfile
from typing import Any

import django
import hypothesis
import pytest
from django.test import Client

# Before Django is set up: no test may come near somebody's own data folder. Workers share one.
if "PYTEST_XDIST_WORKER" not in os.environ:
    _DATA = tempfile.mkdtemp(prefix="overture-tests-")
    os.environ["OVERTURE_DATA"] = _DATA
    # Nothing is drawn for review unless a test says so: what it costs is counted elsewhere.
    os.environ["OVERTURE_REVIEW_SHARE"] = "0"
    os.environ["DJANGO_SETTINGS_MODULE"] = "overture.server.project.settings"
    atexit.register(shutil.rmtree, _DATA, ignore_errors=True)
django.setup()

# A busy machine is not a broken rule: nothing here is timed.
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")

pytest_plugins = [
    "tests.support.server",
    "tests.support.pages",
    "tests.support.models",
    "tests.support.bad_models",
]


@pytest.hookimpl(tryfirst=True)  # before some are chosen by their marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep what needs a browser to one worker: two would starve each other."""
    if config.getvalue("dist") != "loadgroup":
        return None
    from tests.support.workers import OneBrowser

    return OneBrowser(config, log)


@pytest.fixture
def ada(db):
    """The member of the standing cast."""
    from tests.support import factories

    return factories.member(name="Ada")


@pytest.fixture
def di(db):
    """A stranger to Ada: a member of her own space, who must never see anything of Ada's."""
    from tests.support import factories

    return factories.member(name="Di")


@pytest.fixture
def bo(db):
    """Ada's clinician, as the cast has it; she shares nothing with Bo until a test says so."""
    return _person("bo", "clinician")


@pytest.fixture
def cy(db):
    """Somebody close to Ada; she shares nothing with Cy until a test says so."""
    return _person("cy", "supporter")


@pytest.fixture
def ida(db):
    """The host of a group."""
    return _person("ida", "host")


@pytest.fixture
def oz(db):
    """Whoever runs the service."""
    return _person("oz", "operator")


def _person(handle, role):
    from tests.support import factories

    return factories.person(handle, role)


def _signed_in(person) -> Client:
    from tests.support.signing import signed_in

    return signed_in(person)


@pytest.fixture
def bo_client(bo) -> Client:
    """Bo's browser."""
    return _signed_in(bo)


@pytest.fixture
def cy_client(cy) -> Client:
    """Cy's browser."""
    return _signed_in(cy)


@pytest.fixture
def ida_client(ida) -> Client:
    """Ida's browser."""
    return _signed_in(ida)


@pytest.fixture
def oz_client(oz) -> Client:
    """Oz's browser."""
    return _signed_in(oz)


@pytest.fixture
def ada_client(ada) -> Client:
    """A browser session in Ada's space."""
    return _session_of(ada)


@pytest.fixture
def di_client(di) -> Client:
    """A browser session in Di's space."""
    return _session_of(di)


def _session_of(member) -> Client:
    from overture.server.web.requests import SESSION_MEMBER

    client = Client(enforce_csrf_checks=False)
    session = client.session
    session[SESSION_MEMBER] = str(member.pk)
    session.save()
    return client
