"""`overture doctor`: whether everything that Overture needs is here and sound."""

import json
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from overture import __version__
from overture.cli.problems import Problem
from overture.cli.ready import set_up_django

if TYPE_CHECKING:
    from overture.content.schema.region import Region
    from overture.conversation.llm import Endpoint
    from overture.safety.places import Rules
    from overture.server.project.environment import Environment
    from overture.server.project.outgoing import Outgoing

OLDEST_PYTHON = (3, 11)
ROOM_NEEDED = 200 * 1024 * 1024
"""Bytes that should be free where data is kept: a full disk refuses what members write."""

State = Literal["well", "note", "wrong"]


@dataclass(frozen=True)
class Look:
    """One thing looked at: `well`, a `note` for the operator, or `wrong`."""

    name: str
    state: State
    says: str


def doctor(
    llm: Annotated[
        str, typer.Option("--llm", help="Try a language model at this address instead.")
    ] = "",
    model: Annotated[str, typer.Option(help="Its name with its version, with --llm.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
) -> None:
    """Look at everything Overture needs. Exits with 1 if something is wrong.

    With --llm it tries a language model with two dozen fixed cases, and says in words whether it
    is fit for use; nothing of any member is sent. A key is taken from OVERTURE_LLM_KEY.

    Example: [bold]overture doctor --llm http://127.0.0.1:11434/v1 --model llama3.2:3b[/bold]
    """
    if llm:
        from overture.cli.model import try_model  # noqa: PLC0415 - heavy, and only then

        try_model(llm, model, as_json=as_json)
        return
    today = datetime.now(UTC).date()  # noqa: TID251 - the edge reads the clock
    looks = list(_all(today))
    if as_json:
        typer.echo(json.dumps({"looks": [asdict(look) for look in looks]}, ensure_ascii=False))
    else:
        _show(looks)
    if any(look.state == "wrong" for look in looks):
        raise typer.Exit(1)


def _all(today: date) -> Iterator[Look]:
    yield Look("overture", "well", __version__)
    looks: tuple[Callable[[], Iterator[Look]], ...] = (
        _python,
        _content,
        lambda: _helplines(today),
        _model,
        _classifier,
        _safety_head,
        _settings,
    )
    for look in looks:
        yield from look()


def _show(looks: list[Look]) -> None:
    from rich.console import Console  # noqa: PLC0415 - slow to import
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, show_header=False, pad_edge=False)
    marks = {"well": "[green]well[/]", "note": "[yellow]note[/]", "wrong": "[bold red]wrong[/]"}
    for look in looks:
        table.add_row(marks[look.state], look.name, look.says)
    Console().print(table)


def _python() -> Iterator[Look]:
    enough = sys.version_info[:2] >= OLDEST_PYTHON
    wanted = ".".join(map(str, OLDEST_PYTHON))
    says = platform.python_version() + ("" if enough else f"; {wanted} or newer is needed")
    yield Look("python", "well" if enough else "wrong", says)


def _content() -> Iterator[Look]:
    """Whether a server can use it; what its author should mend, `overture content check` says."""
    from overture.content.check import load_everything  # noqa: PLC0415 - heavy
    from overture.content.errors import ContentError  # noqa: PLC0415

    try:
        load_everything()
    except ContentError as error:
        yield Look("content", "wrong", str(error))
    else:
        yield Look("content", "well", "every authored file can be used")


def _helplines(today: date) -> Iterator[Look]:
    from overture.safety.directory import ages, unread  # noqa: PLC0415 - heavy

    checked = ages(today)
    oldest = max((age.days for age in checked), default=0)
    worst: State = "well"
    if any(age.verdict == "warn" for age in checked):
        worst = "note"
    if any(age.verdict == "block" or age.days < 0 for age in checked) or not checked:
        worst = "wrong"
    says = (
        f"{len(checked)} lines, the oldest looked over {oldest} days ago; {len(unread())} rest on "
        "others’ listings or on memory: ring those of your countries before opening"
    )
    yield Look("helplines", worst, says)


def _model() -> Iterator[Look]:
    from overture.language import EncoderUnavailableError, encoder  # noqa: PLC0415 - heavy

    try:
        yield Look("sentence model", "well", f"digest {encoder().digest[:12]}")
    except EncoderUnavailableError as error:
        yield Look("sentence model", "wrong", str(error))


def _classifier() -> Iterator[Look]:
    from overture.content import LIBRARY  # noqa: PLC0415 - heavy
    from overture.conversation.understanding.build import artefact_name  # noqa: PLC0415 - heavy
    from overture.conversation.understanding.model import places  # noqa: PLC0415 - heavy
    from overture.language.heads import HeadsUnreadableError, load  # noqa: PLC0415 - heavy

    name = artefact_name(LIBRARY)
    found = [place / name for place in places() if (place / name).exists()]
    if not found:
        yield Look("classifier", "note", "not trained yet; overture content build does it")
        return
    try:
        load(found[0])
    except HeadsUnreadableError as error:
        yield Look("classifier", "wrong", f"{error}; overture content build trains it again")
    else:
        yield Look("classifier", "well", found[0].name)


def _safety_head() -> Iterator[Look]:
    from overture.safety.head import HeadUnreadableError, shipped  # noqa: PLC0415 - heavy

    try:
        yield Look("safety screen", "well", f"digest {shipped().head.digest[:12]}")
    except HeadUnreadableError as error:
        yield Look("safety screen", "wrong", str(error))


def _settings() -> Iterator[Look]:
    try:
        set_up_django()
    except Problem as problem:
        yield Look("settings", "wrong", f"{problem.what} {problem.todo}".strip())
        return
    from django.conf import settings  # noqa: PLC0415 - needs Django set up

    yield from _data_folder(settings.ENVIRONMENT.data)
    yield _places(settings.OVERTURE_RULES, named=bool(settings.ENVIRONMENT.places))
    yield _language_model(settings.OVERTURE_MODEL)
    yield _telling(settings.OUTGOING)
    yield _nudges(settings.ENVIRONMENT, settings.OUTGOING)
    yield from _database()


def _places(rules: "Rules", *, named: bool) -> Look:
    from overture.safety.places import OURS, forbidden, places, uncovered  # noqa: PLC0415 - heavy

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


def _since(place: "Region") -> str:
    days = f"from {place.in_force:%-d %b %Y}" if place.in_force else "day not known"
    return f"{place.name} ({days}, {', '.join(sorted({one.mark for one in place.source}))})"


def _language_model(endpoint: "Endpoint | None") -> Look:
    if endpoint is None:
        return Look("language model", "well", "none; every reply is in people’s words")
    says = f"{endpoint.model} at {endpoint.host}, for members who agree"
    if endpoint.is_encrypted or endpoint.is_local:
        return Look("language model", "well", f"{says}; overture doctor --llm tries it")
    return Look("language model", "note", f"{says}; the way there is not encrypted")


def _telling(outgoing: "Outgoing") -> Look:
    """Whether people can be told, and whether the way to the mail server is encrypted."""
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


def _nudges(environment: "Environment", outgoing: "Outgoing") -> Look:
    """Whether nudges that members ask for can be sent: by e-mail, and in browsers."""
    from overture.server.project.environment import UnusableSettingError  # noqa: PLC0415

    try:
        environment.push_secret()
    except (UnusableSettingError, OSError) as error:
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
    from django.db import DatabaseError, connection  # noqa: PLC0415 - needs Django set up
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

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
    from overture.server.audit.services import is_whole  # noqa: PLC0415 - needs Django set up

    if is_whole():
        return Look("audit trail", "well", "every event is as it was written")
    return Look("audit trail", "wrong", "an event was changed or removed since it was written")
