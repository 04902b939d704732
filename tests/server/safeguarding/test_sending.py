"""Messages handed to a real mail server and a real HTTPS server, well and badly behaved."""

import json
import smtplib
import socket
import ssl
import threading
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import connection
from tests.support import factories
from tests.support.factories import NOW
from tests.support.house import TESTS
from tests.support.mail import mail_server
from tests.support.server import free_port

from overture.safety.alerts import Message
from overture.server.safeguarding import outbox, sending
from overture.server.safeguarding.sending import NotSentError, by_mail, by_webhook

pytestmark = pytest.mark.requirement(27)

MESSAGE = Message("From Ada", ("Please ring.", "Ada added: “.\r\nBcc: x@example.org”"))
HOST = "team.example.org"
CERTIFICATE = TESTS / "support" / "team.example.org.pem"
MINUTE = timedelta(minutes=1)
SHORT = 0.5
"""Seconds that a delivery may take here; everything that is slow here takes many times as long."""


@pytest.fixture
def mail(settings, monkeypatch):
    """A mail server that the settings point at."""
    with mail_server() as box:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        monkeypatch.setattr(sending, "WITHIN", SHORT)
        settings.OVERTURE_MAIL, settings.OVERTURE_MAIL_DOMAIN = True, "overture.example"
        yield box


def fault(*arguments, **named):
    with pytest.raises(NotSentError) as raised:
        (by_webhook if "allowed" in named else by_mail)(*arguments, **named)
    return raised.value.code, raised.value.for_good


def test_a_message_arrives_whole_and_says_that_a_program_sent_it(mail):
    by_mail("mia@example.org", MESSAGE, ident="row-7")
    (arrived,) = mail.taken
    assert arrived["Subject"] == "From Ada"
    assert arrived["To"] == "mia@example.org"
    assert arrived["Message-ID"] == "<row-7@overture.example>"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert "Please ring." in mail.texts[0]
    assert mail.recipients == ["mia@example.org"]


def test_no_line_of_a_message_becomes_a_header(mail):
    by_mail("mia@example.org", MESSAGE, ident="row-7")
    assert mail.taken[0]["Bcc"] is None
    assert mail.recipients == ["mia@example.org"]


def test_an_address_that_the_server_does_not_know_is_refused_for_good(mail):
    mail.mood = "refuses"
    assert fault("mia@example.org", MESSAGE, ident="x") == ("refused", True)


def test_a_server_that_is_busy_may_take_it_later(mail):
    mail.mood = "is busy"
    assert fault("mia@example.org", MESSAGE, ident="x") == ("refused", False)


def test_a_server_that_does_not_answer_is_not_waited_for_long(mail):
    mail.mood = "hangs"
    assert fault("mia@example.org", MESSAGE, ident="x") == ("timeout", False)


def test_a_server_that_hangs_up_may_take_it_later(mail):
    mail.mood = "drops"
    assert fault("mia@example.org", MESSAGE, ident="x") == ("unreachable", False)


def test_a_server_that_is_not_there_may_be_there_later(mail, settings):
    settings.EMAIL_PORT = free_port()
    assert fault("mia@example.org", MESSAGE, ident="x") == ("unreachable", False)


def test_without_a_mail_server_it_is_said_at_once(settings):
    settings.OVERTURE_MAIL = False
    assert fault("mia@example.org", MESSAGE, ident="x") == ("no_mail", True)


def test_no_fault_carries_an_address_or_a_word(mail, monkeypatch):
    def refused(_self, *_arguments):
        raise smtplib.SMTPRecipientsRefused({"mia@example.org": (550, b"mia? Please ring.")})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refused)
    with pytest.raises(NotSentError) as raised:
        by_mail("mia@example.org", MESSAGE, ident="x")
    assert str(raised.value) == "refused"
    assert raised.value.__suppress_context__


