"""Who is on call when, by the team's own clock, from a file that is refused where it is wrong."""

from datetime import UTC, datetime

import pytest
from tests.support import factories
from tests.support.factories import NOW

from overture.server.safeguarding import on_call, outbox
from overture.server.safeguarding.on_call import UnusableTeamsError, read
from overture.server.safeguarding.sending import NotSentError
from overture.server.safeguarding.told import told

pytestmark = pytest.mark.requirement(27)

FILE = """
schema = "overture-on-call/1"
[[team]]
id = "hosts"
name = "The evening hosts"
says = "Two people who run the groups here."
zone = "Europe/Berlin"
email = "hosts@example.org"
[[team.hours]]
days = ["mon", "fri"]
from = "18:00"
until = "02:00"
[[team.hours]]
days = ["wed"]
from = "00:00"
until = "00:00"
"""


@pytest.fixture
def written(tmp_path):
    """A function that writes the file and reads it."""

    def write(text=FILE, hosts=()):
        path = tmp_path / "on-call.toml"
        path.write_text(text, "utf-8")
        return read(path, hosts)

    return write


def at(day, clock):
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)  # 2 March 2026 is a Monday


@pytest.mark.parametrize(
    ("day", "clock", "there"),
    [
        (2, "16:59", False),  # 17:59 in Berlin
        (2, "17:00", True),
        (3, "00:59", True),  # past midnight it is still Monday's evening
        (3, "01:00", False),
        (4, "12:00", True),
        (3, "23:00", True),  # Wednesday begins in Berlin
        (6, "20:00", True),
        (7, "20:00", False),
    ],
)
def test_hours_are_told_by_the_teams_own_clock_and_may_pass_midnight(written, day, clock, there):
    (team,) = written()
    assert team.is_on_call(at(day, clock)) is there


def test_when_somebody_is_there_next_is_said_to_the_quarter(written):
    (team,) = written()
    coming = team.next_on_call(at(2, "16:07"))
    assert coming.isoformat() == "2026-03-02T18:00:00+01:00"


def test_without_a_file_there_are_no_teams(tmp_path):
    assert read(tmp_path / "none.toml", ()) == ()


HOOK = FILE.replace('email = "hosts@example.org"', 'webhook = "https://team.example.org/x"')


def test_a_webhook_goes_to_a_named_host_alone(written):
    assert written(HOOK, ["team.example.org"])[0].webhook
    with pytest.raises(UnusableTeamsError, match=r"team\.example\.org is not named"):
        written(HOOK)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("overture-on-call/1", "2"), "schema"),
        (("Europe/Berlin", "Mars/Olympus"), "time zone"),
        (('email = "hosts@example.org"', ""), "an email or a webhook"),
        (('email = "hosts@example.org"', 'webhook = "http://team.example.org"'), "https"),
        (('"mon"', '"someday"'), "days"),
        (('id = "hosts"', 'id = "Hosts!"'), "id"),
        (("[[team]]", "[[team"), "line"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_where_and_why(written, change, says):
    with pytest.raises(UnusableTeamsError, match=says):
        written(FILE.replace(*change))


def test_a_team_named_twice_is_refused(written):
    body = FILE.split("\n", 2)[2]
    with pytest.raises(UnusableTeamsError, match="twice"):
        written(FILE + body)


@pytest.fixture
def team_on_the_list(ada, settings, written, monkeypatch):
    """Ada's list: the evening hosts, and then Mia."""
    sent = []
    monkeypatch.setattr(outbox, "by_mail", lambda address, *_, **__: sent.append(address))
    settings.OVERTURE_TEAMS = written()
    hosts = factories.contact(ada, "The evening hosts", email="", team="hosts")
    return hosts, factories.contact(ada, "Mia"), sent


@pytest.mark.django_db
def test_a_team_is_told_in_its_hours(ada, team_on_the_list):
    hosts, mia, sent = team_on_the_list
    factories.alert(ada, hosts, mia)
    outbox.run_due(clock=lambda: NOW)  # Monday, 19:30 in Berlin
    assert sent == ["hosts@example.org"]


@pytest.mark.django_db
def test_outside_its_hours_it_is_said_that_nobody_is_there_and_the_next_is_told(
    ada, team_on_the_list
):
    hosts, mia, sent = team_on_the_list
    early = NOW.replace(hour=9)
    alert = factories.alert(ada, hosts, mia, now=early)
    outbox.run_due(clock=lambda: early)
    assert sent == ["mia@example.org"]
    first, second = told(alert, early)
    assert (first.state, second.state) == ("off_call", "sent")
    assert first.next_on_call.isoformat() == "2026-03-02T18:00:00+01:00"


@pytest.mark.django_db
def test_a_team_with_a_system_of_its_own_is_posted_to_and_has_it(
    ada, settings, written, monkeypatch
):
    settings.OVERTURE_TEAMS = written(HOOK, ["team.example.org"])
    settings.OVERTURE_WEBHOOK_HOSTS = ("team.example.org",)
    posted = []

    def by_webhook(url, body, *, allowed):
        posted.append((url, body, allowed))

    monkeypatch.setattr(outbox, "by_webhook", by_webhook)
    hosts = factories.contact(ada, "The evening hosts", email="", team="hosts")
    alert = factories.alert(ada, hosts, excerpt="I can’t sit still")
    outbox.run_due(clock=lambda: NOW)
    ((url, body, allowed),) = posted
    assert (url, allowed) == ("https://team.example.org/x", ("team.example.org",))
    assert body.keys() == {"schema", "id", "event", "at", "who", "excerpt", "text", "seen"}
    assert (body["event"], body["who"], body["excerpt"]) == ("asked", "Ada", "I can’t sit still")
    assert alert.deliveries.get().status == "delivered"


@pytest.mark.django_db
def test_a_team_that_is_not_in_the_file_any_more_cannot_be_told(ada, team_on_the_list, settings):
    hosts, *_ = team_on_the_list
    alert = factories.alert(ada, hosts)
    settings.OVERTURE_TEAMS = ()
    outbox.run_due(clock=lambda: NOW)
    one = alert.deliveries.get()
    assert (one.status, one.problem) == ("failed", "no_address")


def test_the_codes_of_faults_hold_nothing_else():
    assert str(NotSentError("refused", for_good=True)) == "refused"
    assert on_call.DAYS[NOW.weekday()] == "mon"
