"""Today, three taps and a scene with the keyboard alone; the focus can always be seen."""

import pytest
from playwright.sync_api import expect

from tests.browser.walk import begin_scene, on, start

MOST_KEYS = 80
FOCUS_SHOWS = """() => {
  const focused = document.activeElement;
  const shown = [focused, focused.closest("label"), ...focused.closest("label")?.children ?? []];
  const ringed = (node) => {
    const style = getComputedStyle(node);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return outlined || style.boxShadow !== "none";
  };
  return shown.filter(Boolean).some(ringed);
}"""
NOT_COVERED = """() => {
  const holder = document.activeElement.closest("label") ?? document.activeElement;
  const box = holder.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return holder.contains(top) || top?.contains(holder) && !top.closest(".tabbar, .topbar");
}"""


@pytest.fixture
def today(page):
    """Today in a new space."""
    start(page, lambda _: None)
    page.get_by_role("button", name="Skip all of it").click()
    on(page, "/today")
    return page


def _tab_to(page, target) -> None:
    """Press Tab until the target has the focus; each stop on the way can be seen."""
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        where = page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        assert page.evaluate(FOCUS_SHOWS), f"focus does not show on {where}"
        assert page.evaluate(NOT_COVERED), f"something covers {where}"
        if target.evaluate("node => node === document.activeElement"):
            return
    pytest.fail(f"{target} cannot be reached with {MOST_KEYS} presses of Tab")


def test_the_first_stop_skips_to_the_content(today):
    today.keyboard.press("Tab")
    expect(today.get_by_role("link", name="Skip to content")).to_be_focused()
    today.keyboard.press("Enter")
    today.wait_for_url("**/today#main")


def test_today_can_be_answered_with_the_keyboard(today):
    room = today.locator("input[name=room]").first
    _tab_to(today, room)
    with today.expect_response("**/today/room"):
        today.keyboard.press("ArrowRight")
    expect(today.get_by_label("A little", exact=True)).to_be_checked()
    rest = today.get_by_role("button", name="Not today")
    _tab_to(today, rest)
    today.keyboard.press("Enter")
    expect(today.get_by_role("heading", name="Not today. That’s fine.")).to_be_visible()
    _tab_to(today, today.get_by_role("link", name="People", exact=True))


def test_a_scene_can_be_predicted_and_played_with_the_keyboard(today):
    begin_scene(today, lambda _: None, "Asking the neighbour about a parcel")
    on(today, "/attempts/[^/]+/predict")
    for name in ("anxiety", "joy", "fear"):
        _tab_to(today, today.locator(f"input[name={name}]").first)
        today.keyboard.press("ArrowRight")
        expect(today.locator(f"input[name={name}][value='1']")).to_be_checked()
    _tab_to(today, today.get_by_role("button", name="Save and begin"))
    today.keyboard.press("Enter")
    on(today, "/attempts/[^/]+/scene")
    _say_with_the_keyboard(today, "Hello, I'm from number six.")
    _tap_a_hint_with_the_keyboard(today)
    _tab_to(today, today.get_by_role("button", name="I’d like to stop here"))
    today.keyboard.press("Enter")
    today.get_by_text("Stopped. That’s fine.").wait_for()


def _say_with_the_keyboard(page, words):
    _tab_to(page, page.locator("#say"))
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.locator(".say--me")).to_have_count(1)
    expect(page.locator("[data-talk]")).not_to_have_attribute("aria-busy", "true", timeout=20_000)


def _tap_a_hint_with_the_keyboard(page):
    page.locator("body").click(position={"x": 2, "y": 2})
    _tab_to(page, page.locator("details.hint > summary"))
    page.keyboard.press("Enter")
    _tab_to(page, page.locator(".hints button[name=tap]").first)
    page.keyboard.press("Enter")
    expect(page.locator(".say--me")).to_have_count(2)
    expect(page.locator("[data-talk]")).not_to_have_attribute("aria-busy", "true", timeout=20_000)
