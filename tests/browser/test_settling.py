"""Settling the body in a real browser: part by part, all at once, without scripts and offline."""

import pytest
from playwright.sync_api import expect

from overture.content.exercises import exercises
from tests.browser.walk import NARROW, look, on

FEET = exercises()["feet-on-the-floor"]


def test_b7_an_exercise_goes_part_by_part_and_can_be_left_at_each(open_page):
    page = open_page(width=NARROW)
    page.goto("/settle")
    look(page)
    page.get_by_role("link", name=FEET.title).click()
    on(page, f"/settle/{FEET.id}")
    look(page)
    page.get_by_role("button", name="Begin").click()
    for part in FEET.parts:
        expect(page.get_by_role("listitem")).to_have_text(part.text)
        expect(page.get_by_role("link", name="That’s enough")).to_be_visible()
        look(page)
        page.get_by_role("button", name="Next").click()
    expect(page.get_by_text(FEET.ending)).to_be_visible()
    expect(page.get_by_role("button", name="Once more")).to_be_focused()
    look(page)


def test_all_of_it_can_be_read_at_once(open_page):
    page = open_page()
    page.goto(f"/settle/{FEET.id}")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Show all of it").click()
    expect(page.get_by_role("listitem")).to_have_text([part.text for part in FEET.parts])
    look(page)


def test_it_can_go_on_by_itself(open_page):
    page = open_page()
    page.clock.install()
    page.goto(f"/settle/{FEET.id}")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Go on by itself").click()
    for part in FEET.parts:
        expect(page.get_by_role("listitem")).to_have_text(part.text)
        page.clock.fast_forward(1000 * part.stay)
    expect(page.get_by_text(FEET.ending)).to_be_visible()


def test_without_scripts_the_whole_text_is_there(open_page):
    page = open_page(java_script_enabled=False)
    page.goto(f"/settle/{FEET.id}")
    for words in (FEET.why, *(part.text for part in FEET.parts), FEET.ending):
        expect(page.get_by_text(words)).to_be_visible()


@pytest.mark.parametrize("name", list(exercises()))
def test_without_a_connection_it_is_there_though_it_was_never_opened(open_page, name):
    page = open_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)
    page.goto(f"/settle/{name}")
    expect(page.get_by_role("heading", level=1)).to_have_text(exercises()[name].title)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("listitem")).to_have_text(exercises()[name].parts[0].text)
