"""Without a connection: what opens, whose it is, and what waits until there is one."""

import re
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.walk import (
    NARROW,
    about_to,
    add_own_step,
    come_back,
    erase,
    exported,
    look,
    on,
    six_words,
    start,
    step_named,
)
from tests.support.pages import assert_accessible

STEP = "Ask Amina how her week was"
NOTE = "She asked me back, and I stayed for tea."
GRAVE = "I want to die, I am going to kill myself tonight."
WAITS = "Kept on this phone. It will be sent when there is a connection."
SENT_WHILE = 30_000
ALL_KEPT = """async () => {
  const shelves = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const pages = await Promise.all(shelves.map((shelf) => shelf.keys()));
  return pages.flat().map((one) => new URL(one.url).pathname);
}"""
ANSWERED = """async (answer) => {
  const answered = (one) => waiting.put({ ...one, state: "says", taken: true, answer });
  for (const one of await waiting.all()) await answered(one);
}"""
NEWER_MEANWHILE = """(words) => {
  const asked = self.fetch;
  self.fetch = async (...given) => {
    const answer = await asked(...given);
    if (given[1]?.method !== "POST") return answer;
    self.fetch = asked;
    const [older] = await waiting.all();
    const fields = older.fields.map(([name, value]) => [name, name === "note" ? words : value]);
    await waiting.add({ ...older, fields, at: older.at + 1, state: "waiting", tries: 0 });
    return answer;
  };
}"""
HELD = """async ([address, words]) => {
  const page = await caches.match(address);
  return Boolean(page) && (await page.text()).includes(words);
}"""


def until(page, holds, given=None, *, is_so=True):
    """Wait until a function says so in the page, which may evaluate nothing by itself."""
    for _ in range(300):
        if page.evaluate(holds, given) is is_so:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never {is_so}: {holds}, {given}")


def held(page, address, words="", *, is_so=True):
    """Wait until the page at `address` is kept on the device with `words`, or is not."""
    until(page, HELD, [address, words], is_so=is_so)


def enter(page):
    """A space of one's own, with the service worker in charge."""
    start(page, lambda _: None)
    page.get_by_role("button", name="Skip all of it").click()
    on(page, "/today")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto("/today")  # the first page may have been asked for before the worker was there
    until(page, "() => navigator.serviceWorker.controller !== null")
    return page


def with_a_step(page):
    """A step on the list, and the list kept on the device."""
    enter(page)
    add_own_step(page, lambda _: None, STEP)
    page.goto("/steps")
    held(page, "/steps", STEP)
    held(page, "/waiting")
    return page


def in_the_moment(page):
    """About to do it, with the page for afterwards kept on the device."""
    with_a_step(page)
    about_to(page, STEP)
    on(page, "/attempts/[^/]+/predict")
    page.get_by_role("button", name=re.compile("^Save and")).click()
    on(page, "/attempts/[^/]+/going")
    after = page.get_by_role("link", name="I did it").get_attribute("href")
    held(page, after)
    return after


def offline(page, *, is_so=True):
    page.context.set_offline(is_so)


def entries(page):
    """What waits in this browser."""
    return page.evaluate("waiting.all()")


def outcomes(page):
    """What happened, as the export tells it."""
    page.goto("/settings")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download everything").click()
    return coming.value.path().read_text("utf-8").count(NOTE)


def write_outcome(page, words):
    page.get_by_label("Anything you want to keep about it?").fill(words)
    page.get_by_role("button", name="Save what happened").click()


# ---- what opens


def test_steps_record_breathing_and_exercises_open_without_a_connection(page):
    with_a_step(page)
    offline(page)
    for address, words in (
        ("/steps", STEP),
        ("/record", "Record"),
        ("/breathe", "Breathing"),
        ("/settle", "Breathing"),
        ("/help", "A person can be with you now"),
    ):
        page.goto(address)
        expect(page.locator("body")).to_contain_text(words)
        assert_accessible(page)
    page.goto("/steps")
    expect(page.get_by_text(re.compile(r"This page is as it was on \w+day"))).to_be_visible()
    expect(page.get_by_text("You can keep reading")).to_have_count(0)


