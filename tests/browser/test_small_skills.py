"""Small skills in a real browser: a spoken line is read on asking, and nothing needs a script."""

import pytest
from playwright.sync_api import expect

from overture.content.drills import drills
from tests.browser.test_voice import DEVICE
from tests.browser.walk import NARROW, look, on

SPOKEN = {item.voice for item in drills()["feelings-in-words"].items if item.voice}


def _begun(page, drill_id: str):
    """A sitting of a new member; pages are not looked over here, which takes scripts."""
    page.goto("/")
    page.get_by_text("18 to 29").click()
    page.get_by_role("button", name="Start now").click()
    on(page, "/profile")
    page.get_by_role("button", name="Skip all of it").click()
    on(page, "/today")
    page.goto(f"/drills/{drill_id}")
    page.get_by_role("button", name="Begin").click()
    return page


def _onward(page) -> None:
    page.get_by_role("button", name="I can’t tell").click()
    page.locator("main a.btn--block").first.click()


def test_a_spoken_line_is_read_aloud_by_a_voice_of_the_device_when_asked(open_page):
    page = open_page()
    page.add_init_script(f"({DEVICE})()")
    _begun(page, "feelings-in-words")
    hear = page.get_by_role("button", name="Hear it said")
    for _ in range(5):
        if hear.count():
            break
        _onward(page)
    assert page.evaluate("window.spoken") == []
    hear.click()
    (said,) = page.evaluate("window.spoken")
    assert said in SPOKEN
    look(page)


def test_no_button_is_there_where_the_device_has_no_voice_of_its_own(open_page):
    page = open_page()
    page.add_init_script(f"({DEVICE})()")
    page.add_init_script("window.voices = [{ lang: 'en-GB', localService: false }]")
    _begun(page, "feelings-in-words")
    for _ in range(3):
        expect(page.get_by_role("button", name="Hear it said")).to_have_count(0)
        _onward(page)


def _answer(page) -> None:
    for group in page.get_by_role("group").all():
        group.get_by_role("radio").first.check(force=True)
    page.get_by_role("button", name="That is how I see it").click()
    expect(page.get_by_text("Fits best").first).to_be_visible()


def test_six_of_them_go_without_scripts(open_page):
    page = _begun(open_page(width=NARROW, java_script_enabled=False), "both-sides")
    for _ in range(6):
        _answer(page)
        page.locator("main a.btn--block").first.click()
    expect(page.get_by_role("heading", name="That’s six")).to_be_visible()


@pytest.mark.parametrize("drill_id", ["faces", "both-sides"])
def test_each_page_fits_a_narrow_screen_and_can_be_read_by_all(open_page, drill_id):
    page = open_page(width=NARROW)
    _begun(page, drill_id)
    look(page)
    _answer(page)
    look(page)
    page.goto("/drills")
    look(page)


def test_a_reflection_is_written_with_the_keyboard_alone(open_page):
    page = _begun(open_page(), "listening")
    page.get_by_label("In your words").focus()
    page.keyboard.type("You sound worn out.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Two ways to say it")).to_be_visible()
    look(page)
