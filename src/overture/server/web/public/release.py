"""Which release of pages, scripts and words this server shows: a name made of what they hold."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

from overture import __version__, content

WEB = Path(__file__).resolve().parent.parent
KINDS = frozenset({".html", ".js", ".css", ".svg", ".png", ".toml", ".md", ".txt"})
"""Files that a page is made of."""


@cache
def release() -> str:
    """Another name as soon as anything differs that a kept page shows or leads to."""
    settled = (__version__, settings.ENVIRONMENT.region, settings.ENVIRONMENT.exit_url)
    digest = hashlib.sha256("\n".join(settled).encode())
    for folder in (WEB / "static", WEB / "templates", Path(content.__file__).parent / "library"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in KINDS:
                digest.update(path.relative_to(folder).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
