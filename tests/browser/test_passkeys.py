"""An account with a passkey, through Chromium's own virtual authenticator, on a phone."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser import walk
from tests.support.pages import PHONE

PASSWORD = "heron kettle morning ladder"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def phone(chromium, live):
    """A phone that knows passkeys. They need the name of this machine, not its number."""
    home = f"http://localhost:{urlsplit(live.url).port}"
    size = {"width": PHONE[0], "height": PHONE[1]}
    context = chromium.new_context(base_url=home, viewport=size, locale="en-GB")
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda one: said.append(one.text) if "Security Policy" in one.text else None)
    page.on("request", lambda one: said.append(one.url) if not one.url.startswith(home) else None)
    yield page
    context.close()
    assert said == []


def make_account(page: Page) -> None:
    """From the settings of a space to an account."""
    page.goto("/settings")
    page.get_by_role("link", name="An account").click()
    walk.on(page, "/account/new")
    walk.look(page)
    page.get_by_label("Sign-in name").fill("ada.phone")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("status")).to_contain_text("Your account is made")
    walk.look(page)


def add_passkey(page: Page) -> None:
    """A passkey, and the recovery codes that come with it."""
    page.get_by_role("link", name="A second way to show").click()
    walk.look(page)
    page.get_by_role("link", name="Add a passkey").click()
    walk.look(page)
    page.get_by_label("What to call it").fill("This phone")
    page.get_by_role("button", name="Add it").click()
    walk.on(page, "/account/factors/codes")
    walk.look(page)
    page.get_by_role("link", name="I have them").click()
    expect(page.get_by_text("This phone").first).to_be_visible()
    walk.look(page)


@pytest.mark.requirement(54)
def test_from_a_space_to_an_account_a_passkey_and_in_again_without_a_password(phone: Page) -> None:
    walk.start(phone, walk.look)
    make_account(phone)
    add_passkey(phone)
    for path in ("/account/browsers", "/account/address", "/account/password", "/account/close"):
        phone.goto(path)
        walk.look(phone)
    phone.goto("/account/")
    phone.get_by_role("button", name="Sign out").click()
    walk.on(phone, "/account/signed-out")
    walk.look(phone)
    phone.get_by_role("link", name="Sign in again").click()
    walk.look(phone)
    phone.get_by_role("button", name="With a passkey").click()
    walk.on(phone, "/today")