def test_cue_is_calmly_away_without_a_connection(page):
    enter(page)
    page.goto("/cue")
    offline(page)
    page.goto("/cue")
    expect(page.get_by_role("heading", level=1)).to_have_text("No connection just now")
    expect(page.get_by_text("Cue is away meanwhile")).to_be_visible()
    look(page)
    names = page.evaluate(ALL_KEPT)
    assert "/help" in names
    assert not [name for name in names if name.startswith("/cue") or name.endswith("/scene")]


# ---- whose it is


def test_another_member_in_the_same_browser_never_sees_kept_pages_or_entries(open_page):
    other = enter(open_page())
    words = six_words(other, lambda _: None)
    page = open_page()
    with_a_step(page)
    offline(page)
    page.goto("/steps")
    step_named(page, STEP).get_by_role("button", name="I did it").click()
    on(page, "/waiting")
    offline(page, is_so=False)
    page.context.clear_cookies()
    come_back(page, lambda _: None, words)
    held(page, "/steps")
    held(page, "/steps", STEP, is_so=False)
    assert entries(page) == []
    offline(page)
    for address in ("/steps", "/waiting", "/record", "/today", "/help/plan"):
        page.goto(address)
        assert STEP not in page.content()


def test_nudges_asked_for_in_this_browser_end_with_the_space(page):
    with_a_step(page)
    worker = page.context.service_workers[0]
    worker.evaluate("""() => { PushManager.prototype.getSubscription = async () => ({
      unsubscribe: async () => { await caches.open("taken back"); } }); }""")
    page.goto("/today")
    taken_back = "caches.has('taken back')"
    assert page.evaluate(taken_back) is False
    page.context.clear_cookies()
    page.goto("/steps")
    on(page, "/")
    until(page, "() => caches.has('taken back')")


def test_kept_pages_go_with_the_session(page):
    with_a_step(page)
    page.context.clear_cookies()
    page.goto("/steps")
    on(page, "/")
    held(page, "/steps", is_so=False)
    offline(page)
    page.goto("/steps")
    expect(page.get_by_role("heading", level=1)).to_have_text("No connection just now")
    assert STEP not in page.content()


def test_erasing_takes_away_what_was_kept_and_what_waited(page):
    with_a_step(page)
    offline(page)
    page.goto("/steps")
    step_named(page, STEP).get_by_role("button", name="I did it").click()
    on(page, "/waiting")
    page.context.route("**/waiting/token", lambda route: route.abort())  # it is never sent
    offline(page, is_so=False)
    erase(page, lambda _: None)
    held(page, "/steps", is_so=False)
    start(page, lambda _: None)
    assert entries(page) == []


# ---- what waits


@pytest.mark.parametrize("width", [NARROW, 1280])
def test_what_happened_waits_on_the_device_and_is_kept_once(open_page, width):
    page = open_page(width=width)
    after = in_the_moment(page)
    offline(page)
    page.goto(after)
    write_outcome(page, NOTE)
    on(page, "/waiting")
    expect(page.get_by_role("main")).to_contain_text(NOTE)
    expect(page.get_by_role("main")).to_contain_text("Nobody and nothing has read it yet")
    look(page)
    page.goto("/steps")
    expect(page.get_by_text(WAITS)).to_be_visible()
    page.goto(after)
    write_outcome(page, NOTE)  # sent again by somebody who is not sure: the same entry
    on(page, "/waiting")
    assert len(entries(page)) == 1
    offline(page, is_so=False)
    until(page, "async () => (await waiting.all()).every((one) => one.state === 'sent')")
    page.goto("/steps")
    expect(page.get_by_role("link", name="If you did it again")).to_be_visible()
    assert outcomes(page) == 1


