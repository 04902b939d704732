"""A round between a member and her sister, on two phones; also without scripts."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.walk import NARROW, answer_profile, go_to, look, on, start
from tests.support.commands import environment
from tests.support.house import ROOT

DONE = "Stayed to the end"
PRESSING = "Finally! You should go every week."


def _seen(page):
    """Without scripts a page is looked at with the eyes alone."""
    expect(page.locator("h1")).to_have_count(1)
    expect(page.get_by_role("link", name="Help now", exact=True)).to_be_visible()


def _press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def _invite(page, look_at):
    """Choose what she would see, look at it, make the link; its token."""
    go_to(page, "People")
    look_at(page)
    page.get_by_role("link", name="Invite someone close").click()
    look_at(page)
    page.get_by_label("What you call them").fill("Lena, my sister")
    page.get_by_label("Steps I finish").check()
    _press(page, "See what they would see")
    look_at(page)
    _press(page, "Make the link for Lena")
    look_at(page)
    found = re.search(r"/invited/([\w-]+)$", page.locator(".anchors__address").inner_text())
    assert found is not None
    return found.group(1)


def _taken(live, token):
    """The cookie of somebody who took the invitation."""
    command = [sys.executable, "-m", "tests.support.somebody_close", token, DONE]
    done = subprocess.run(
        command, env=environment(live.data), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _celebrate(page, look_at):
    page.goto("/close/")
    look_at(page)
    page.get_by_role("link", name="Celebrate this with").click()
    look_at(page)
    page.get_by_label("In your own words").fill(PRESSING)
    _press(page, "Send it to Somebody close to you")
    expect(page.get_by_label("In your own words")).to_have_value(PRESSING)
    look_at(page)
    page.get_by_label("In your own words").fill("To the END!")
    _press(page, "Send it to Somebody close to you")
    expect(page.get_by_role("status").first).to_contain_text("It is on its way.")
    for place in ("Celebrate", "How to help", "Shared with me"):
        page.get_by_role("navigation").get_by_role("link", name=place, exact=True).click()
        look_at(page)


def _thank_and_revoke(page, look_at):
    page.goto("/today")
    page.get_by_role("link", name="Lena wrote you a line").click()
    on(page, "/people")
    expect(page.get_by_text("To the END!")).to_be_visible()
    look_at(page)
    _press(page, "Thank Lena")
    page.get_by_role("link", name="See what Lena sees").click()
    expect(page.get_by_text(DONE)).to_be_visible()
    look_at(page)
    page.get_by_role("link", name="Back to your page").click()
    look_at(page)
    page.get_by_label("Steps I finish").uncheck()
    _press(page, "Keep this")
    expect(page.get_by_role("status").first).to_contain_text("It holds from now on.")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_sister_is_invited_celebrates_is_thanked_and_sees_nothing_more(open_page, live, scripts):
    look_at = look if scripts else _seen
    member = open_page(width=NARROW, java_script_enabled=scripts)
    start(member, _seen)
    answer_profile(member, _seen)
    cookie = _taken(live, _invite(member, look_at))

    sister = open_page(width=NARROW, java_script_enabled=scripts)
    sister.context.add_cookies([{"name": "overture", "value": cookie, "url": live.url}])
    _celebrate(sister, look_at)
    where = sister.url

    _thank_and_revoke(member, look_at)
    sister.goto("/close/celebrate")
    expect(sister.get_by_text(DONE)).to_have_count(0)
    answer = sister.goto(where)
    assert answer is not None
    assert answer.status == 404
