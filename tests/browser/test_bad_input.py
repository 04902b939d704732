"""Whatever is typed, tapped twice or broken off: a clear word, nothing lost or stored twice."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.walk import (
    add_own_step,
    answered,
    begin_scene,
    on,
    open_cue,
    predict,
    say,
    spoken,
    start,
    step_named,
)
from tests.support.pages import PHONE
from tests.support.server import serving

HTML = "<b>bold</b><script>document.title = 'taken'</script><img src=x onerror=alert(1)>"
STRANGE = {
    "right to left": "أنا متعب اليوم",
    "emoji": "🙂🫠🙂",
    "markup": HTML,
    "one long word": "Grandmother" * 15,
}
LINE = "The bus was late and I missed my stop."


def _enter(page):
    start(page, lambda _: None)
    page.goto("/steps")
    return page


@pytest.fixture
def inside(page):
    """A page in a new space."""
    return _enter(page)


@pytest.fixture
def clumsy(chromium, live):
    """The same, where the browser may report the answers that a test provokes."""
    with _visitor(chromium, live.url) as page:
        yield _enter(page)


def _unharmed(page) -> None:
    assert "taken" not in page.title()
    assert page.locator("main img, main script").count() == 0
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} scrolls sideways"


# ---- what is typed


def test_strange_words_to_cue_stand_as_they_were_typed(inside):
    open_cue(inside)
    for words in STRANGE.values():
        say(inside, words)
        expect(spoken(inside, "me").last).to_contain_text(words)
        _unharmed(inside)
    assert (
        inside.locator(".say--me p").first.evaluate("p => getComputedStyle(p).direction") == "rtl"
    )
    inside.reload()
    expect(spoken(inside, "me")).to_have_count(len(STRANGE))
    _unharmed(inside)


def test_strange_words_in_a_scene_stand_as_they_were_typed(inside):
    begin_scene(inside, lambda _: None, "Asking the neighbour about a parcel")
    predict(inside, lambda _: None, {}, own_fear=HTML)
    on(inside, "/attempts/[^/]+/scene")
    for words in STRANGE.values():
        say(inside, words)
        expect(spoken(inside, "me").last).to_contain_text(words)
        _unharmed(inside)


@pytest.mark.parametrize("words", ["", "   ", "\x00\x00"])
def test_nothing_said_is_no_turn(inside, words):
    open_cue(inside)
    _send(inside, words)
    expect(inside.locator("[data-talk]")).not_to_have_attribute("aria-busy", "true")
    say(inside, LINE)
    expect(spoken(inside, "me")).to_have_count(1)


def _send(page, words: str) -> None:
    page.locator("#say").fill(words)
    page.locator("#say").press("Enter")


def test_too_much_at_once_is_told_and_stays_typed(clumsy):
    open_cue(clumsy)
    much = "word " * 20_000
    _send(clumsy, much)
    expect(clumsy.get_by_role("alert")).to_contain_text("longer than Cue can take in at once")
    assert clumsy.locator("#say").input_value() == much
    expect(spoken(clumsy, "me")).to_have_count(0)


@pytest.mark.parametrize("words", STRANGE.values(), ids=STRANGE)
def test_strange_words_in_steps_fears_and_notes(inside, words):
    add_own_step(inside, lambda _: None, words)
    expect(step_named(inside, words)).to_have_count(1)
    _unharmed(inside)
    step_named(inside, words).get_by_role("button", name="I’m about to").click()
    predict(inside, lambda _: None, {}, own_fear=words)
    inside.get_by_role("link", name="I did it").click()
    on(inside, "/attempts/[^/]+/happened")
    expect(inside.locator("q.own")).to_have_text(words)
    inside.get_by_label("Anything you want to keep about it?").fill(words)
    inside.get_by_role("button", name="Save what happened").click()
    on(inside, "/attempts/[^/]+/again")
    _unharmed(inside)
    inside.goto("/record")
    _unharmed(inside)


@pytest.mark.parametrize("title", ["", "y" * 100_000, "not\x00text"], ids=["empty", "long", "NUL"])
def test_a_step_that_cannot_be_kept_is_told_and_stays_typed(inside, title):
    inside.goto("/steps/add")
    inside.get_by_label("About when").fill("after six")
    field = inside.get_by_label("What would you do?")
    field.fill(title)
    inside.get_by_role("button", name="Put it on my list").click()
    expect(inside.get_by_role("alert")).to_be_visible()
    assert inside.get_by_label("About when").input_value() == "after six"
    assert field.input_value()[:8] == title[:8].replace("\x00", "\ufffd")
    inside.goto("/steps")
    expect(inside.locator("li.step")).to_have_count(0)


# ---- twice, back, and in two tabs


def test_a_double_tap_is_one_turn(inside):
    open_cue(inside)
    inside.locator("#say").fill(LINE)
    inside.evaluate(
        """async () => {
          const form = document.querySelector("[data-composer]");
          const post = () => fetch(form.action, { method: "POST", body: new FormData(form) });
          await Promise.all([post(), post()]);
        }"""
    )
    inside.reload()
    expect(spoken(inside, "me")).to_have_count(1)
    expect(spoken(inside, "me")).to_contain_text(LINE)


def test_a_double_tap_adds_one_step(inside):
    inside.goto("/steps/add")
    inside.get_by_label("What would you do?").fill(LINE)
    inside.get_by_role("button", name="Put it on my list").dblclick()
    on(inside, "/steps")
    expect(step_named(inside, LINE)).to_have_count(1)


def test_the_back_button_after_sending_changes_nothing(inside):
    add_own_step(inside, lambda _: None, LINE)
    step_named(inside, LINE).get_by_role("button", name="I’m about to").click()
    predict(inside, lambda _: None, {"How anxious": 7})
    on(inside, "/attempts/[^/]+/going")
    inside.go_back()
    on(inside, "/attempts/[^/]+/going")  # what is expected is written once: the page goes on
    inside.get_by_role("link", name="I did it").click()
    inside.get_by_role("button", name="Save what happened").click()
    on(inside, "/attempts/[^/]+/again")
    inside.go_back()
    on(inside, "/attempts/[^/]+/again")
    inside.goto("/record")
    expect(inside.get_by_role("link", name="All 1", exact=True)).to_be_visible()


def test_two_tabs_keep_both_lines(inside):
    open_cue(inside)
    other = inside.context.new_page()
    other.goto("/cue")
    say(inside, "From the first tab.")
    say(other, "From the second tab.")
    inside.reload()
    expect(spoken(inside, "me")).to_contain_text(["From the first tab.", "From the second tab."])


# ---- broken off


def _mid_reply(page) -> None:
    """Say something at a slow pace and wait for the first word of the reply."""
    with page.expect_navigation():
        page.get_by_text("Slow", exact=True).click()
    _send(page, LINE)
    page.locator(".say--cue[aria-hidden]").first.wait_for()


def test_a_tab_closed_in_mid_reply_finds_the_whole_reply_later(inside):
    open_cue(inside)
    before = spoken(inside, "cue").count()
    _mid_reply(inside)
    inside.close()
    later = inside.context.new_page()
    later.goto("/cue")
    expect(spoken(later, "me")).to_have_count(1)
    assert spoken(later, "cue").count() > before


def test_a_form_whose_space_is_closed_keeps_the_words(clumsy):
    open_cue(clumsy)
    clumsy.context.clear_cookies()
    _send(clumsy, LINE)
    expect(clumsy.get_by_role("heading", name="That didn’t save")).to_be_visible()
    expect(clumsy.locator(".well")).to_have_text(LINE)
    clumsy.get_by_role("link", name="Open the page again").click()
    on(clumsy, "/")


def test_a_session_that_ended_keeps_the_words(inside):
    inside.goto("/steps/add")
    inside.context.clear_cookies(name="overture")
    inside.get_by_label("What would you do?").fill(LINE)
    inside.get_by_role("button", name="Put it on my list").click()
    expect(inside.locator(".well").first).to_have_text(LINE)


@contextmanager
def _visitor(chromium, url: str) -> Iterator:
    """A page at a server of its own, whose faults are made on purpose and not complained of."""
    context = chromium.new_context(
        base_url=url, viewport={"width": PHONE[0], "height": PHONE[1]}, locale="en-GB"
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def test_a_server_killed_in_mid_reply_loses_nothing(chromium, tmp_path):
    """What came is dealt out to its end; while the server is away, help opens from the device."""
    with serving(tmp_path) as server, _visitor(chromium, server.url) as page:
        open_cue(_enter(page))
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        _mid_reply(page)
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        expect(page.locator(".say--cue[aria-hidden]")).to_have_count(0, timeout=30_000)
        expect(spoken(page, "cue").nth(1)).to_be_visible()
        _help_opens_from_the_device(page)
        with serving(tmp_path, port=int(server.url.rsplit(":", 1)[1])):
            page.reload()
            expect(spoken(page, "me")).to_contain_text([LINE])
            expect(spoken(page, "cue").nth(1)).to_be_visible(timeout=30_000)
            say(page, "Are you still there?")
            expect(spoken(page, "me")).to_have_count(2)


def _help_opens_from_the_device(page) -> None:
    other = page.context.new_page()
    other.goto("/help")
    expect(other.get_by_role("heading", name="A person can be with you now")).to_be_visible()
    expect(other.get_by_role("link", name="Call 999")).to_be_visible()
    other.close()


def test_without_a_connection_a_strip_says_so_and_help_opens(inside):
    inside.evaluate("navigator.serviceWorker.ready.then(() => true)")
    inside.reload()
    inside.context.set_offline(True)
    expect(inside.get_by_role("status")).to_contain_text("No connection")
    inside.context.set_offline(False)
    expect(inside.get_by_text("No connection.")).to_be_hidden()


def test_a_full_disk_is_told_and_the_words_stay(clumsy, live):
    open_cue(clumsy)
    with _no_room_to_write(live.process.pid):
        _send(clumsy, LINE)
        expect(clumsy.get_by_role("alert")).to_contain_text("Nothing can be kept just now")
        assert clumsy.locator("#say").input_value() == LINE
        _a_step_is_told_too(clumsy)
    answered(clumsy, lambda: clumsy.locator("#say").press("Enter"))
    expect(spoken(clumsy, "me")).to_have_count(1)


def _a_step_is_told_too(page) -> None:
    other = page.context.new_page()
    other.goto("/steps/add")
    other.get_by_label("What would you do?").fill(LINE)
    other.get_by_role("button", name="Put it on my list").click()
    expect(other.get_by_role("heading", name="Nothing can be kept just now")).to_be_visible()
    expect(other.locator(".well").first).to_have_text(LINE)
    other.close()


@contextmanager
def _no_room_to_write(process: int) -> Iterator[None]:
    """As if the disk were full: the process may make no file any longer than nothing."""
    before = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, before)
