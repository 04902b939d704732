"""The steps of a walk through Overture, as somebody with a phone in hand would name them.

Each function begins on the page that it names and ends on the page to which its last tap leads.
`Look` is called on every page: it holds the page to what every page must keep.
"""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.support.pages import assert_accessible

NARROW = 320
"""The narrowest screen, in CSS pixels."""

SMALL = """[...document.querySelectorAll(".help, .btn, .chip, .send, .iconbtn, .call, .me, .brand")]
  .filter((one) => one.matches("a, button, summary, label"))
  .map((one) => [one.innerText || one.ariaLabel, one.getBoundingClientRect().height])
  .filter(([, height]) => height > 0 && height < 44)"""
"""What matters and is lower than a thumb needs."""

Look = Callable[[Page], None]
Taps = dict[str, int]


def look(page: Page) -> None:
    """Nothing to scroll sideways for, one heading, help within reach, big enough for a thumb."""
    page.wait_for_load_state()  # a tap may have led on: what is not styled yet is no page yet
    width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1], f"{page.url} is {width[0]} wide on a screen of {width[1]}"
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate(SMALL) == [], page.url
    if "/help" not in page.url:
        expect(page.get_by_role("link", name="Help now", exact=True)).to_be_visible()
    assert_accessible(page)


def on(page: Page, path: str) -> None:
    """Wait until the page is the one at `path`, a regular expression for the whole path."""
    page.wait_for_url(re.compile(rf"^https?://[^/]+{path}(\?.*)?(#.*)?$"))


def start(page: Page, look: Look) -> None:
    """Open the door and start without an account."""
    page.goto("/")
    look(page)
    page.get_by_text("18 to 29").click()
    page.get_by_role("button", name="Start now").click()
    on(page, "/profile")


def answer_profile(page: Page, look: Look) -> None:
    """Six taps, and the four that they leave open."""
    for leads_to in ("/profile/kinds", "/today"):
        look(page)
        for question in page.locator("fieldset.taps").all():
            question.locator("label").nth(1).click()
        page.get_by_role("button", name="Save and go on").click()
        on(page, leads_to)


def go_to(page: Page, place: str) -> None:
    """One of the five places, by its tab."""
    page.get_by_role("navigation", name="Main places").get_by_role("link", name=place).click()
    on(page, f"/{place.lower()}")


def open_cue(page: Page) -> None:
    """From Practise into the talk with Cue, at a quick pace so that the test need not wait."""
    go_to(page, "Practise")
    page.get_by_role("link", name="Talk with Cue").click()
    on(page, "/cue")
    with page.expect_navigation():
        page.get_by_text("Quick", exact=True).click()


def answered(page: Page, act: Callable[[], object]) -> None:
    """Do something that is a turn, and wait until the whole reply stands there.

    A page that has just been opened shows its fields before its scripts have run.
    """
    page.wait_for_load_state("domcontentloaded")
    key = page.locator("[data-composer] input[name=key]")
    before = key.input_value()
    act()
    expect(key).not_to_have_value(before, timeout=20_000)
    expect(page.locator("[data-talk]")).not_to_have_attribute("aria-busy", "true")


def say(page: Page, words: str) -> None:
    """Type a line and send it."""

    def typed() -> None:
        page.locator("#say").fill(words)
        page.locator("#say").press("Enter")

    answered(page, typed)


def spoken(page: Page, whom: str) -> Locator:
    """The bubbles of somebody in a talk: `me`, `cue` or `partner`."""
    return page.locator(f".say--{whom}:not([aria-hidden])")


def tap_rating(page: Page, question: str, value: int) -> None:
    """Tap a number from 0 to 10 under a question."""
    page.get_by_role("group", name=question).locator(f"label:has(input[value='{value}'])").click()


def tap_ratings(page: Page, taps: Taps) -> None:
    """Tap one number under each question."""
    for question, value in taps.items():
        tap_rating(page, question, value)


