"""One person walks the whole loop on the narrowest phone, by day and by night."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.walk import (
    NARROW,
    about_to,
    add_own_step,
    again,
    answer_profile,
    answered,
    begin_scene,
    come_back,
    erase,
    exported,
    go_to,
    happened,
    look,
    on,
    open_cue,
    predict,
    say,
    say_all,
    six_words,
    spoken,
    start,
    step_named,
)

TO_CUE = (
    "I've been at home since Thursday, mostly in bed.",
    "My sister left a voicemail and I haven't rung back.",
    "She'll think I don't care about her.",
    "It's been like this since the new job.",
    "There's a neighbour who always says hello to me.",
    "Maybe I could say something back tomorrow.",
)
IN_SCENE = (
    "Hello, I'm from number six, just upstairs.",
    "I had a card that says my parcel is with you.",
    "Sorry, it doesn't matter.",
    "What have you been planting?",
)
FEAR = "She sighs and shuts the door"
BEFORE = {"How anxious": 7, "How much might you enjoy": 2, "how often would this happen": 6}
AFTER = {"How anxious were you?": 4, "How much did you enjoy": 5}
AGAIN = {"How anxious would you be?": 5, "How much might you enjoy": 4, "how often would": 3}
STEP = "Say hello to whoever is at the bus stop"
HARDER_STEP = "Ring my sister back"
NOTE = "He nodded and moved his bag."
IN_THE_WAY = "I sat with the phone in my hand and it got late."


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_whole_loop(open_page, theme):
    page = open_page(width=NARROW, height=640, color_scheme=theme)
    start(page, look)
    answer_profile(page, look)
    look(page)
    _talk_with_cue(page)
    _practise_a_scene(page)
    _look_back_at_it(page)
    _read_the_record(page)
    _do_a_step(page)
    _nearly_do_another(page)
    _find_a_next_step(page)
    _see_the_other_pages(page)
    words = six_words(page, look)
    _come_back_elsewhere(open_page(width=NARROW, color_scheme=theme), words)
    _take_a_copy(page)
    erase(page, look)
    page.goto("/today")
    on(page, "/")


def _talk_with_cue(page):
    open_cue(page)
    look(page)
    say_all(page, TO_CUE)
    expect(spoken(page, "me")).to_have_text([re.compile(re.escape(line)) for line in TO_CUE])
    assert spoken(page, "cue").count() >= len(TO_CUE)
    look(page)
    page.get_by_role("button", name="I’d like to stop here").click()
    page.get_by_role("heading", name="Stopped. That’s fine.").wait_for()
    look(page)


def _practise_a_scene(page):
    """Eight turns: words, a hint, Slower, a rewind, a pause, and going on."""
    begin_scene(page, look, "Asking the neighbour about a parcel")
    predict(page, look, BEFORE, own_fear=FEAR)
    on(page, "/attempts/[^/]+/scene")
    look(page)
    say_all(page, IN_SCENE[:2])
    _tap_a_hint(page)
    answered(page, page.get_by_role("button", name="Slower").click)
    say(page, IN_SCENE[2])
    _go_back_before(page, IN_SCENE[2])
    _pause_and_go_on(page)
    say(page, IN_SCENE[3])
    _say_nothing(page)
    say(page, "How long does it take to grow?")
    look(page)
    page.get_by_role("button", name="I’d like to stop here").click()
    page.get_by_text("Stopped. That’s fine.").wait_for()
    look(page)


def _tap_a_hint(page):
    page.get_by_text("A hint").click()
    look(page)
    hint = page.get_by_role("group", name="Hints").locator("button[name=tap]").first
    words = hint.inner_text()
    answered(page, hint.click)
    assert words in spoken(page, "me").last.inner_text()


def _say_nothing(page):
    page.get_by_text("A hint").click()
    answered(page, page.get_by_role("button", name="Say nothing").click)


def _go_back_before(page, line):
    expect(spoken(page, "me").last).to_contain_text(line)
    page.get_by_role("button", name="Go back to here").last.click()
    expect(page.get_by_text(line, exact=True)).to_have_count(0)


def _pause_and_go_on(page):
    page.get_by_role("button", name="Pause").click()
    page.get_by_text("Paused. Nothing happens until you want it to.").wait_for()
    look(page)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("What you say").wait_for()


def _look_back_at_it(page):
    page.get_by_role("link", name="Look back at it").click()
    happened(page, look, {**AFTER, "How understood": 6}, feared="No")
    on(page, "/attempts/[^/]+/looking-back")
    look(page)
    page.get_by_text(FEAR).first.wait_for()
    page.get_by_role("link", name="Enough for now, show my record").click()
    again(page, look, AGAIN)


def _read_the_record(page):
    on(page, "/record")
    look(page)
    expect(page.get_by_role("link", name="All 1", exact=True)).to_be_visible()
    page.get_by_text("Read it as a table").click()
    expect(page.get_by_role("row").last).to_contain_text("7 → 4")
    look(page)


def _do_a_step(page):
    add_own_step(page, look, STEP, when="on the way home")
    look(page)
    expect(step_named(page, STEP)).to_contain_text("Planned for today, on the way home")
    about_to(page, STEP)
    predict(page, look, BEFORE, own_fear="They look away")
    on(page, "/attempts/[^/]+/going")
    look(page)
    page.get_by_role("link", name="I did it").click()
    happened(page, look, AFTER, feared="No", note=NOTE)
    again(page, look, AGAIN)
    on(page, "/record")


def _nearly_do_another(page):
    add_own_step(page, look, HARDER_STEP)
    about_to(page, HARDER_STEP)
    predict(page, look, BEFORE)
    page.get_by_role("button", name="Not this time").click()
    on(page, "/attempts/[^/]+/nearly")
    look(page)
    page.get_by_role("textbox", name="What got in the way").fill(IN_THE_WAY)
    page.get_by_text("That would stop most of us").click()
    page.get_by_text("Decide the first three words beforehand").click()
    page.get_by_role("button", name="Plan it with that change").click()
    on(page, "/steps")
    look(page)
    expect(step_named(page, HARDER_STEP)).to_contain_text(
        "This time: Decide the first three words beforehand"
    )


def _find_a_next_step(page):
    go_to(page, "Today")
    look(page)
    step = page.locator("#next")
    expect(step.get_by_role("heading")).not_to_be_empty()
    reason = step.locator("p.small").nth(1).inner_text()
    assert reason.endswith("."), reason
    smaller = step.get_by_role("button", name="Something smaller")
    smaller.click()
    expect(step).to_be_visible()
    look(page)


def _see_the_other_pages(page):
    for address in ("/people", "/breathe", "/how-cue-chooses", "/help", "/safety-protocol"):
        page.goto(address)
        look(page)
    page.goto("/practise")
    look(page)
    for lesson in page.locator("a[href^='/lessons/']").all():
        lesson_page = page.context.new_page()
        lesson_page.goto(lesson.get_attribute("href") or "")
        look(lesson_page)
        lesson_page.close()
    page.goto("/today")


def _come_back_elsewhere(page, words):
    assert len(words.split()) == 6
    come_back(page, look, words)
    go_to(page, "Steps")
    step_named(page, STEP).wait_for()


def _take_a_copy(page):
    copy = json.dumps(exported(page), ensure_ascii=False)
    for typed in (*TO_CUE, *IN_SCENE, FEAR, STEP, NOTE, IN_THE_WAY):
        assert typed in copy, f"not in the copy: {typed}"
