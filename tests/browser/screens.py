"""The six pictures of the README, from our own pages: `python -m tests.browser.screens`.

A real server, a space with seventeen moments in it, and a phone-sized Chromium.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support import browsers
from tests.support.house import ROOT
from tests.support.pages import FLAGS, PHONE
from tests.support.pictures import smaller
from tests.support.server import Server, serving

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.browser.story import Story

FOLDER = ROOT / "docs" / "screens"


def main() -> None:
    """Take the pictures and write them to docs/screens."""
    path = browsers.find()
    if path is None:
        sys.exit("No Chromium here to take pictures with. Try: make browsers")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        story = _filled(data)
        with serving(data) as server, _phone(path, server) as context:
            _take(context.new_page(), story)


def _filled(data: Path) -> "Story":
    """The story, written into a fresh data folder. Sets Django up: once in a process."""
    os.environ["OVERTURE_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "overture.server.project.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections
    from django.utils import timezone

    from tests.browser.story import fill

    call_command("migrate", verbosity=0)
    story = fill(timezone.localtime())
    connections.close_all()
    return story


@contextmanager
def _phone(path: str, server: Server) -> "Iterator[BrowserContext]":
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser.new_context(
            base_url=server.url,
            viewport={"width": PHONE[0], "height": PHONE[1]},
            locale="en-GB",
            timezone_id="Europe/London",
        )
        browser.close()


def _take(page: "Page", story: "Story") -> None:
    page.goto("/")
    _picture(page, "welcome")
    page.context.add_cookies([{"name": "overture", "value": story.cookie, "url": page.url}])
    for name, address in (
        ("today", "/today"),
        ("cue", "/cue"),
        ("scene", story.scene),
        ("debrief", story.debrief),
        ("record", "/record"),
    ):
        page.goto(address)
        _picture(page, name)


def _picture(page: "Page", name: str) -> None:
    page.wait_for_load_state("networkidle")
    made = smaller(page.screenshot(animations="disabled"))
    (FOLDER / f"{name}.png").write_bytes(made)
    sys.stdout.write(f"docs/screens/{name}.png, {len(made) // 1024} kB\n")


if __name__ == "__main__":
    main()
