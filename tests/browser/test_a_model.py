"""A language model in a browser: asked about first, then named under what it worded."""

import pytest
from playwright.sync_api import expect

from tests.browser.walk import answer_profile, look, on, start
from tests.support.bad_models import rewords, says
from tests.support.pages import Watch
from tests.support.server import serving

SAID = "My boss shouted at me in front of everyone today."


@pytest.fixture
def page(chromium, bad_model, tmp_path):
    """A page of a server on which the operator has set up a model."""
    llm = {"OVERTURE_LLM_URL": bad_model.url, "OVERTURE_LLM_MODEL": bad_model.endpoint.model}
    with serving(tmp_path / "data", **llm, OVERTURE_LLM_SECONDS="20") as server:
        context = chromium.new_context(base_url=server.url, viewport={"width": 390, "height": 844})
        watch = Watch(server.url)
        watch.over(context)
        yield context.new_page()
        context.close()
        assert watch.complaints == []


def test_a_model_is_agreed_to_words_a_reply_and_fails_without_anybody_noticing(page, bad_model):
    start(page, look)
    answer_profile(page, look)
    page.goto("/cue")
    page.get_by_role("link", name="Read what that means").click()
    on(page, "/settings/model")
    look(page)
    page.get_by_role("button", name="Yes, send my words").click()
    on(page, "/settings")
    look(page)
    page.goto("/cue")

    _say(page, bad_model.will(rewords))
    reply = page.locator(".say--cue").last
    expect(reply).to_contain_text("Well, ", timeout=60_000)
    expect(page.locator(".origin").last).to_contain_text("stub:1 at 127.0.0.1")
    look(page)

    _say(page, bad_model.will(says("<b>I love you</b> and I always will!")))
    expect(page.locator(".origin").last).to_have_text("People wrote this.", timeout=60_000)
    expect(page.locator("main")).not_to_contain_text("love you")
    page.reload()
    expect(page.locator("main")).not_to_contain_text("love you")


def _say(page, model) -> None:
    """Send one turn, and wait until its reply is whole."""
    page.get_by_label("Your reply").fill(SAID)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".say--me").last).to_contain_text("My boss")
    expect(page.locator("[data-talk][aria-busy]")).to_have_count(0, timeout=60_000)
    assert model.asked