def test_a_double_tap_without_a_connection_is_one_attempt(page):
    with_a_step(page)
    offline(page)
    page.goto("/steps")
    page.evaluate(
        "() => { const form = document.querySelector('form[data-waits]');"
        " form.submit(); form.submit(); }"
    )
    on(page, "/waiting")
    assert len(entries(page)) == 1
    offline(page, is_so=False)
    page.get_by_role("link", name="Say how it was").click(timeout=SENT_WHILE)
    on(page, "/attempts/[^/]+/happened")


def test_entries_are_sent_in_the_order_in_which_they_were_written(page):
    with_a_step(page)
    for title in ("Wave to the man with the dog", "Return Amina’s book"):
        add_own_step(page, lambda _: None, title)
    page.goto("/steps")
    held(page, "/steps", "Return Amina’s book")
    offline(page)
    order = ("Return Amina’s book", STEP, "Wave to the man with the dog")
    for title in order:
        page.goto("/steps")
        step_named(page, title).get_by_role("button", name="I did it").click()
        on(page, "/waiting")
    offline(page, is_so=False)
    expect(page.get_by_role("link", name="Say how it was")).to_have_count(3, timeout=SENT_WHILE)
    begun = sorted(exported(page)["tables"]["attempts"], key=lambda attempt: attempt["begun_at"])
    assert [attempt["title"] for attempt in begun] == list(order)


def test_how_much_room_there_is_waits_too(page):
    enter(page)
    held(page, "/today")
    offline(page)
    page.goto("/today")
    page.get_by_text("Plenty", exact=True).click()
    expect(page.get_by_text(WAITS)).to_be_visible()
    offline(page, is_so=False)
    until(page, "async () => (await waiting.all()).length === 0")
    page.goto("/today")
    expect(page.get_by_role("radio", name="Plenty")).to_be_checked()


@pytest.mark.requirement(17)
def test_grave_words_written_without_a_connection_open_help_as_soon_as_they_are_sent(page):
    after = in_the_moment(page)
    offline(page)
    page.goto(after)
    write_outcome(page, GRAVE)
    on(page, "/waiting")
    expect(page.get_by_text("please don’t wait for the connection")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="people to call").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A person can be with you now")
    page.goto("/steps")
    offline(page, is_so=False)
    page.wait_for_url(re.compile("/waiting/[0-9a-f-]{36}$"), timeout=SENT_WHILE)
    expect(page.get_by_role("heading", level=1)).to_have_text("What you wrote is saved")
    expect(page.get_by_role("link", name="People who can help now")).to_be_visible()
    look(page)
    page.goto("/steps")
    assert entries(page) == []


@pytest.mark.requirement(17)
def test_an_answer_to_grave_words_takes_away_nothing_that_is_being_written(page):
    after = in_the_moment(page)
    offline(page)
    page.goto(after)
    write_outcome(page, GRAVE)
    on(page, "/waiting")
    page.goto(after)
    field = page.get_by_label("Anything you want to keep about it?")
    field.fill("Half a sentence about the")
    offline(page, is_so=False)
    strip = page.get_by_role("alert").filter(has_text="there is an answer to it")
    expect(strip).to_be_visible(timeout=SENT_WHILE)
    expect(strip).to_contain_text("What you are writing here stays.")
    expect(field).to_have_value("Half a sentence about the")
    assert_accessible(page)
    with page.context.expect_page() as opened:
        strip.get_by_role("link", name="Read it now").click()
    answer = opened.value
    expect(answer.get_by_role("heading", level=1)).to_have_text("What you wrote is saved")
    expect(answer.get_by_role("link", name="People who can help now")).to_be_visible()
    expect(field).to_have_value("Half a sentence about the")


