"""What is kept of the library between starts: its parsed files, and that its check passed.

Parsing TOML takes twenty times as long as reading back what it says. Nothing validated is kept:
what a file says goes through its schema at every start. Each kept file bears the digest of the
text that it came from and of itself, so an edited text or a damaged copy is parsed again.
"""

import hashlib
import json
import os
import threading
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

LIBRARY = Path(__file__).parent / "library"
"""Where the shipped content lives. Of any other folder nothing is kept."""


def places() -> tuple[Path, ...]:
    """Where things may be kept: beside the library, else in the user's cache."""
    return LIBRARY.with_name("built"), user_cache_path("overture") / "content"


def parsed(path: Path, text: str) -> dict[str, Any]:
    """What the TOML file `path` with this `text` says. Raises TOMLDecodeError."""
    if not path.is_relative_to(LIBRARY):
        return tomllib.loads(text)
    name, origin = f"{path.relative_to(LIBRARY).as_posix()}.json", _digest(text.encode())
    for copy in held(name):
        if (said := _said(copy, origin)) is not None:
            return said
    said = tomllib.loads(text)
    with suppress(TypeError):  # a date is nothing that JSON knows: such a file is always parsed
        copy = json.dumps(said, ensure_ascii=False).encode()
        keep(name, b"\n".join((origin, _digest(copy), copy)))
    return said


def held(name: str) -> Iterator[bytes]:
    """What is kept under a name, place by place."""
    for place in places():
        with suppress(OSError):
            yield (place / name).read_bytes()


def keep(name: str, content: bytes) -> None:
    """Keep it in the first place that can be written to; where there is none, nothing is kept."""
    for place in places():
        with suppress(OSError):
            _write(place / name, content)
            return


def _write(path: Path, content: bytes) -> None:
    """Write a file that others never see half written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}-{os.getpid()}-{threading.get_ident()}")
    draft.write_bytes(content)
    draft.replace(path)


def _said(copy: bytes, origin: bytes) -> dict[str, Any] | None:
    """What a kept copy says, if it is whole and came from the text with the digest `origin`."""
    first, _, rest = copy.partition(b"\n")
    second, _, said = rest.partition(b"\n")
    if first != origin or second != _digest(said):
        return None
    found: dict[str, Any] = json.loads(said)
    return found


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
