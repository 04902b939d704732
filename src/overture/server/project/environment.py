"""What the operator decides, read once from the environment and the data folder."""

import base64
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from platformdirs import user_data_path

if TYPE_CHECKING:
    from overture.conversation.llm import Endpoint
    from overture.safety.places import Rules

LONGEST_WAIT = 25.0
"""Seconds that a model may be given at most: a turn that is older may be answered by another."""


PLAIN_SITE = "https://www.wikipedia.org/"
"""A site that says nothing of whoever has it open."""


REVIEW_SHARE = 0.02
"""One in fifty texts that the danger screen let pass is looked back at, unless set otherwise."""


PUSH_KEY = 32
"""Bytes of the key that signs messages to browsers."""


class UnusableSettingError(ValueError):
    """A setting of the operator's cannot be used; the message says which and what to do."""


@dataclass(frozen=True)
class Environment:
    """The operator's choices.

    Attributes:
        data: folder for the embedded database, the secret key and logs.
        database_url: empty for the embedded SQLite, else `postgresql://…`.
        hosts: host names this server answers to.
        https: whether it is served over HTTPS, so that cookies are marked secure.
        keeper: who keeps this server, as members read it.
        region: ISO country code for helplines, or empty if not set.
        exit_url: the ordinary site to which "Leave fast" leads from the page for human help.
        places: ids of the places whose rules hold here; none for every place's.
        minors: whether somebody of 13 to 17 may talk with Cue once a guardian has agreed.
        planner: the rule that offers the next step, `ladder` or `gain`; empty for the usual one.
        review_share: which share of texts that the danger screen let pass is looked back at, 0-1.
        llm_url: address of a language model that may word replies, or empty for none.
        llm_model: its name with its version, as its server knows it.
        llm_key: what opens it, if anything; never shown.
        llm_seconds: how long one reply of it may take, in words as given.
        push_key: what signs messages to browsers, or empty for the one kept in the data folder.
    """

    data: Path
    database_url: str
    hosts: tuple[str, ...]
    https: bool
    keeper: str
    region: str
    exit_url: str = PLAIN_SITE
    llm_url: str = ""
    llm_model: str = ""
    llm_key: str = field(default="", repr=False)
    llm_seconds: str = ""
    places: tuple[str, ...] = ()
    review_share: float = REVIEW_SHARE
    minors: bool = False
    planner: str = ""
    push_key: str = field(default="", repr=False)

    @classmethod
    def read(cls, variables: dict[str, str] | None = None) -> "Environment":
        """The choices in `variables`, by default the process environment."""
        given = dict(os.environ) if variables is None else variables
        folder = given.get("OVERTURE_DATA") or str(user_data_path("overture"))
        hosts = given.get("OVERTURE_HOSTS", "127.0.0.1,localhost,[::1]")
        return cls(
            data=Path(folder).expanduser(),
            database_url=given.get("DATABASE_URL", ""),
            hosts=tuple(host.strip() for host in hosts.split(",") if host.strip()),
            https=given.get("OVERTURE_HTTPS", "") in {"1", "true", "yes"},
            keeper=given.get("OVERTURE_KEEPER", "whoever started it for you"),
            region=given.get("OVERTURE_REGION", "").upper(),
            exit_url=_https(given.get("OVERTURE_EXIT", "") or PLAIN_SITE, "OVERTURE_EXIT"),
            llm_url=given.get("OVERTURE_LLM_URL", ""),
            llm_model=given.get("OVERTURE_LLM_MODEL", ""),
            llm_key=given.get("OVERTURE_LLM_KEY", ""),
            llm_seconds=given.get("OVERTURE_LLM_SECONDS", ""),
            minors=_minors(given.get("OVERTURE_MINORS", "")),
            review_share=_share(given.get("OVERTURE_REVIEW_SHARE", "")),
            push_key=given.get("OVERTURE_PUSH_KEY", "").strip(),
            planner=_planner(given.get("OVERTURE_PLANNER", "")),
            places=tuple(given.get("OVERTURE_PLACES", "").lower().replace(",", " ").split()),
        )

    def secret_key(self) -> str:
        """The server's secret, made on first use and readable by its owner alone."""
        return self._kept("secret-key", lambda: secrets.token_urlsafe(48))

    def push_secret(self) -> str:
        """The key that browsers know this server's messages by: as given, else made on first use.

        Raises UnusableSettingError for one that is none.
        """
        given = self.push_key or self._kept("push-key", _fresh_push_key)
        try:
            fits = len(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4))) == PUSH_KEY
        except ValueError:
            fits = False
        if not fits:
            message = "OVERTURE_PUSH_KEY must be 43 letters, as in the file push-key of a server"
            raise UnusableSettingError(message)
        return given

    def _kept(self, name: str, make: Callable[[], str]) -> str:
        """What a file of the data folder holds; what `make` makes where there is none yet."""
        path = self.data / name
        try:
            return path.read_text(encoding="ascii")
        except FileNotFoundError:
            pass
        make_private(self.data)
        draft = self.data / f".{name}-{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(make(), encoding="ascii")
        try:
            # a link appears whole or not at all, and never in place of one that is there
            os.link(draft, path)
        except FileExistsError:  # another process was first
            pass
        finally:
            draft.unlink()
        return path.read_text(encoding="ascii")

    def model(self) -> "Endpoint | None":
        """The model that may word replies of members who agree to it; None without one.

        Raises UnusableSettingError for one that cannot be used.
        """
        if not self.llm_url:
            return None
        from overture.conversation import llm  # noqa: PLC0415 - heavy, and only for some

        try:
            budget = llm.Budget.within(self._llm_seconds())
            return llm.Endpoint.of(self.llm_url, self.llm_model, self.llm_key, budget)
        except llm.UnusableEndpointError as error:
            message = f"OVERTURE_LLM_URL and OVERTURE_LLM_MODEL: {error}"
            raise UnusableSettingError(message) from error

    def _llm_seconds(self) -> float:
        try:
            seconds = float(self.llm_seconds or 15)
        except ValueError:
            seconds = 0.0
        if not 1 <= seconds <= LONGEST_WAIT:
            message = f"OVERTURE_LLM_SECONDS must be a number from 1 to {LONGEST_WAIT:.0f}"
            raise UnusableSettingError(message)
        return seconds

    def rules(self) -> "Rules":
        """What the law asks for where this server is open.

        Raises UnusableSettingError for a place that there are no rules for.
        """
        from overture.safety.places import UnknownPlaceError, chosen, strictest  # noqa: PLC0415

        try:
            return strictest(chosen(self.places))
        except UnknownPlaceError as error:
            message = f"OVERTURE_PLACES: {error}"
            raise UnusableSettingError(message) from error

    def database(self) -> dict[str, Any]:
        """Django's settings for the database in use."""
        return _postgres(self.database_url) if self.database_url else _sqlite(self.data)


