"""Thoughts, what matters, the log and the sets of questions, walked on the narrowest screen."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walk import NARROW, look, on, start


@pytest.fixture
def here(open_page) -> Page:
    """A new space on the narrowest screen, with the first questions skipped."""
    page = open_page(width=NARROW)
    start(page, lambda _: None)
    page.get_by_role("button", name="Skip all of it").click()
    on(page, "/today")
    return page


def test_a_thought_is_caught_looked_at_and_given_a_step(here):
    here.goto("/thoughts")
    look(here)
    here.goto("/thoughts/new")
    look(here)
    here.locator("input[name=about][value=past]").check(force=True)
    here.locator("[name=moment]").fill("The stairs")
    here.locator("[name=thought]").fill("They think I am odd")
    here.get_by_role("main").locator("form button").first.click()
    on(here, "/thoughts/[^/]+/examine")
    look(here)
    here.get_by_label("What speaks against it?").fill("A nod")
    here.get_by_role("button", name="Go on").click()
    on(here, "/thoughts/[^/]+/readings")
    look(here)
    here.locator("[name=own_reading]").fill("They were tired")
    here.get_by_role("button", name="Go on").click()
    on(here, "/thoughts/[^/]+/test")
    look(here)
    here.locator("[name=title]").fill("Say morning on the stairs")
    here.get_by_role("main").locator("form button").first.click()
    on(here, "/thoughts/[^/]+")
    expect(here.get_by_text("Say morning on the stairs")).to_be_visible()
    look(here)


def test_the_cards_lie_a_few_at_a_time_and_what_matters_is_weighed(here):
    here.goto("/values")
    look(here)
    here.goto("/values/sort")
    look(here)
    assert here.evaluate("document.documentElement.scrollHeight") < 2600
    here.get_by_text("Things to do").click()
    here.locator("input[name=card-music][value=lot]").check(force=True)
    look(here)
    here.get_by_role("button", name="Keep the heaps").click()
    on(here, "/values")
    look(here)
    here.get_by_role("link", name="Having music").click()
    on(here, "/values/[^/]+")
    look(here)
    here.goto(f"{here.url.split('?')[0]}/rate")
    look(here)
    here.get_by_role("button", name="Go on").click()
    on(here, "/values/.+")
    look(here)


def test_a_word_is_kept_with_a_note_and_stands_in_the_log(here):
    here.goto("/log")
    look(here)
    here.get_by_role("button", name="Calm", exact=True).click()
    on(here, "/log/words/[^/]+")
    look(here)
    here.get_by_label("Or a few words of your own").fill("After the rain")
    here.get_by_role("button", name="Keep this").click()
    on(here, "/log")
    look(here)


def test_a_set_of_questions_is_answered_and_told_in_words(here):
    here.goto("/measures")
    look(here)
    here.get_by_role("main").locator("a[href^='/measures/']").first.click()
    on(here, "/measures/[^/]+")
    look(here)
    here.get_by_role("main").locator("fieldset").first.locator("label").nth(1).click()
    here.get_by_role("button", name=re.compile("Keep|Save")).first.click()
    on(here, "/measures")
    expect(here.get_by_text("Kept. It is yours alone.")).to_be_visible()
    look(here)
