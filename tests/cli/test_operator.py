"""What whoever runs a server reads and does: a year’s report, replies reported, the review."""

import json
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.factories import NOW
from typer.testing import CliRunner

from overture.cli.app import app
from overture.cli.problems import Problem
from overture.server.conversations import reports
from overture.server.safeguarding import review, services

pytestmark = pytest.mark.django_db

UNCLEAR = "I don't want to be here any more"


def run(*arguments):
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.requirement(39)
def test_one_command_writes_the_report_of_a_year(ada):
    services.look(member=ada, text=UNCLEAR, surface="talk", now=NOW)
    found = json.loads(run("report", "--year", "2026", "--json"))
    assert (found["year"], found["counts"]["question"]) == (2026, 1)
    assert found["asked_for_by"]["crisis_referrals"] == ["ca", "or-2027", "wa-2027"]
    text = run("report", "--year", "2026")
    assert text.startswith("# Report for 2026\n")
    assert str(ada.pk) not in text


@pytest.mark.requirement(44)
def test_reports_are_read_and_closed(ada):
    turn = factories.turn(factories.scene(ada), "Hello")
    reply = reports.reply_in(turn)
    kept = reports.report(member=ada, reply=reply, note="Too cold", key=uuid4(), now=NOW)
    assert "Note: Too cold" in run("reports")
    assert run("reports", "--close", str(kept.pk)) == "Closed.\n"
    assert run("reports") == "No report is open.\n"
    for unknown in (str(kept.pk), "nonsense"):
        with pytest.raises(Problem):
            run("reports", "--close", unknown)


@pytest.mark.requirement(33)
def test_the_queue_is_read_and_judged(ada):
    services.look(member=ada, text=UNCLEAR, surface="talk", now=NOW)
    (item,) = json.loads(run("review", "--json"))["items"]
    assert (item["drawn"], item["step"], item["text"]) == ("spoke", "question", "")
    assert "spoke  question" in run("review")
    number = str(item["id"])
    with pytest.raises(Problem, match="--found"):
        run("review", "--judge", number, "--found", "perhaps")
    run("review", "--judge", number, "--found", "right")
    assert run("review") == "Nothing waits for review.\n"


@pytest.mark.requirement(34)
def test_a_mistaken_age_is_put_right(ada):
    assert run("age", "list") == "No space is closed because of an age.\n"
    services.look(member=ada, text="I'm 15", surface="talk", now=NOW)
    (found,) = json.loads(run("age", "list", "--json"))["spaces"]
    with pytest.raises(Problem, match="adult or minor"):
        run("age", "correct", found["number"], "--is", "old")
    assert run("age", "correct", found["number"], "--is", "adult").startswith("Corrected.")
    with pytest.raises(Problem, match="of another age"):
        run("age", "correct", found["number"], "--is", "adult")
    assert "closed" in run("age", "list")


@pytest.mark.requirement(33)
def test_a_text_is_shown_only_with_a_yes(ada):
    review.say(member=ada, yes=True, now=NOW)
    services.look(member=ada, text=UNCLEAR, surface="talk", now=NOW)
    assert UNCLEAR in run("review")
