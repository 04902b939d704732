"""A hard hour, walked through: one question, people, a plan, somebody told, and the truth of it."""

import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.walk import (
    NARROW,
    answered,
    begin_scene,
    look,
    on,
    open_cue,
    say,
    start,
)
from tests.support.mail import mail_server
from tests.support.pages import assert_accessible
from tests.support.server import serving

QUIET = "Mostly I think they'd all be better off if I wasn't here."
PLAIN = "I'm going to kill myself tonight."
WHILE = 30_000
"""Milliseconds: the server goes round every five seconds, and the page looks again every four."""
LEVELS = re.compile(r"\b(acute|concern|level|risk|score|detected|flagged)\b", re.IGNORECASE)
SIGNS = "I stop answering the door"
PARTS = {
    "signs": SIGNS,
    "alone": "Kettle, radio, the long way round the block",
    "distraction": "The library café, the bench by the allotments",
    "people": "Mia after six\nJonas from work",
    "surroundings": "Mia keeps the box from the bathroom",
    "reasons": "The cat. Seeing what the tomatoes do.",
}


@pytest.fixture(scope="module")
def mailbox():
    """A mail server that takes everything."""
    with mail_server() as box:
        yield box


@pytest.fixture(scope="module")
def live(tmp_path_factory, mailbox):
    """A server that can send e-mail, for the tests of this module."""
    with serving(
        tmp_path_factory.mktemp("crisis"),
        OVERTURE_SMTP_URL=f"smtp://127.0.0.1:{mailbox.port}?tls=none",
        OVERTURE_MAIL_FROM="Overture <overture@example.org>",
        OVERTURE_REGION="GB",
    ) as server:
        yield server


def enter(page):
    """A space of one's own."""
    start(page, lambda _: None)
    page.get_by_role("button", name="Skip all of it").click()
    on(page, "/today")
    return page


def write_plan(page):
    page.goto("/help/plan")
    look(page)
    page.get_by_role("link", name="Begin mine").click()
    on(page, "/help/plan/write")
    look(page)
    for name, words in PARTS.items():
        page.locator(f"#f-{name}").fill(words)
    page.get_by_role("button", name="Keep my plan").click()
    on(page, "/help/plan")


def name_mia(page, *, at_once=False):
    """Mia on the list, with a yes to a tap."""
    page.goto("/people/tell")
    look(page)
    page.get_by_role("link", name="Put somebody on the list").click()
    on(page, "/people/tell/add")
    look(page)
    page.get_by_label("What you call them").fill("Mia")
    page.get_by_label("The name they know you by").fill("Ada")
    page.get_by_label("Their e-mail address").fill("mia@example.org")
    page.get_by_role("button", name="Go on to what they would be told").click()
    on(page, "/people/tell/[0-9a-f-]{36}")
    look(page)
    page.get_by_role("checkbox").first.check()
    if at_once:
        page.get_by_role("checkbox").nth(1).check()
    page.get_by_role("button", name="Keep my answers").click()
    expect(page.get_by_role("status")).to_contain_text("Kept.")


def receipt_in(mailbox):
    """The address in the newest message."""
    return re.search(r"http://\S+/seen/\S+", mailbox.texts[-1]).group(0)


def names_no_level(page):
    assert not LEVELS.search(page.locator("main").inner_text())


@pytest.mark.requirement(21, 27, 29, 31)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_from_a_quiet_sign_to_somebody_who_has_seen_it(open_page, mailbox, scheme):
    page = enter(open_page(color_scheme=scheme))
    write_plan(page)
    name_mia(page)
    page.goto("/today")
    open_cue(page)
    say(page, QUIET)
    taps = page.get_by_role("group", name="Quick replies")
    answered(page, taps.get_by_role("button", name="Yes").click)
    panel = page.get_by_role("main").get_by_role("alert").last
    expect(panel.get_by_role("link", name="People who can help now")).to_be_visible()
    expect(panel.get_by_role("link", name="My safety plan")).to_be_visible()
    names_no_level(page)
    look(page)
    panel.get_by_role("link", name="Tell Mia now").click()
    tell_mia(page)
    helper = open_page(color_scheme=scheme)
    helper.goto(receipt_in(mailbox))
    look(helper)
    expect(helper.get_by_text("In their own words")).to_have_count(0)
    names_no_level(helper)
    helper.get_by_role("button", name="I have seen this").click()
    expect(helper.get_by_role("heading", level=1)).to_have_text("You said that you have seen this")
    look(helper)
    expect(page.get_by_role("main")).to_contain_text(
        re.compile(r"Seen by Mia at \d\d:\d\d"), timeout=WHILE
    )
    page.goto("/cue")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"Mia saw it at \d\d:\d\d"))


