"""Somebody walks six weeks and what comes after through the pages, on a clock that is let run.

Practice and moments with people, one that stops half way, a way out that is prepared, two weeks
without anybody, a program that steps back, and an ending.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from overture.content.course import course
from tests.browser.walk import (
    about_to,
    add_own_step,
    again,
    answer_profile,
    begin_scene,
    exported,
    happened,
    look,
    on,
    predict,
    say,
    start,
    step_named,
    tap_ratings,
)
from tests.support.later import serving_later
from tests.support.pages import Watch

WEEKS = list(course().values())
FEAR = "They pretend not to have heard me"
PARCEL = "Asking the neighbour about a parcel"
HARDER = "Ring the library about a card"
CHANGE = "Decide the first three words beforehand"
TABLE = "Tuesday table at the library"
SMALLEST = "Nod to the driver of the 14"

HARD = {"How anxious": 8, "How much might you enjoy": 2, "how often would this happen": 7}
EASIER = {"How anxious": 4, "How much might you enjoy": 5, "how often would this happen": 3}
FOUND = {"How anxious were you?": 3, "How much did you enjoy": 6}
STOPPED = {"How anxious were you?": 8, "How much did you enjoy": 1}
NEXT_TIME = {"How anxious would you be?": 4, "How much might you enjoy": 5, "how often would": 3}

MOMENTS = (
    ("Ask the woman with the spaniel its name", "Thank the driver aloud", "Hold the door at 12"),
    ("Say good morning at the kiosk", "Ask where the rice is", "Nod to the man from 14"),
    ("Two sentences with the postwoman", "Ask Amina how her exam was", "Wave to the crossing lady"),
    ("Ask the barber about his holiday", "Say hello in the lift", "Tell the baker it was good"),
)
"""What is done with people in each of the first four weeks, and once more in the last."""


@pytest.fixture(scope="module")
def ahead(tmp_path_factory):
    """A server and its clock."""
    with serving_later(tmp_path_factory.mktemp("later")) as (server, later):
        yield server, later


@pytest.fixture
def walker(chromium, ahead):
    """A phone that only this server is asked from, and the clock."""
    server, later = ahead
    context = chromium.new_context(
        base_url=server.url, viewport={"width": 390, "height": 844}, locale="en-GB"
    )
    watch = Watch(home=server.url)
    watch.over(context)
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page, later
    context.close()
    assert watch.complaints == []


def test_a6_a7_b11_six_weeks_and_after(walker):
    page, later = walker
    _first_day(page)
    for number, moments in enumerate(MOMENTS):
        _week(page, later, number, moments)
    _something_that_stays(page)
    _two_quiet_weeks(page, later)
    _a_small_step_and_the_end(page)
    _everything_is_in_the_copy(page)


def _first_day(page: Page) -> None:
    start(page, _unlooked)
    answer_profile(page, _unlooked)
    page.goto("/course")
    look(page)
    _said(page, "Begin")
    page.goto("/today")
    begin_scene(page, _unlooked, PARCEL)
    predict(page, _unlooked, HARD, own_fear=FEAR)
    on(page, "/attempts/[^/]+/scene")
    say(page, "Hello, I'm from number six. I think you have a parcel of mine.")
    page.get_by_role("button", name="I’d like to stop here").click()
    page.get_by_text("Stopped. That’s fine.").wait_for()


def _week(page: Page, later, number: int, moments: tuple[str, ...]) -> None:
    """Its moments on different days, one of the first with all the taps; then on to the next."""
    page.goto("/course")
    expect(page.get_by_role("heading", level=1)).to_have_text(WEEKS[number].title)
    look(page)
    for place, title in enumerate(moments):
        _met(page, title, rated=place == 0, before=HARD if number < 2 else EASIER)
        later.passes(days=2)
    if number == 3:
        _nearly(page)
    page.goto("/course")
    _said(page, "On to the next")
    later.passes(days=1)


def _met(page: Page, title: str, *, rated: bool, before: dict[str, int]) -> None:
    page.goto("/today")
    add_own_step(page, _unlooked, title)
    if not rated:
        step_named(page, title).get_by_role("button", name="I did it").click()
        on(page, "/attempts/[^/]+/happened")
        tap_ratings(page, FOUND)
        page.get_by_role("button", name="Save what happened").click()
        on(page, "/attempts/[^/]+/again")
        return
    about_to(page, title)
    predict(page, _unlooked, before, own_fear=FEAR)
    page.get_by_role("link", name="I did it").click()
    happened(page, _unlooked, FOUND, feared="No")
    again(page, _unlooked, NEXT_TIME)
    on(page, "/record")


def _nearly(page: Page) -> None:
    """A call that stopped after two rings, looked at once; its change comes along to the next."""
    page.goto("/today")
    add_own_step(page, _unlooked, HARDER)
    about_to(page, HARDER)
    predict(page, _unlooked, HARD)
    page.get_by_role("link", name="I did it").click()
    on(page, "/attempts/[^/]+/happened")
    tap_ratings(page, STOPPED)
    page.get_by_role("button", name="I got part of the way").click()
    on(page, "/attempts/[^/]+/nearly")
    page.get_by_text(CHANGE).click()
    page.get_by_role("button", name="Plan it with that change").click()
    on(page, "/steps")
    expect(step_named(page, HARDER)).to_contain_text(f"This time: {CHANGE}")


def _something_that_stays(page: Page) -> None:
    """Week five: a regular thing, a plan for quieter stretches; the program has stepped back."""
    page.goto("/course")
    expect(page.get_by_role("heading", level=1)).to_have_text(WEEKS[4].title)
    expect(page.get_by_text(re.compile("moments? with people a week"))).not_to_have_count(0)
    look(page)
    page.goto("/people/regular")
    page.get_by_label("What is it, and with whom?").fill(TABLE)
    page.get_by_role("group", name="On which day?").get_by_text("Tue").click()
    page.get_by_role("group", name="How often?").get_by_text("Each week").click()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name=TABLE)).to_be_visible()
    page.goto("/after/plan")
    page.get_by_role("link", name="Write mine").click()
    page.get_by_role("textbox", name="The smallest step").fill(SMALLEST)
    page.get_by_role("button", name="Keep my plan").click()
    on(page, "/after/plan")
    page.goto("/course")
    _said(page, "On to the next")


def _two_quiet_weeks(page: Page, later) -> None:
    """Nobody is met. Whoever opens their day is told, once, in words, with the plan beside it."""
    for _ in range(2):
        later.passes(weeks=1)
        _go_to_today(page)
    later.passes(weeks=1)
    _go_to_today(page)
    card = page.locator("section.noticed")
    expect(card.get_by_role("heading")).to_have_text("A quieter stretch")
    expect(card.get_by_role("link", name="Your plan for quieter stretches")).to_be_visible()
    look(page)
    card.get_by_role("button", name="Something small").click()
    on(page, "/today")
    expect(page.locator("section.noticed")).to_have_count(0)


def _a_small_step_and_the_end(page: Page) -> None:
    page.goto("/after/plan")
    page.get_by_role("button", name="Put the smallest step on my list").click()
    on(page, "/steps")
    about_to(page, SMALLEST)
    predict(page, _unlooked, EASIER, own_fear="He looks through me")
    page.get_by_role("link", name="I did it").click()
    happened(page, _unlooked, FOUND, feared="No")
    again(page, _unlooked, NEXT_TIME)
    page.goto("/course")
    page.get_by_role("link", name="See what changed, and end it").click()
    on(page, "/course/ending")
    look(page)
    expect(page.get_by_text(FEAR)).to_be_visible()
    expect(page.get_by_text(CHANGE)).to_be_visible()
    expect(page.get_by_text(TABLE)).to_be_visible()
    _said(page, "End the course")
    expect(page.get_by_role("heading", level=1)).to_have_text("After the course")
    look(page)
    _go_to_today(page)
    expect(page.get_by_text("The course:")).to_have_count(0)


def _everything_is_in_the_copy(page: Page) -> None:
    copy = str(exported(page))
    for words in (FEAR, HARDER, CHANGE, TABLE, SMALLEST, *MOMENTS[0], *MOMENTS[3]):
        assert words in copy, f"not in the copy: {words}"


def _go_to_today(page: Page) -> None:
    page.goto("/today")


def _said(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def _unlooked(_: Page) -> None:
    """Pages of the loop are looked at in its own walk."""
