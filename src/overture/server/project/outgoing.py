"""What the operator decides about telling people: the mail server, the teams, our own address."""

import os
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from overture.server.project.environment import Environment, UnusableSettingError
from overture.server.safeguarding.on_call import Team, UnusableTeamsError
from overture.server.safeguarding.on_call import read as read_teams

PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """A mail server that takes our messages. `starttls`: encrypted once connected."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls: bool
    starttls: bool

    @classmethod
    def of(cls, url: str) -> "MailServer":
        """The server of `smtp://name:password@host:port` or `smtps://…`.

        With smtp the connection is encrypted by STARTTLS unless `?tls=none` says otherwise.
        Raises UnusableSettingError.
        """
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            message = "OVERTURE_SMTP_URL must look like smtp://name:password@host:587"
            raise UnusableSettingError(message)
        plain = parse_qs(parts.query).get("tls") == ["none"]
        return cls(
            host=parts.hostname,
            port=parts.port or PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            tls=parts.scheme == "smtps",
            starttls=parts.scheme == "smtp" and not plain,
        )


@dataclass(frozen=True)
class Outgoing:
    """How people are told.

    Attributes:
        mail: the mail server, or None: then nobody is told by e-mail, and pages say so.
        sender: the address that messages come from.
        address: where members open this server, for the links in messages.
        teams: on-call teams a member may choose.
        webhook_hosts: hosts to which a team's webhook may go.
        reports_to: whom reported replies are mailed to, or empty for nobody.
    """

    mail: MailServer | None
    sender: str
    address: str
    teams: tuple[Team, ...]
    webhook_hosts: tuple[str, ...]
    reports_to: str = ""

    @property
    def domain(self) -> str:
        """The domain of the sender, for the names of messages."""
        return parseaddr(self.sender)[1].rpartition("@")[2] or "localhost"

    @classmethod
    def read(cls, environment: Environment, variables: dict[str, str] | None = None) -> "Outgoing":
        """The choices in `variables`, by default the process environment.

        Raises UnusableSettingError for one that cannot be used.
        """
        given = dict(os.environ) if variables is None else variables
        url, sender = given.get("OVERTURE_SMTP_URL", ""), given.get("OVERTURE_MAIL_FROM", "")
        if url and "@" not in parseaddr(sender)[1]:
            message = (
                "OVERTURE_SMTP_URL needs OVERTURE_MAIL_FROM, the address that messages are from"
            )
            raise UnusableSettingError(message)
        hosts = tuple(given.get("OVERTURE_WEBHOOK_HOSTS", "").replace(",", " ").lower().split())
        return cls(
            mail=MailServer.of(url) if url else None,
            sender=sender,
            address=_address(given.get("OVERTURE_ADDRESS", ""), environment),
            teams=_teams(given.get("OVERTURE_ON_CALL", ""), environment, hosts),
            webhook_hosts=hosts,
            reports_to=_reports_to(given.get("OVERTURE_REPORTS_TO", ""), url),
        )


def _reports_to(address: str, mail: str) -> str:
    """Whom reported replies go to. They stand in `overture reports` with or without an address."""
    if address and "@" not in parseaddr(address)[1]:
        raise UnusableSettingError("OVERTURE_REPORTS_TO must be an e-mail address")
    if address and not mail:
        raise UnusableSettingError("OVERTURE_REPORTS_TO needs OVERTURE_SMTP_URL")
    return address


def _address(given: str, environment: Environment) -> str:
    """Where members open this server: as given, else the first host it answers to."""
    if given:
        if urlsplit(given).scheme not in {"http", "https"}:
            raise UnusableSettingError("OVERTURE_ADDRESS must begin with https:// or http://")
        return given.rstrip("/")
    named = [host for host in environment.hosts if host.strip("*.")]
    scheme = "https" if environment.https else "http"
    return f"{scheme}://{named[0] if named else 'localhost'}"


def _teams(path: str, environment: Environment, hosts: tuple[str, ...]) -> tuple[Team, ...]:
    place = Path(path).expanduser() if path else environment.data / "on-call.toml"
    try:
        return read_teams(place, hosts)
    except UnusableTeamsError as error:
        raise UnusableSettingError(f"OVERTURE_ON_CALL: {error}") from error
