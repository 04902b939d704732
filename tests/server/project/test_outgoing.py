"""What the operator says about telling people is read whole, or refused in words."""

import pytest

from overture.server.project.environment import Environment, UnusableSettingError
from overture.server.project.outgoing import MailServer, Outgoing

TEAM = """
schema = "overture-on-call/1"
[[team]]
id = "hosts"
name = "Hosts"
says = "They host."
zone = "Europe/London"
webhook = "https://team.example.org/told"
[[team.hours]]
days = ["mon"]
from = "18:00"
until = "22:00"
"""
SENDER = {"OVERTURE_MAIL_FROM": "Overture <told@example.org>"}


def read(tmp_path, **variables):
    return Outgoing.read(Environment.read({"OVERTURE_DATA": str(tmp_path), **variables}), variables)


def test_without_a_word_nobody_can_be_told_by_mail_and_there_is_no_team(tmp_path):
    found = read(tmp_path)
    assert found.mail is None
    assert found.teams == ()
    assert found.address == "http://127.0.0.1"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://a:b%40c@mail:587", MailServer("mail", 587, "a", "b@c", tls=False, starttls=True)),
        ("smtp://mail", MailServer("mail", 25, "", "", tls=False, starttls=True)),
        ("smtp://mail?tls=none", MailServer("mail", 25, "", "", tls=False, starttls=False)),
        ("smtps://mail", MailServer("mail", 465, "", "", tls=True, starttls=False)),
    ],
)
def test_a_mail_server_is_encrypted_unless_it_is_said_not_to_be(tmp_path, url, server):
    found = read(tmp_path, OVERTURE_SMTP_URL=url, **SENDER)
    assert found.mail == server
    assert found.domain == "example.org"


def test_its_password_is_not_shown():
    assert "secret" not in repr(MailServer.of("smtp://a:secret@mail"))


@pytest.mark.parametrize(
    "variables",
    [
        {"OVERTURE_SMTP_URL": "smtp://mail"},
        {"OVERTURE_SMTP_URL": "http://mail", **SENDER},
        {"OVERTURE_SMTP_URL": "smtp://", **SENDER},
        {"OVERTURE_ADDRESS": "ftp://here"},
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path, variables):
    with pytest.raises(UnusableSettingError):
        read(tmp_path, **variables)


def test_links_lead_to_the_address_given_or_the_first_host(tmp_path):
    given = read(tmp_path, OVERTURE_ADDRESS="https://here.example.org/")
    named = read(tmp_path, OVERTURE_HOSTS="there.example.org,x", OVERTURE_HTTPS="1")
    assert given.address == "https://here.example.org"
    assert named.address == "https://there.example.org"


@pytest.mark.requirement(27)
def test_teams_come_from_the_data_folder_or_a_file_and_webhooks_from_named_hosts(tmp_path):
    (tmp_path / "on-call.toml").write_text(TEAM, "utf-8")
    found = read(tmp_path, OVERTURE_WEBHOOK_HOSTS="team.example.org, other.example.org")
    assert [team.id for team in found.teams] == ["hosts"]
    assert found.webhook_hosts == ("team.example.org", "other.example.org")
    with pytest.raises(UnusableSettingError, match="OVERTURE_WEBHOOK_HOSTS"):
        read(tmp_path)
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_text(TEAM.replace("hosts", "others"), "utf-8")
    found = read(
        tmp_path, OVERTURE_ON_CALL=str(elsewhere), OVERTURE_WEBHOOK_HOSTS="team.example.org"
    )
    assert [team.id for team in found.teams] == ["others"]