@pytest.mark.requirement(22)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_scene_on_the_smallest_screen_only_what_helps_is_left(open_page, scheme):
    page = open_page(width=NARROW, height=640, color_scheme=scheme)
    enter(page)
    begin_scene(page, lambda _: None, "Asking the neighbour about a parcel")
    page.get_by_role("button", name="Begin without answering").click()
    on(page, "/attempts/[^/]+/scene")
    tools = page.locator(".scene__bar").or_(page.get_by_role("group", name="Hints"))
    expect(tools.first).to_be_visible()
    say(page, QUIET)
    answered(page, page.get_by_role("button", name="Yes", exact=True).click)
    for _ in range(2):  # as the script shows it, and as the page does
        expect(tools).to_have_count(0)
        expect(page.get_by_role("button", name="I’d like to stop here")).to_be_in_viewport()
        expect(page.get_by_role("button", name="Not today")).to_be_in_viewport()
        assert page.locator(".composer").bounding_box()["height"] <= 0.4 * 640
        look(page)
        page.reload()
    answered(page, page.get_by_role("button", name="Not today").click)
    panel = page.get_by_role("main").get_by_role("alert").last
    expect(panel.get_by_role("link", name="People who can help now")).to_be_visible()


def tell_mia(page):
    """The whole message, one tap, and what became of it without loading the page again."""
    on(page, "/people/tell/[^/]+/now")
    look(page)
    whole = page.locator(".message").inner_text()
    page.get_by_role("button", name="Send it to Mia").click()
    on(page, "/people/told/[^/]+")
    expect(page.get_by_role("main")).to_contain_text(
        re.compile(r"Sent at \d\d:\d\d, not seen yet"), timeout=WHILE
    )
    look(page)
    names_no_level(page)
    assert "Ada asked for you to be told" in whole


@pytest.mark.requirement(22, 27)
def test_those_agreed_to_beforehand_are_told_when_it_could_be_now(page, mailbox):
    enter(page)
    name_mia(page, at_once=True)
    before = len(mailbox.taken)
    page.goto("/today")
    open_cue(page)
    say(page, PLAIN)
    panel = page.get_by_role("main").get_by_role("alert").last
    expect(panel).to_contain_text("You agreed beforehand that people are told")
    panel.get_by_role("link", name="Who has been told").click()
    expect(page.get_by_role("main")).to_contain_text(
        re.compile(r"Sent at \d\d:\d\d"), timeout=WHILE
    )
    look(page)
    assert len(mailbox.taken) == before + 1
    assert "kill" not in mailbox.texts[-1]


@pytest.mark.requirement(17, 31)
def test_without_a_connection_help_and_the_plan_still_open(open_page):
    page = enter(open_page())
    write_plan(page)
    kept_on_device(page)
    page.context.set_offline(True)
    for address, words in (
        ("/help/plan", SIGNS),
        ("/help/plan/write", SIGNS),
        ("/help", "A person can be with you now"),
        ("/help/us", "988"),
        ("/practise", "Human help"),
    ):
        page.goto(address)
        expect(page.get_by_role("main")).to_contain_text(words)
        assert_accessible(page)
    expect(page.get_by_text("No connection. You can keep reading")).to_be_visible()