def test_a_server_that_drawls_is_not_waited_for_byte_by_byte(mail):
    mail.mood = "drawls"
    assert fault("mia@example.org", MESSAGE, ident="x") == ("timeout", False)
    assert len(mail.taken) == 1  # it has it, and knows it again by its Message-ID


def test_a_goodbye_that_never_comes_takes_nothing_back(mail):
    mail.mood = "says no goodbye"
    by_mail("mia@example.org", MESSAGE, ident="x")
    assert len(mail.taken) == 1


def test_a_server_whose_certificate_is_not_trusted_is_sent_nothing(mail, settings):
    with team_system() as (server, _):
        settings.EMAIL_PORT, settings.EMAIL_USE_SSL = server.server_address[1], True
        assert fault("mia@example.org", MESSAGE, ident="x") == ("unreachable", False)


def test_who_asks_for_encryption_is_not_given_up_to_a_server_without_any(mail, settings):
    settings.EMAIL_USE_TLS = True
    assert fault("mia@example.org", MESSAGE, ident="x") == ("unreachable", False)
    assert mail.taken == []


def run_every_three_minutes(begins, ends):
    for minute in range(begins, ends, 3):
        outbox.run_due(clock=partial(lambda at: at, NOW + minute * MINUTE))


@pytest.mark.django_db
def test_a_server_that_was_down_gets_it_once_when_it_is_back(ada, mail, settings):
    """The whole way: down for an hour, then up, and nothing twice."""
    settings.EMAIL_PORT = free_port()
    alert = factories.alert(ada, factories.contact(ada))
    run_every_three_minutes(0, 60)
    assert alert.deliveries.get().status == "waiting"
    settings.EMAIL_PORT = mail.port
    run_every_three_minutes(60, 90)
    assert alert.deliveries.get().status == "sent"
    assert len(mail.taken) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_message(ada, mail):
    for n in range(4):
        factories.alert(ada, factories.contact(ada, f"Mia {n}", email=f"mia{n}@example.org"))
    together = threading.Barrier(2)

    def work():
        together.wait()
        try:
            outbox.run_due(clock=lambda: NOW)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert sorted(mail.recipients) == [f"mia{n}@example.org" for n in range(4)]


