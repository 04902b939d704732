"""Whether this installation is sound: its settings, its ways out, its data."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from overture.content.schema.region import Region
from overture.conversation.llm import Endpoint
from overture.safety.places import OURS, Rules, forbidden, places, uncovered
from overture.server.audit.services import is_whole
from overture.server.checkup.look import Look, State

ROOM_NEEDED = 200 * 1024 * 1024
"""Bytes that should be free where data is kept: a full disk refuses what members write."""

LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})


def looks(now: datetime) -> Iterator[Look]:
    """Everything that needs settings or the database."""
    yield from _data_folder(settings.ENVIRONMENT.data)
    yield _secret(settings.ENVIRONMENT.data)
    yield _encrypted(https=settings.ENVIRONMENT.https, hosts=settings.ENVIRONMENT.hosts)
    yield _places(settings.OVERTURE_RULES, named=bool(settings.ENVIRONMENT.places))
    yield _language_model(settings.OVERTURE_MODEL)
    yield _telling()
    yield _on_call(now)
    yield _nudges()
    yield from _database()


def _secret(folder: Path) -> Look:
    """Whether the key that codes and links rest on can be read by its owner alone."""
    place = folder / "secret-key"
    if os.name == "posix" and place.stat().st_mode & 0o077:
        return Look("secret key", "wrong", f"others on this machine may read it: chmod 600 {place}")
    return Look("secret key", "well", f"{place}, readable by its owner alone")


def _encrypted(*, https: bool, hosts: tuple[str, ...]) -> Look:
    """Whether what members write is encrypted on its way here."""
    if https:
        return Look("https", "well", "browsers are told to insist on it")
    if set(hosts) <= LOCAL:
        return Look("https", "well", "not needed: served to this machine alone")
    says = f"served as {', '.join(hosts)} without it: put a proxy with a certificate before it"
    return Look("https", "wrong", f"{says} and set OVERTURE_HTTPS=1")


def _on_call(now: datetime) -> Look:
    """Whether somebody is on call at this moment."""
    teams = settings.OVERTURE_TEAMS
    if not teams:
        return Look("on call", "note", "no team: members can have told only people they name")
    there = [team.name for team in teams if team.is_on_call(now)]
    if there:
        return Look("on call", "well", f"now: {', '.join(there)}")
    return Look("on call", "note", "nobody right now, and members are told so")


def _places(rules: Rules, *, named: bool) -> Look:

    without = uncovered(rules)
    if without:
        says = f"a place asks for words of the protocol that are not there: {', '.join(without)}"
        return Look("places", "wrong", says)
    if done := forbidden(rules):
        return Look("places", "wrong", f"a place forbids what is done here: {', '.join(done)}")
    known = places()
    whose = [_since(known[one]) for one in rules.places if one != OURS]
    says = f"the strictest of {'; '.join(whose)}" if whose else known[OURS].name
    if named:
        return Look("places", "well", says)
    return Look("places", "note", f"{says}. OVERTURE_PLACES names those you are open in")


def _since(place: Region) -> str:
    days = f"from {place.in_force:%-d %b %Y}" if place.in_force else "day not known"
    return f"{place.name} ({days}, {', '.join(sorted({one.mark for one in place.source}))})"


def _language_model(endpoint: Endpoint | None) -> Look:
    if endpoint is None:
        return Look("language model", "well", "none; every reply is in people’s words")
    says = f"{endpoint.model} at {endpoint.host}, for members who agree"
    if endpoint.is_encrypted or endpoint.is_local:
        return Look("language model", "well", f"{says}; overture doctor --llm tries it")
    return Look("language model", "note", f"{says}; the way there is not encrypted")


def _telling() -> Look:
    """Whether people can be told, and whether the way to the mail server is encrypted."""
    outgoing = settings.OUTGOING
    teams = ", ".join(team.name for team in outgoing.teams) or "no team"
    if outgoing.mail is None:
        return Look("telling people", "note", f"no mail server: nobody can be told; {teams}")
    says = f"by {outgoing.mail.host}, {teams}; links lead to {outgoing.address}"
    local = outgoing.mail.host in {"localhost", "127.0.0.1", "::1"}
    if not (outgoing.mail.tls or outgoing.mail.starttls or local):
        return Look(
            "telling people", "wrong", f"{says}; the way to the mail server is not encrypted"
        )
    if not outgoing.address.startswith("https://"):
        return Look("telling people", "note", f"{says}; set OVERTURE_ADDRESS to an https address")
    return Look("telling people", "well", says)


def _nudges() -> Look:
    """Whether nudges that members ask for can be sent: by e-mail, and in browsers."""
    environment, outgoing = settings.ENVIRONMENT, settings.OUTGOING
    try:
        environment.push_secret()
    except (ValueError, OSError) as error:
        return Look("nudges", "wrong", f"nothing can be sent to browsers: {error}")
    kept = "OVERTURE_PUSH_KEY" if environment.push_key else str(environment.data / "push-key")
    says = f"in browsers, signed with {kept}" + ("; by e-mail" if outgoing.mail else "")
    if not outgoing.address.startswith("https://"):
        return Look("nudges", "note", f"{says}; browsers take them only from an https address")
    if outgoing.mail is None:
        return Look("nudges", "note", f"{says}; none by e-mail without OVERTURE_SMTP_URL")
    return Look("nudges", "well", says)


def _data_folder(folder: Path) -> Iterator[Look]:
    if not os.access(folder, os.W_OK):
        says = f"{folder} cannot be written; set OVERTURE_DATA to a folder that can"
        yield Look("data folder", "wrong", says)
        return
    free = shutil.disk_usage(folder).free
    state: State = "well" if free >= ROOM_NEEDED else "wrong"
    yield Look("data folder", state, f"{folder}, {free / 1024**3:.1f} GB free")


def _database() -> Iterator[Look]:

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        yield Look("database", "wrong", f"{connection.vendor}: {str(error).strip()}")
        return
    if waiting:
        says = f"{connection.vendor}, {len(waiting)} changes wait; overture serve makes them"
        yield Look("database", "note", says)
    else:
        yield Look("database", "well", f"{connection.vendor}, up to date")
        yield _audit_trail()


def _audit_trail() -> Look:

    if is_whole():
        return Look("audit trail", "well", "every event is as it was written")
    return Look("audit trail", "wrong", "an event was changed or removed since it was written")