def kept_on_device(page):
    """Wait until the service worker has put help and the plan on its shelf."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto("/help/plan")
    expect(page.get_by_role("main")).to_contain_text(SIGNS)
    page.wait_for_function(
        "Promise.all(['/help', '/help/us', '/help/plan'].map((a) => caches.match(a)))"
        ".then((found) => found.every(Boolean))"
    )


@pytest.mark.requirement(31)
def test_a_plan_leaves_the_device_with_the_space(open_page):
    page = enter(open_page())
    write_plan(page)
    kept_on_device(page)
    page.goto("/settings/erase")
    page.get_by_label("Give me a copy first").uncheck()
    page.get_by_role("button", name="Erase everything").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Everything is erased")
    page.wait_for_function("caches.match('/help/plan').then((found) => !found)")
    page.context.set_offline(True)
    page.goto("/help/plan")
    expect(page.get_by_role("heading", level=1)).to_have_text("A person can be with you now")
    assert SIGNS not in page.content()


@pytest.mark.requirement(17)
def test_a_device_that_is_full_still_shows_help(open_page):
    page = open_page()
    page.goto("/help")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    console = page.context.new_cdp_session(page)
    quota = {"origin": page.url.removesuffix("/help"), "quotaSize": 1}
    console.send("Storage.overrideQuotaForOrigin", quota)
    page.goto("/help/fr")
    expect(page.get_by_role("main")).to_contain_text("3114")


@pytest.mark.requirement(17)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_help_is_there_signed_out_on_the_narrowest_screen(open_page, scheme):
    page = open_page(width=NARROW, color_scheme=scheme, java_script_enabled=True)
    page.goto("/help/gb")
    look(page)
    expect(page.locator("a.call").first).to_have_attribute("href", "tel:999")
    expect(page.get_by_role("link", name="Leave fast")).to_be_in_viewport()


@contextmanager
def at_the_ordinary_site(page):
    """The site that "Leave fast" leads to, answered here so that nothing leaves this machine."""
    page.context.route(
        "https://www.wikipedia.org/**",
        lambda route: route.fulfill(body="<title>Wikipedia</title>Plain", content_type="text/html"),
    )
    yield re.compile(r"^https://www\.wikipedia\.org/")


@pytest.mark.requirement(25)
def test_leaving_fast_replaces_the_page_and_going_back_does_not_bring_it_back(chromium, live):
    context = chromium.new_context(base_url=live.url)
    page = context.new_page()
    page.goto("/safety-protocol")
    page.goto("/help")
    with at_the_ordinary_site(page) as elsewhere:
        page.get_by_role("link", name="Leave fast").click()
        page.wait_for_url(elsewhere)
        assert page.evaluate("history.length") == 3  # an empty tab, the protocol, and that site
        page.go_back(wait_until="commit")
        page.wait_for_url(elsewhere)
        expect(page.get_by_text("Plain")).to_be_visible()
    context.close()


@pytest.mark.requirement(25)
def test_without_scripts_leaving_fast_is_a_link(chromium, live):
    context = chromium.new_context(base_url=live.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/help")
    with at_the_ordinary_site(page) as elsewhere:
        page.get_by_role("link", name="Leave fast").click()
        page.wait_for_url(elsewhere)
    context.close()


@pytest.mark.requirement(27, 31)
def test_all_of_it_works_without_scripts(open_page, mailbox):
    page = open_page(java_script_enabled=False, width=NARROW)
    start(page, lambda _: None)
    page.goto("/help/plan/write")
    page.locator("#f-signs").fill(SIGNS)
    page.get_by_role("button", name="Keep this far: Signs I notice").click()
    expect(page.locator("#f-signs")).to_have_value(SIGNS)
    page.goto("/people/tell/add")
    page.get_by_label("What you call them").fill("Mia")
    page.get_by_label("The name they know you by").fill("Ada")
    page.get_by_label("Their e-mail address").fill("mia@example.org")
    page.get_by_role("button", name="Go on to what they would be told").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Keep my answers").click()
    page.goto("/people/tell")
    page.get_by_role("link", name="Tell Mia now").click()
    page.get_by_label("Your own words").fill("I can’t sit still")
    page.get_by_label("Send what is in the box along").check()
    before = len(mailbox.taken)
    page.get_by_role("button", name="Send it to Mia").click()
    for _ in range(40):
        if len(mailbox.taken) > before:
            break
        page.wait_for_timeout(500)
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("main")).to_contain_text("not seen yet")
    helper = open_page(java_script_enabled=False, width=NARROW)
    helper.goto(receipt_in(mailbox))
    expect(helper.get_by_text("I can’t sit still")).to_be_visible()
    helper.get_by_role("button", name="I have seen this").click()
    expect(helper.get_by_text("I can’t sit still")).to_have_count(0)


@pytest.mark.requirement(31)
def test_a_plan_prints_on_one_side_of_a4(open_page):
    page = enter(open_page())
    write_plan(page)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    box = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert [round(float(side)) for side in box.groups()] == [595, 842]
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Change it")).to_be_hidden()
    expect(page.get_by_text(SIGNS)).to_be_visible()


@pytest.mark.requirement(17)
def test_with_the_database_gone_help_opens_for_a_member_too(tmp_path: Path, chromium):
    with serving(tmp_path, OVERTURE_REGION="GB") as server:
        context = chromium.new_context(base_url=server.url, service_workers="block")
        page = enter(context.new_page())
        (tmp_path / "overture.sqlite3").write_bytes(b"this is no database" * 400)
        for rest in ("overture.sqlite3-wal", "overture.sqlite3-shm"):
            (tmp_path / rest).unlink(missing_ok=True)
        answer = page.goto("/help")
        assert answer.status == 200
        expect(page.locator("a.call").first).to_have_attribute("href", "tel:999")
        assert_accessible(page)
        context.close()
