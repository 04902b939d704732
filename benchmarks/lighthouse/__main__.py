"""How Lighthouse marks our pages.

    python -m benchmarks.lighthouse [--pages today help] [--forms phone desk] [--times 1]

A filled space, a real server and a Chromium of this machine. Lighthouse is an npm package that is
installed at the version named here into the user's cache; nothing of it is part of the program.
Not part of `make bench`. The load of the machine is printed: marks for performance fall with it.
"""

import argparse
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.support import browsers

from benchmarks.serving import server

VERSION = "12.8.2"
PLACE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "overture" / "lighthouse"
CATEGORIES = ("accessibility", "best-practices", "performance")
PUBLIC = {"welcome": "/", "help": "/help", "breathe": "/breathe"}
OF_A_MEMBER = {
    name: f"/{name}"
    for name in ("today", "practise", "cue", "steps", "record", "people", "settings", "lessons")
}
PAGES = {**PUBLIC, **OF_A_MEMBER}
FORMS = {"phone": (), "desk": ("--preset=desktop",)}
ENOUGH = 95


def main() -> None:
    """Fill, serve, look at each page on a phone and at a desk, and print the table."""
    asked = _asked()
    tool = _tool()
    print(f"load of the machine when begun: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"| page | seen on | {' | '.join(CATEGORIES)} | what lost marks |\n{'|---' * 6}|")
    with tempfile.TemporaryDirectory() as folder:
        cookie = _filled(Path(folder))
        with server(Path(folder)) as (port, _, _):
            for name in asked.pages:
                for form in asked.forms:
                    header = "" if name in PUBLIC else cookie
                    address = f"http://127.0.0.1:{port}{PAGES[name]}"
                    looks = _looks(tool, address, form, header, asked.times)
                    print(_row(name, form, looks), flush=True)
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f}")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=list(PAGES))
    parser.add_argument("--forms", nargs="+", choices=FORMS, default=list(FORMS))
    parser.add_argument("--times", type=int, default=1)
    return parser.parse_args()


def _tool() -> str:
    """Lighthouse at our version, installed by npm if it is not there yet."""
    command = PLACE / VERSION / "node_modules" / ".bin" / "lighthouse"
    npm = shutil.which("npm")
    if not command.exists():
        if npm is None:
            message = "npm is not here; Lighthouse cannot be installed without it"
            raise SystemExit(message)
        (PLACE / VERSION).mkdir(parents=True, exist_ok=True)
        install = [npm, "install", "--prefix", str(PLACE / VERSION), f"lighthouse@{VERSION}"]
        subprocess.run([*install, "--no-audit", "--no-fund"], check=True, capture_output=True)
    return str(command)


def _filled(data: Path) -> str:
    """The story, written into a fresh data folder; returns the cookie that opens it."""
    os.environ["OVERTURE_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "overture.server.project.settings"
    import django  # noqa: PLC0415 - the folder is named before Django reads it

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415
    from tests.browser.story import fill  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    story = fill(timezone.localtime())
    connections.close_all()
    return f"overture={story.cookie}"


def _looks(tool: str, address: str, form: str, cookie: str, times: int) -> list[dict[str, object]]:
    flags = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
    command = [tool, address, "--output=json", "--quiet", f"--chrome-flags={flags}", *FORMS[form]]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    if cookie:
        command.append(f"--extra-headers={json.dumps({'Cookie': cookie})}")
    chrome = {**os.environ, "CHROME_PATH": browsers.find() or ""}
    looks = []
    for _ in range(times):
        look = subprocess.run(command, check=False, capture_output=True, env=chrome)
        if look.returncode == 0:
            looks.append(json.loads(look.stdout))
    return looks


def _row(name: str, form: str, looks: Sequence[dict[str, object]]) -> str:
    if not looks:
        return f"| {name} | {form} | | | | could not be looked at: Lighthouse gave up |"
    marks = [median(_mark(look, category) for look in looks) for category in CATEGORIES]
    lost = sorted({words for look in looks for words in _lost(look)})
    shown = " | ".join(f"{mark:.0f}" if mark >= ENOUGH else f"**{mark:.0f}**" for mark in marks)
    return f"| {name} | {form} | {shown} | {', '.join(lost)} |"


def _mark(look: dict, category: str) -> float:  # type: ignore[type-arg]
    return 100 * float(look["categories"][category]["score"] or 0)


def _lost(look: dict) -> list[str]:  # type: ignore[type-arg]
    """Every check that counts and was not held, outside the clocks of performance."""
    checked = (*CATEGORIES[:2],)
    counted = [
        one["id"]
        for category in checked
        for one in look["categories"][category]["auditRefs"]
        if one["weight"]
    ]
    audits = look["audits"]
    return [one for one in counted if audits[one]["score"] is not None and audits[one]["score"] < 1]


if __name__ == "__main__":
    main()
