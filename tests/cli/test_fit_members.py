"""The members of a server who agreed, fitted together by whoever runs it."""

import json
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.factories import NOW
from tests.support.learning import made_up_history
from typer.testing import CliRunner

from overture.cli.app import app
from overture.cli.fit.members import _about
from overture.cli.problems import Problem
from overture.fitting.artefact import population_of
from overture.fitting.packed import pack
from overture.fitting.priors import ANXIETY
from overture.learning import new_person, weak_prior
from overture.server.assessments.services import answer_profile
from overture.server.audit.models import Event
from overture.server.practice import sharing
from overture.server.practice.models import PackedHistory

pytestmark = pytest.mark.django_db


def members(count):
    made = []
    for number in range(count):
        member = factories.member()
        sharing.say(member=member, yes=True, now=NOW)
        score = (number % 4, (-1.0, -0.2, 0.8, 1.6)[number % 4])
        answer_profile(member=member, answers={"dread": score[0]}, key=uuid4(), now=NOW)
        person = new_person(weak_prior(score[1]))
        history = pack(made_up_history(person, 8, seed=number))
        PackedHistory.objects.filter(member=member).update(rows=history, attempts=8)
        made.append(member)
    return made


def run(*arguments):
    return CliRunner().invoke(app, ["fit", "members", *map(str, arguments)], catch_exceptions=False)


def test_who_agreed_is_fitted_noted_and_named_nowhere(tmp_path):
    there = members(24)
    sharing.say(member=there[0], yes=False, now=NOW)
    done = run("--json", "--out", tmp_path / "prior.json")
    assert done.exit_code == 0, done.output
    told, prior = json.loads(done.stdout), (tmp_path / "prior.json").read_text("utf-8")
    assert told["people"] == 23
    assert told["covariates"] == ["one", ANXIETY]
    assert not any(str(member.pk) in done.stdout + prior for member in there)
    assert population_of(json.loads(prior)).coefficients.shape == (10, 2)
    (noted,) = Event.objects.filter(action="population.fitted")
    assert (noted.actor, noted.detail) == ("operator", "23")


@pytest.mark.parametrize(
    ("scores", "names"),
    [
        ([0.1 * n for n in range(24)], ("one", ANXIETY)),
        ([0.1 * n for n in range(24)] + [None] * 5, ("one", ANXIETY, f"{ANXIETY} missing")),
        ([0.1 * n for n in range(19)] + [None] * 30, ("one",)),
        ([0.5] * 24, ("one",)),
        ([0.0] * 29 + [3.0], ("one",)),
    ],
)
def test_a_score_that_would_speak_of_a_handful_explains_nothing(scores, names):
    about, called = _about(sharing.Histories((b"",) * len(scores), tuple(scores)))
    assert called == names
    assert about.shape == (len(names), len(scores))


def test_a_handful_is_not_fitted(tmp_path):
    members(3)
    with pytest.raises(Problem, match="Fewer than 20"):
        run("--out", tmp_path / "prior.json")
    assert not (tmp_path / "prior.json").exists()
    assert not Event.objects.filter(action="population.fitted").exists()
