"""Whether the program itself is whole: its language, its content, what it learned."""

import platform
import sys
from collections.abc import Callable, Iterator
from datetime import date

from overture import __version__
from overture.server.checkup.look import Look, State

OLDEST_PYTHON = (3, 11)


def looks(today: date) -> Iterator[Look]:
    """Everything that can be looked at without settings and without a database."""
    yield Look("overture", "well", __version__)
    parts: tuple[Callable[[], Iterator[Look]], ...] = (
        _python,
        _content,
        lambda: _helplines(today),
        _model,
        _classifier,
        _safety_head,
    )
    for part in parts:
        yield from part()


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