@pytest.mark.requirement(17)
def test_an_answer_waits_for_what_was_being_written_and_then_comes_first(page):
    after = in_the_moment(page)
    offline(page)
    page.goto(after)
    write_outcome(page, GRAVE)
    on(page, "/waiting")
    page.goto(after)
    page.get_by_label("Anything you want to keep about it?").fill("Half a sentence")
    offline(page, is_so=False)
    expect(page.get_by_role("alert").first).to_be_visible(timeout=SENT_WHILE)
    page.goto("/steps")
    page.wait_for_url(re.compile("/waiting/[0-9a-f-]{36}$"), timeout=SENT_WHILE)


def test_words_that_were_written_while_older_ones_are_sent_are_sent_too(page):
    after = in_the_moment(page)
    offline(page)
    page.goto(after)
    write_outcome(page, "In one line.")
    on(page, "/waiting")
    page.context.service_workers[0].evaluate(NEWER_MEANWHILE, NOTE)
    offline(page, is_so=False)
    until(page, "async () => (await waiting.all()).every((one) => one.state === 'sent')")
    page.goto("/steps")
    page.get_by_role("link", name="See both").click()
    expect(page.get_by_role("main")).to_contain_text("In one line.")
    expect(page.get_by_role("main")).to_contain_text(NOTE)
    look(page)


def test_an_answer_that_is_kept_no_more_leads_to_help_and_never_round_in_a_circle(page):
    after = in_the_moment(page)
    offline(page)
    page.goto(after)
    write_outcome(page, GRAVE)
    on(page, "/waiting")
    page.evaluate(ANSWERED, "/waiting/00000000-0000-4000-8000-000000000000")
    offline(page, is_so=False)
    page.wait_for_url(re.compile("/help$"), timeout=SENT_WHILE)
    assert entries(page) == []
    page.goto("/waiting")
    expect(page.get_by_text("Nothing waits here.")).to_be_visible()


def test_what_is_refused_is_shown_with_the_words_kept(page):
    after = in_the_moment(page)
    offline(page)
    page.goto(after)
    long = "It was long. " * 700
    page.get_by_label("Anything you want to keep about it?").evaluate(
        "(field) => field.removeAttribute('maxlength')"
    )
    write_outcome(page, long)
    on(page, "/waiting")
    offline(page, is_so=False)
    expect(page.get_by_role("main")).to_contain_text("Not taken yet", timeout=SENT_WHILE)
    expect(page.get_by_role("main")).to_contain_text("It was long.")
    look(page)
    page.get_by_role("link", name="Open the page that came back").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    page.goto("/steps")
    expect(page.get_by_text("Your words are still here.")).to_be_visible()
    page.goto("/waiting")
    page.get_by_role("button", name="Don’t send it, take it away").click()
    expect(page.get_by_text("Nothing waits here.")).to_be_visible()


# ---- among the apps


def test_a_browser_can_install_it(page):
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    console = page.context.new_cdp_session(page)
    found = console.send("Page.getAppManifest")
    assert found["errors"] == []
    wrong = console.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [one["errorId"] for one in wrong if one["errorId"] != "in-incognito"] == []


def test_the_button_stands_where_the_browser_offers_it_and_nowhere_else(page):
    enter(page)
    page.goto("/settings")
    button = page.get_by_role("button", name="Keep it on this phone")
    expect(button).to_be_hidden()
    page.evaluate(
        "() => { const offer = new Event('beforeinstallprompt', { cancelable: true });"
        " offer.prompt = async () => { window.prompted = true; }; window.dispatchEvent(offer); }"
    )
    button.click()
    expect(button).to_be_hidden()
    assert page.evaluate("window.prompted") is True


def test_a_release_is_named_by_what_it_holds(live):
    with urlopen(f"{live.url}/sw.js") as answer:  # noqa: S310 - our own server
        script = answer.read().decode()
    with urlopen(f"{live.url}/help") as answer:  # noqa: S310 - our own server
        assert f'const RELEASE = "{answer.headers["Overture-Release"]}"' in script
