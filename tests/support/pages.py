"""Pages in a real Chromium that watch for what no page of ours may do."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import browsers
from tests.support.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

PHONE = (390, 844)
FLAGS = [
    "--no-sandbox",  # tests may run as root, where Chromium has no sandbox
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
GRAVE = """axe.run({ resultTypes: ["violations"] }).then(({ violations }) =>
  violations.filter(({ impact }) => impact === "serious" || impact === "critical"))"""
OPEN_PAGE = Callable[..., "Page"]


@dataclass
class Watch:
    """Collects requests to anywhere else, and errors that pages report."""

    home: str
    complaints: list[str] = field(default_factory=list)

    def over(self, context: "BrowserContext") -> None:
        """Watch every page of a browser context."""
        context.on("request", lambda request: self._requested(request.url))
        context.on("console", self._said)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))

    def _requested(self, url: str) -> None:
        if not url.startswith((self.home, "data:", "blob:", "about:")):
            self.complaints.append(f"off-origin request: {url}")

    def _said(self, message: "ConsoleMessage") -> None:
        # a page that answers 4xx on purpose (a form sent back, a page not there) is no error
        answered = (
            message.text.startswith("Failed to load resource") and "status of 4" in message.text
        )
        own_page = message.page is not None and message.location["url"] == message.page.url
        if message.type == "error" and not (answered and own_page):
            self.complaints.append(f"console: {message.text}")


@pytest.fixture(scope="module")
def chromium() -> Iterator["Browser"]:
    """A Chromium. Without one the test is skipped, or fails under CI=true.

    It lives as long as one module: playwright's loop would keep Django's rows from later tests.
    """
    path = browsers.find()
    if path is None:
        missing = "no Chromium here; `make browsers` installs one"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: "Browser", live: Server) -> Iterator[OPEN_PAGE]:
    """Opens pages, each a new visitor; takes `width`, `height` and anything a context takes.

    When the test ends: no request left our origin, and no page reported an error.
    """
    watch = Watch(home=live.url)
    contexts: list[BrowserContext] = []

    def opened(width: int = PHONE[0], height: int = PHONE[1], **options: Any) -> "Page":
        context = chromium.new_context(
            base_url=live.url,
            viewport={"width": width, "height": height},
            locale="en-GB",
            timezone_id="Europe/London",
            **options,
        )
        watch.over(context)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert watch.complaints == []


@pytest.fixture
def page(open_page: OPEN_PAGE) -> "Page":
    """One page the size of a phone."""
    return open_page()


@pytest.fixture
def phone(page: "Page") -> "Page":
    """The same page, for tests that say what they hold in their hand."""
    return page


def assert_accessible(page: "Page") -> None:
    """Assert that axe finds no serious or critical violation on the page as it stands."""
    page.evaluate(_axe())
    grave = page.evaluate(GRAVE)
    assert not grave, f"{page.url}\n" + "\n".join(map(_told, grave))


@cache
def _axe() -> str:
    """The script that looks a page over."""
    from axe_playwright_python.sync_playwright import Axe

    return str(Axe().axe_script)


def _told(violation: dict[str, Any]) -> str:
    places = "; ".join(node["html"][:160] for node in violation["nodes"][:4])
    return f"{violation['impact']}: {violation['id']}, {violation['help']}: {places}"
