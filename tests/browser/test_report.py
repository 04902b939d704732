"""A reply can be reported where it stands, with and without scripts, and the operator reads it."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.walk import (
    NARROW,
    answer_profile,
    begin_scene,
    go_to,
    on,
    predict,
    spoken,
    start,
)
from tests.support.commands import overture
from tests.support.pages import PHONE, assert_accessible

pytestmark = pytest.mark.requirement(44)

SAID = "I stayed in again all weekend, with the marmalade."
NOTE = "That was colder than it needed to be."


def no_look(page):
    """Other tests look at these pages."""


def waiting(live):
    done = overture("reports", "--json", data=live.data)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)["reports"]


def say(page, words):
    page.locator("#say").fill(words)
    page.locator("button.send").click()
    page.get_by_text(words, exact=True).wait_for()


def report_last(page, note, look=assert_accessible):
    links = page.get_by_role("link", name="Report this reply")
    box = links.last.bounding_box()
    assert box["height"] >= 44
    links.last.click()
    on(page, "/replies/[^/]+/report")
    look(page)
    page.get_by_label("What was not right?").fill(note)
    page.get_by_role("button", name="Send the report").click()
    on(page, "/reported/[^/]+")
    look(page)
    expect(page.get_by_role("status")).to_contain_text("Thank you")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_reply_of_cues_is_reported_and_reaches_the_operator(open_page, live, scripts):
    width = PHONE[0] if scripts else NARROW
    page = open_page(width=width, java_script_enabled=scripts)
    start(page, no_look)
    answer_profile(page, no_look)
    go_to(page, "Practise")
    page.get_by_role("link", name="Talk with Cue").click()
    on(page, "/cue")
    say(page, SAID)
    expect(page.get_by_role("link", name="Report this reply")).to_have_count(2, timeout=30_000)
    words = spoken(page, "cue").last.locator("p").last.inner_text()
    note = f"{NOTE} {scripts}"
    # what looks a page over is a script itself
    report_last(page, note, look=assert_accessible if scripts else no_look)
    (found,) = [one for one in waiting(live) if one["note"] == note]
    page.get_by_role("link", name="Go back to Cue").click()
    on(page, "/cue")
    expect(page.get_by_text(SAID, exact=True)).to_be_visible()
    assert words[:40].replace("’", "'") in found["words"].replace("’", "'")
    assert found["kind"] == "talk"
    assert "marmalade" not in json.dumps(found).replace(words, "")


def test_a_line_of_a_played_partner_is_reported(open_page, live):
    page = open_page()
    start(page, no_look)
    answer_profile(page, no_look)
    begin_scene(page, no_look, "Asking the neighbour about a parcel")
    predict(page, no_look, {"How anxious": 6})
    on(page, "/attempts/[^/]+/scene")
    say(page, "Hello, I'm from number six.")
    expect(page.get_by_role("link", name="Report this reply")).to_have_count(2, timeout=30_000)
    report_last(page, NOTE)
    page.get_by_role("link", name="Go back to the scene").click()
    on(page, "/attempts/[^/]+/scene")
    (found,) = [one for one in waiting(live) if one["note"] == NOTE]
    assert found["kind"] == "scene"
    done = overture("reports", "--close", found["id"], data=live.data)
    assert done.stdout.decode() == "Closed.\n"
    assert found["id"] not in {one["id"] for one in waiting(live)}