class _Team(BaseHTTPRequestHandler):
    """A team's system: notes what it is sent, and answers as it is told to."""

    server: "_TeamServer"

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self.server.taken.append((self.path, json.loads(self.rfile.read(length))))
        if self.server.drawls:
            self._drawl(*self.server.drawls)
        self.send_response(self.server.status)
        self.send_header("Location", "https://elsewhere.example.org/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _drawl(self, at_once, byte_by_byte):
        self.wfile.write(at_once)
        for number in byte_by_byte:
            self.wfile.write(bytes([number]))
            if self.server.over.wait(0.1):
                return

    def log_message(self, *_arguments):
        """Say nothing."""


class _TeamServer(ThreadingHTTPServer):
    status = 204
    drawls = ()
    taken: list
    over: threading.Event

    def handle_error(self, *_arguments):
        """A caller that does not trust us is no news."""


@contextmanager
def team_system():
    server = _TeamServer(("127.0.0.1", 0), _Team)
    server.taken, server.over = [], threading.Event()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    trusting = ssl.create_default_context(cafile=str(CERTIFICATE))
    try:
        yield server, trusting
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()


@pytest.fixture
def team(monkeypatch):
    """A team's system under a public name, and how to post to it."""
    with team_system() as (server, trusting):
        monkeypatch.setattr(sending, "is_public", lambda _address: True)
        server.url = f"https://{HOST}:{server.server_address[1]}/told?to=us"
        server.how = {
            "allowed": [HOST],
            "context": trusting,
            "resolve": lambda _host, _port: ["127.0.0.1"],
        }
        yield server


BODY = {"event": "asked", "who": "Ada"}


def test_a_teams_system_is_posted_the_event(team):
    by_webhook(team.url, BODY, **team.how)
    assert team.taken == [("/told?to=us", BODY)]


def test_a_redirect_is_not_followed(team):
    team.status = 302
    assert fault(team.url, BODY, **team.how) == ("redirected", True)
    assert len(team.taken) == 1


@pytest.mark.parametrize(("status", "for_good"), [(404, True), (429, False), (503, False)])
def test_what_a_teams_system_refuses_may_be_for_good_or_not(team, status, for_good):
    team.status = status
    assert fault(team.url, BODY, **team.how) == ("refused", for_good)


def test_a_host_that_was_not_named_is_sent_nothing(team):
    how = team.how | {"allowed": ["other.example.org"]}
    assert fault(team.url, BODY, **how) == ("not_allowed", True)
    assert team.taken == []


@pytest.mark.parametrize("scheme", ["http", "ftp", "file"])
def test_only_https_is_spoken(team, scheme):
    url = team.url.replace("https", scheme, 1)
    assert fault(url, BODY, **team.how) == ("not_allowed", True)


def test_a_certificate_that_is_not_trusted_is_sent_nothing(team):
    how = team.how | {"context": ssl.create_default_context()}
    assert fault(team.url, BODY, **how) == ("unreachable", False)
    assert team.taken == []


def test_a_certificate_of_another_name_is_sent_nothing(team):
    url = team.url.replace(HOST, "other.example.org")
    how = team.how | {"allowed": ["other.example.org"]}
    assert fault(url, BODY, **how) == ("unreachable", False)
    assert team.taken == []


INSIDE = ["127.0.0.1", "10.0.0.7", "192.168.1.1", "169.254.169.254", "::1", "fd00::1"]


@pytest.mark.parametrize(
    "address", [*INSIDE, "::ffff:169.254.169.254", "fe80::1%eth0", "224.0.0.1"]
)
def test_a_name_that_points_into_this_network_is_sent_nothing(address):
    how = {"allowed": [HOST], "resolve": lambda _host, _port: [address]}
    assert fault(f"https://{HOST}/", BODY, **how) == ("not_allowed", True)


def test_a_name_that_points_outside_and_inside_is_sent_nothing():
    how = {"allowed": [HOST], "resolve": lambda _host, _port: ["93.184.215.14", "127.0.0.1"]}
    assert fault(f"https://{HOST}/", BODY, **how) == ("not_allowed", True)


def test_a_name_is_resolved_once_so_that_it_cannot_change_in_between(team):
    asked = []

    def resolve(host, port):
        asked.append(host)
        return ["127.0.0.1"]

    by_webhook(team.url, BODY, **(team.how | {"resolve": resolve}))
    assert asked == [HOST]


def test_a_teams_system_that_drawls_is_not_waited_for_byte_by_byte(team, monkeypatch):
    monkeypatch.setattr(sending, "WITHIN", SHORT)
    team.drawls = (b"", b"HTTP/1.0 200 OK\r\n" + b"X-Long: " + b"." * 60)
    assert fault(team.url, BODY, **team.how) == ("timeout", False)


def test_what_a_teams_system_says_beside_its_yes_is_not_waited_for(team, monkeypatch):
    monkeypatch.setattr(sending, "WITHIN", SHORT)
    team.drawls = (b"HTTP/1.0 200 OK\r\nContent-Length: 60\r\n\r\n", b"." * 60)
    by_webhook(team.url, BODY, **team.how)


def test_a_system_that_never_says_hello_is_not_waited_for(team, monkeypatch):
    monkeypatch.setattr(sending, "WITHIN", SHORT)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://{HOST}:{silent.getsockname()[1]}/"
        assert fault(url, BODY, **team.how) == ("timeout", False)


def test_a_name_that_is_looked_up_for_ever_is_not_waited_for(team, monkeypatch):
    monkeypatch.setattr(sending, "WITHIN", SHORT)
    how = team.how | {"resolve": lambda _host, _port: team.over.wait(30) and []}
    assert fault(team.url, BODY, **how) == ("timeout", False)
    assert team.taken == []