def predict(page: Page, look: Look, taps: Taps, *, own_fear: str = "") -> None:
    """Three taps before, and the fear in one's own words."""
    on(page, "/attempts/[^/]+/predict")
    look(page)
    tap_ratings(page, taps)
    if own_fear:
        page.get_by_label("What you fear might happen, in your own words").fill(own_fear)
    page.get_by_role("button", name=re.compile("^Save and")).click()


def happened(page: Page, look: Look, taps: Taps, *, feared: str = "", note: str = "") -> None:
    """The same taps after."""
    on(page, "/attempts/[^/]+/happened")
    look(page)
    tap_ratings(page, taps)
    if feared:
        page.get_by_role("group", name="Did it happen?").get_by_text(feared, exact=True).click()
    if note:
        page.get_by_label("Anything you want to keep about it?").fill(note)
    page.get_by_role("button", name="Save what happened").click()


def again(page: Page, look: Look, taps: Taps) -> None:
    """And if you did it again?"""
    on(page, "/attempts/[^/]+/again")
    look(page)
    tap_ratings(page, taps)
    page.get_by_role("button", name="Save this").click()


def begin_scene(page: Page, look: Look, title: str) -> None:
    """Choose a scene on Practise and begin it as easy as it gets."""
    go_to(page, "Practise")
    page.get_by_role("link", name="All scenes").click()
    page.get_by_role("link", name=re.compile(re.escape(title))).click()
    on(page, "/scenes/[^/]+/begin")
    look(page)
    page.locator("label:has(input[value=easy])").click()
    page.get_by_role("button", name="Begin", exact=True).click()


def say_all(page: Page, lines: Sequence[str]) -> None:
    """Several turns, one after another."""
    for line in lines:
        say(page, line)


def add_own_step(page: Page, look: Look, title: str, day: str = "Today", when: str = "") -> None:
    """A step in one's own words, on a day."""
    go_to(page, "Steps")
    page.get_by_role("link", name="Add a step of your own").click()
    on(page, "/steps/add")
    look(page)
    page.get_by_label("What would you do?").fill(title)
    page.get_by_text(day, exact=True).click()
    page.get_by_label("About when").fill(when)
    page.get_by_role("button", name="Put it on my list").click()
    on(page, "/steps")


def step_named(page: Page, title: str) -> Locator:
    """The line of a step in the checklist."""
    return page.locator("li.step").filter(has_text=title)


def about_to(page: Page, title: str) -> None:
    """Press "I'm about to" on a step of the checklist."""
    step_named(page, title).get_by_role("button", name="I’m about to").click()


def six_words(page: Page, look: Look) -> str:
    """Settings show six words once; returns them."""
    page.get_by_role("link", name="Your settings and privacy").click()
    on(page, "/settings")
    look(page)
    page.get_by_role("button", name=re.compile("six")).click()
    on(page, "/settings/six-words")
    look(page)
    return page.locator(".code").inner_text()


def come_back(page: Page, look: Look, words: str) -> None:
    """Open a space again in another browser."""
    page.goto("/")
    page.get_by_role("link", name="I have six words from before").click()
    on(page, "/back")
    look(page)
    page.get_by_label("The code you wrote down").fill(words)
    page.get_by_role("button", name="Open my space").click()
    on(page, "/today")


def exported(page: Page) -> dict[str, Any]:
    """Download everything as JSON, and open it."""
    page.goto("/settings")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download everything").click()
    path = waiting.value.path()
    found = json.loads(path.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def erase(page: Page, look: Look) -> None:
    """Erase everything; it asks twice and offers a copy first."""
    page.goto("/settings")
    page.get_by_role("link", name="Erase everything").click()
    on(page, "/settings/erase")
    look(page)
    page.get_by_role("button", name="Erase everything").click()
    look(page)
    page.get_by_role("button", name="Erase everything").click()
    page.get_by_role("heading", name="Everything is erased").wait_for()
    look(page)