def _fresh_push_key() -> str:
    """A private key of the curve P-256: any number below its order, which begins with 32 ones."""
    number = int.from_bytes(secrets.token_bytes(PUSH_KEY)) >> 1 | 1
    return base64.urlsafe_b64encode(number.to_bytes(PUSH_KEY)).decode().rstrip("=")


def _minors(given: str) -> bool:
    if given.lower() not in {"", "no", "with-guardian"}:
        message = "OVERTURE_MINORS must be “no” or “with-guardian”"
        raise UnusableSettingError(message)
    return given.lower() == "with-guardian"


def _planner(given: str) -> str:
    """The name of a rule, or empty. Raises UnusableSettingError."""
    if given not in {"", "gain", "ladder"}:
        raise UnusableSettingError("OVERTURE_PLANNER must be ladder or gain")
    return given


def _https(address: str, name: str) -> str:
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        message = f"{name} must be an address that begins with https://"
        raise UnusableSettingError(message)
    return address


def _share(given: str) -> float:
    """A share from 0 to 1. Raises UnusableSettingError."""
    try:
        share = float(given or REVIEW_SHARE)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise UnusableSettingError("OVERTURE_REVIEW_SHARE must be a number from 0 to 1")
    return share


def make_private(folder: Path) -> None:
    """Make the data folder, for its owner alone: it holds what members write."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _sqlite(data: Path) -> dict[str, Any]:
    """The embedded database. Immediate transactions: deferred ones lose writes under load."""
    make_private(data)
    return {
        "ENGINE": "overture.server.project.sqlite",
        "NAME": str(data / "overture.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
                "PRAGMA foreign_keys=ON;PRAGMA temp_store=MEMORY;"
            ),
        },
        # Opening one costs as much as a page asks of it; the threads that keep one are few.
        "CONN_MAX_AGE": 600,
        # Tests run on a file too: one in memory knows no waiting for another writer.
        "TEST": {"NAME": str(data / "test.sqlite3")},
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        message = f"DATABASE_URL must begin with postgresql://, not {parts.scheme or 'nothing'}://"
        raise UnusableSettingError(message)
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "overture",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": {**options, "pool": {"min_size": 1, "max_size": 8, "timeout": 10}},
    }
