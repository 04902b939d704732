"""The days after: asked once how it is now; people on the list are tried out, and let go again."""

import json
import re
import sqlite3
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.test_crisis import (
    WHILE,
    enter,
    live,
    mailbox,
    name_mia,
    names_no_level,
    receipt_in,
)
from tests.browser.walk import NARROW, answered, look, on, open_cue, say

__all__ = ["live", "mailbox"]

QUIET = "Mostly I think they'd all be better off if I wasn't here."


def a_day_passes(server):
    """What the screen remembers, and the talk, were a day earlier."""
    with sqlite3.connect(server.data / "overture.sqlite3", timeout=30) as database:
        database.execute(
            "UPDATE conversations_turn SET created_at = datetime(created_at, '-1 day')"
        )
        for key, state in database.execute("SELECT member_id, state FROM safeguarding_watch"):
            found = json.loads(state)
            for name in ("at", "sign_at", "opened_at"):
                if found.get(name):
                    then = datetime.fromisoformat(found[name]) - timedelta(days=1)
                    found[name] = then.isoformat()
            database.execute(
                "UPDATE safeguarding_watch SET state = ? WHERE member_id = ?",
                (json.dumps(found), key),
            )


@pytest.fixture
def the_day_after(open_page, live):
    """Today, the day after the protocol was open in a talk, on the narrowest screen."""
    page = enter(open_page(width=NARROW, height=640))
    open_cue(page)
    say(page, QUIET)
    taps = page.get_by_role("group", name="Quick replies")
    answered(page, taps.get_by_role("button", name="Yes").click)
    a_day_passes(live)
    page.goto("/today")
    return page


@pytest.mark.requirement(20)
def test_the_day_after_it_is_asked_once_how_it_is_now(the_day_after):
    page = the_day_after
    panel = page.get_by_role("form", name=re.compile("How is it now"))
    expect(panel).to_be_visible()
    names_no_level(page)
    look(page)
    panel.get_by_role("button").first.click()
    expect(page.get_by_role("alert").first).to_be_visible()
    names_no_level(page)
    look(page)
    page.goto("/today")
    expect(panel).to_have_count(0)


@pytest.mark.requirement(20)
def test_whoever_would_rather_not_say_is_left_alone_and_help_stays(the_day_after):
    page = the_day_after
    page.get_by_role("button", name="I’d rather not say").click()
    on(page, "/today")
    expect(page.get_by_text("How is it now")).to_have_count(0)
    expect(page.get_by_role("link", name="Help now", exact=True)).to_be_visible()


@pytest.mark.requirement(20)
def test_in_the_talk_it_is_asked_there_if_not_on_today(the_day_after):
    page = the_day_after
    page.goto("/cue")
    look(page)
    expect(page.get_by_role("main").get_by_role("alert").last).to_be_visible()
    page.goto("/today")
    expect(page.get_by_text("How is it now")).to_have_count(0)


@pytest.mark.requirement(27)
def test_a_contact_is_tried_out_seen_and_let_go(open_page, mailbox):
    page = enter(open_page(width=NARROW, height=640))
    name_mia(page)
    before = len(mailbox.taken)
    page.get_by_role("button", name="Send Mia a test").click()
    expect(page.get_by_role("main")).to_contain_text(
        re.compile(r"Sent at \d\d:\d\d, not seen yet"), timeout=WHILE
    )
    look(page)
    assert len(mailbox.taken) == before + 1
    assert "Nothing has happened" in mailbox.texts[-1]
    helper = open_page(width=NARROW, height=640)
    helper.goto(receipt_in(mailbox))
    look(helper)
    helper.get_by_role("button", name="I have seen this").click()
    expect(page.get_by_role("main")).to_contain_text("Seen by Mia", timeout=WHILE)
    taken_back(page)


def taken_back(page):
    """The yes is taken back, then Mia is taken off the list; no page offers her any more."""
    page.goto("/people/tell")
    look(page)
    page.get_by_role("link", name="Look at or change: Mia").click()
    on(page, "/people/tell/[0-9a-f-]{36}")
    page.get_by_role("checkbox").first.uncheck()
    page.get_by_role("button", name="Keep my answers").click()
    expect(page.get_by_role("status")).to_contain_text("Kept.")
    look(page)
    for address in ("/help", "/people/tell"):
        page.goto(address)
        expect(page.get_by_role("link", name="Tell Mia now")).to_have_count(0)
    page.get_by_role("link", name="Look at or change: Mia").click()
    page.get_by_role("button", name="Take Mia off the list").click()
    on(page, "/people/tell")
    look(page)
    expect(page.get_by_role("main")).not_to_contain_text("mia@example.org")
    expect(page.get_by_role("heading", name="Mia")).to_have_count(0)
