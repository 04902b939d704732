"""Where a member begins: from the shipped prior, or from a population that was installed."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest
from tests.support.factories import NOW
from tests.support.populations import artefact

from overture import learning
from overture.fitting.priors import ANXIETY, prior_from
from overture.server.assessments.services import answer_profile, profile_of
from overture.server.audit.models import Event
from overture.server.practice import services, starting

pytestmark = pytest.mark.django_db


@pytest.fixture
def data(settings, tmp_path):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data=tmp_path)
    return tmp_path


def noted():
    return list(Event.objects.filter(subject="population").order_by("id"))


def test_where_nothing_is_installed_the_shipped_prior_holds(ada, data):
    assert starting.prior_of(ada) == learning.weak_prior(None)
    assert not starting.uninstall(now=NOW)
    assert not noted()


def test_an_installed_population_is_where_a_new_member_begins(ada, data):
    starting.install(artefact=artefact(), now=NOW)
    assert starting.prior_of(ada) == prior_from(artefact(), {ANXIETY: None})
    answer_profile(member=ada, answers={"dread": 3}, key=uuid4(), now=NOW)
    anxiety = profile_of(ada).anxiety
    assert anxiety is not None
    expected = prior_from(artefact(), {ANXIETY: anxiety})
    assert starting.prior_of(ada) == expected
    assert services.state_of(ada)[1] == learning.new_person(expected)


def test_it_is_noted_and_can_be_taken_back(ada, data):
    starting.install(artefact=artefact(), now=NOW)
    assert starting.uninstall(now=NOW)
    assert starting.prior_of(ada) == learning.weak_prior(None)
    assert [one.action for one in noted()] == [
        "prior.installed",
        "prior.removed",
    ]
    assert noted()[0].detail == "80"


@pytest.mark.parametrize("spoilt", [{"model": "delta rule"}, {"verdict": None}, {"format": 0}])
def test_what_is_no_prior_is_refused_and_changes_nothing(ada, data, spoilt):
    starting.install(artefact=artefact(), now=NOW)
    with pytest.raises(ValueError, match="prior"):
        starting.install(artefact={**artefact(), **spoilt}, now=NOW)
    assert starting.prior_of(ada) == prior_from(artefact(), {ANXIETY: None})
    assert len(noted()) == 1


def test_a_file_that_was_spoilt_afterwards_costs_nobody_their_page(ada, data, caplog):
    starting.install(artefact=artefact(), now=NOW)
    (data / starting.PRIOR_FILE).write_text(json.dumps({"format": 1}), "utf-8")
    assert starting.prior_of(ada) == learning.weak_prior(None)
    assert "shipped" in caplog.text
