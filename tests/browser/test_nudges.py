"""Nudges in a real browser: the page in a narrow one, and a message as the worker shows it."""

import json

from playwright.sync_api import Page, expect

from tests.browser.walk import NARROW, look, start

SHOWN = """navigator.serviceWorker.ready.then((worker) => worker.getNotifications())
  .then((all) => all.map((one) => [one.title, one.body, one.tag, one.data]))"""


def switched_on(page: Page) -> None:
    start(page, lambda _page: None)
    page.goto("/settings/nudges")
    page.get_by_role("switch", name="Nudges").check()
    page.get_by_role("button", name="Keep these").click()
    expect(page.get_by_role("status").first).to_contain_text("when the next window begins")


def test_nudges_are_switched_on_in_a_narrow_browser(open_page):
    page = open_page(width=NARROW)
    switched_on(page)
    look(page)
    expect(page.get_by_text("nowhere they can go yet")).to_be_visible()
    expect(page.get_by_role("button", name="Show them in this browser")).to_be_visible()


def test_without_scripts_e_mail_is_what_is_offered(open_page):
    page = open_page(java_script_enabled=False)
    switched_on(page)
    expect(page.get_by_text("This needs scripts")).to_be_visible()
    expect(page.get_by_role("button", name="Show them in this browser")).to_be_hidden()
    expect(page.get_by_label("Whose clock?")).to_be_visible()


def test_the_worker_shows_what_was_sent_and_nothing_else(open_page, live):
    page = open_page(permissions=["notifications"])
    switched_on(page)
    found: list[str] = []
    devtools = page.context.new_cdp_session(page)
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(one["registrationId"] for one in event["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    for _ in range(200):
        if found:
            break
        page.wait_for_timeout(50)
    said = {"title": "Overture", "body": "Something you asked for", "to": "/nudges/1", "tag": "t"}
    message = {"origin": live.url, "registrationId": found[0], "data": json.dumps(said)}
    devtools.send("ServiceWorker.deliverPushMessage", message)
    page.wait_for_function(f"{SHOWN}.then((all) => all.length === 1)")
    assert page.evaluate(SHOWN) == [["Overture", "Something you asked for", "t", "/nudges/1"]]
