"""The core of the loop in a browser that runs no scripts at all."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.walk import (
    NARROW,
    about_to,
    add_own_step,
    again,
    answer_profile,
    begin_scene,
    erase,
    go_to,
    happened,
    on,
    predict,
    spoken,
    start,
    step_named,
)

BEFORE = {"How anxious": 6, "How much might you enjoy": 3, "how often would this happen": 5}
AFTER = {"How anxious were you?": 3, "How much did you enjoy": 6}
STEP = "Say thank you to the driver"


@pytest.fixture
def plain(open_page):
    """A page without scripts, as narrow as pages get."""
    return open_page(width=NARROW, java_script_enabled=False)


def _seen(page) -> None:
    """Without scripts a page is looked at with the eyes alone: one heading, and help."""
    assert page.locator("h1").count() == 1
    assert page.get_by_role("link", name="Help now").is_visible()


def test_the_loop_without_scripts(plain):
    start(plain, _seen)
    answer_profile(plain, _seen)
    _choose_todays_room(plain)
    _talk(plain)
    _practise(plain)
    _do_a_step(plain)
    erase(plain, _seen)


def _choose_todays_room(page):
    page.get_by_text("A little", exact=True).click()
    page.get_by_role("button", name="Save this").click()
    on(page, "/today")
    expect(page.get_by_label("A little", exact=True)).to_be_checked()
    page.get_by_role("button", name="Something smaller").click()
    on(page, "/today")


def _say(page, words):
    page.locator("#say").fill(words)
    page.locator("button.send").click()
    page.get_by_text(words, exact=True).wait_for()


def _talk(page):
    go_to(page, "Practise")
    page.get_by_role("link", name="Talk with Cue").click()
    on(page, "/cue")
    page.get_by_text("Even", exact=True).click()
    page.get_by_role("button", name="Set").click()
    _say(page, "I stayed in again all weekend.")
    _say(page, "It was quiet, mostly.")
    assert spoken(page, "cue").count() >= 3
    page.get_by_role("button", name="I’d like to stop here").click()
    page.get_by_role("heading", name="Stopped. That’s fine.").wait_for()


def _practise(page):
    begin_scene(page, _seen, "Asking the neighbour about a parcel")
    predict(page, _seen, BEFORE, own_fear="I forget my own flat number")
    on(page, "/attempts/[^/]+/scene")
    _say(page, "Hello, I'm from number six.")
    _say(page, "Do you have a parcel for me?")
    page.get_by_text("A hint").click()
    page.get_by_role("button", name="Say nothing").click()
    page.get_by_text("You say nothing.").wait_for()
    page.get_by_role("button", name="Go back to here").last.click()
    page.get_by_text("You say nothing.").wait_for(state="detached")
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="I’d like to stop here").click()
    page.get_by_role("link", name="Look back at it").click()
    happened(page, _seen, {**AFTER, "How understood": 5}, feared="No")
    on(page, "/attempts/[^/]+/looking-back")
    _seen(page)
    page.get_by_role("link", name=re.compile("^Enough for now")).click()
    again(page, _seen, {"How anxious would you be?": 4})
    on(page, "/record")


def _do_a_step(page):
    add_own_step(page, _seen, STEP)
    about_to(page, STEP)
    predict(page, _seen, BEFORE, own_fear="He doesn't hear me")
    page.get_by_role("link", name="I did it").click()
    happened(page, _seen, AFTER, feared="No", note="He raised a hand.")
    again(page, _seen, {"How anxious would you be?": 2})
    go_to(page, "Steps")
    expect(step_named(page, STEP)).to_contain_text("Expected 6, was 3. Enjoyed it 6.")
