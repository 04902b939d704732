"""Somebody may be in danger: one question first, a person's number at once, no level ever named."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.walk import answered, look, on, open_cue, say, spoken, start

QUIET = "Mostly I think they'd all be better off if I wasn't here."
PLAIN = "I'm going to kill myself tonight."
TAPS = ["No, I mean something else", "Sometimes", "Yes"]
LEVELS = re.compile(r"\b(acute|concern|level|risk|score|detected|flagged)\b", re.IGNORECASE)


@pytest.fixture
def cue(page):
    """The talk with Cue in a new space."""
    start(page, lambda _: None)
    page.get_by_role("button", name="Skip all of it").click()
    on(page, "/today")
    open_cue(page)
    return page


def _names_no_level(page) -> None:
    assert not LEVELS.search(page.locator("main").inner_text())


def test_a_quiet_sign_is_met_with_one_question_first(cue):
    say(cue, QUIET)
    expect(cue.get_by_role("main")).to_contain_text(re.compile("ending your life|stay(ing)? alive"))
    taps = cue.get_by_role("group", name="Quick replies")
    expect(taps.get_by_role("button")).to_have_text(
        ["No, I mean something else", "Sometimes", "Yes"]
    )
    _names_no_level(cue)
    look(cue)
    answered(cue, taps.get_by_role("button", name="No, I mean something else").click)
    expect(cue.get_by_role("main")).to_contain_text(re.compile("Thank you|All right|sorry"))
    _names_no_level(cue)
    say(cue, "I meant the five-a-side team, they play better without me.")
    expect(spoken(cue, "me")).to_have_count(3)


def test_plain_words_bring_people_at_once_and_the_talk_stops(cue):
    say(cue, PLAIN)
    panel = cue.get_by_role("main").get_by_role("alert")
    expect(panel).to_contain_text("I’m a program")
    expect(panel.get_by_role("link", name="People who can help now")).to_be_visible()
    _names_no_level(cue)
    look(cue)
    panel.get_by_role("link", name="People who can help now").click()
    on(cue, "/help")
    expect(cue.get_by_role("link", name=re.compile("^Call 999"))).to_be_visible()
    _names_no_level(cue)


def test_a_note_is_saved_and_answered_with_people(cue):
    cue.goto("/steps/add")
    cue.get_by_label("What would you do?").fill(PLAIN)
    cue.get_by_role("button", name="Put it on my list").click()
    expect(cue.get_by_role("heading", name="What you wrote is saved")).to_be_visible()
    expect(cue.get_by_role("link", name="People who can help now")).to_be_visible()
    _names_no_level(cue)
    look(cue)


def test_help_for_a_known_country_calls_first(page):
    page.goto("/help/gb")
    links = page.locator("a.call")
    expect(links.first).to_have_attribute("href", "tel:999")
    expect(page.locator("a[href='tel:116123']")).to_be_visible()
    expect(page.locator("a[href^='sms:']").first).to_be_visible()
    look(page)


def test_help_for_an_unknown_country_says_so_and_still_leads_to_people(open_page):
    page = open_page(width=320)
    page.goto("/help/zz")
    expect(page.get_by_text("Call your local emergency number")).to_be_visible()
    expect(page.get_by_text("Your country isn’t known here")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("findahelpline"))).to_be_visible()
    look(page)
