"""The course in a real browser: begun, ticked, gone back in, and ended, on a narrow phone."""

import pytest
from playwright.sync_api import Page, expect

from overture.content.course import course
from tests.browser.walk import NARROW, answer_profile, look, on, start

WEEKS = list(course().values())


def no_look(_: Page) -> None:
    """The pages before the course are looked at elsewhere."""


def begun(page: Page) -> None:
    """A new space, and the course begun from Practise."""
    start(page, no_look)
    answer_profile(page, no_look)
    page.goto("/practise")
    page.get_by_role("link", name="The course").click()
    on(page, "/course")


def said(page: Page, button: str) -> None:
    """One tap about the course."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_whole_way_can_be_walked_with_single_taps(open_page, scripts):
    page = open_page(width=NARROW, java_script_enabled=scripts)
    looked = look if scripts else no_look
    begun(page)
    looked(page)
    said(page, "Begin")
    for week in WEEKS[:-2]:
        expect(page.get_by_role("heading", level=1)).to_have_text(week.title)
        looked(page)
        said(page, "On to the next")
    page.get_by_role("link", name="See what changed, and end it").click()
    on(page, "/course/ending")
    looked(page)
    said(page, "End the course")
    expect(page.get_by_role("heading", level=1)).to_have_text("After the course")
    looked(page)


def test_a_plan_for_quieter_stretches_is_written_and_read(open_page):
    page = open_page(width=NARROW)
    begun(page)
    page.goto("/after/plan")
    look(page)
    page.get_by_role("link", name="Write mine").click()
    look(page)
    page.get_by_role("textbox", name="The smallest step").fill("Nod to the driver of the 14")
    page.get_by_role("button", name="Keep my plan").click()
    on(page, "/after/plan")
    expect(page.get_by_text("Nod to the driver of the 14")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Put the smallest step on my list").click()
    on(page, "/steps")
    expect(page.get_by_text("Nod to the driver of the 14")).to_be_visible()


def test_the_course_is_walked_with_the_keyboard_alone(open_page):
    page = open_page()
    begun(page)
    page.get_by_role("button", name="Begin").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(WEEKS[0].title)
    page.get_by_role("button", name="I did this: Noticing, with people about").press("Enter")
    expect(page.get_by_role("button", name="Take the tick away")).to_be_visible()
    page.get_by_role("button", name="On to the next").press("Enter")
    page.get_by_role("button", name=f"Go back to: {WEEKS[0].title}").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(WEEKS[0].title)
    page.get_by_role("button", name="Pause the course").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Paused")
