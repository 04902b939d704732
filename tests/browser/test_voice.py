"""Reading aloud and listening, with a voice and an ear that stand in for the device's own.

A browser under test has neither; what is looked at is what the page does with them.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.walk import look, on, start

DEVICE = """() => {
  window.spoken = []; window.ears = []; window.cancelled = 0;
  window.voices = [{ lang: "en-GB", localService: true }];
  const speech = { speaking: false, pending: false, getVoices: () => window.voices,
    speak(u) { window.spoken.push(u.text); }, cancel() { window.cancelled += 1; } };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text; } };
  window.SpeechRecognition = class extends EventTarget {
    start() { window.ears.push(this); this.on = true; }
    stop() { this.on = false; this.dispatchEvent(new Event("end")); } };
  window.hear = (...said) => { const event = new Event("result");
    event.results = said.map((transcript) => [{ transcript }]);
    window.ears.at(-1).dispatchEvent(event); };
  window.gives_up = (error) => { const ear = window.ears.at(-1);
    if (error) { const event = new Event("error"); event.error = error; ear.dispatchEvent(event); }
    ear.dispatchEvent(new Event("end")); };
}"""


@pytest.fixture
def settings(page):
    """The settings of a new space, on a device with a voice and an ear."""
    page.add_init_script(f"({DEVICE})()")
    start(page, lambda _: None)
    page.get_by_role("button", name="Skip all of it").click()
    on(page, "/today")
    page.goto("/settings")
    return page


def _switch_on(page, *names: str) -> None:
    for name in names:
        page.get_by_role("switch", name=name).check()
    page.locator("section", has=page.locator("#voice")).get_by_role("button").click()
    on(page, "/settings")


def _say(page, words: str) -> None:
    page.get_by_label("Your reply").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[data-talk]")).not_to_have_attribute("aria-busy", "true", timeout=30_000)


def test_neither_is_there_unless_it_was_switched_on(settings):
    settings.goto("/cue")
    expect(settings.get_by_role("button", name="Speak instead")).to_have_count(0)
    _say(settings, "the rain stopped at last")
    assert settings.evaluate("window.spoken") == []


def test_a_reply_is_read_once_and_stands_on_the_page(settings):
    look(settings)
    _switch_on(settings, "Read replies aloud")
    settings.goto("/cue")
    _say(settings, "the rain stopped at last")
    shown = settings.locator("main .say--cue p").last.inner_text()
    spoken = settings.evaluate("window.spoken")
    assert [words for words in spoken if shown in words] == [spoken[-1]]
    settings.get_by_role("button", name="Stop reading").click()
    assert settings.evaluate("window.cancelled") > 0


def test_a_voice_that_speaks_from_its_makers_server_is_given_nothing(settings):
    _switch_on(settings, "Read replies aloud")
    settings.goto("/cue")
    settings.evaluate("window.voices = [{ lang: 'en-GB', localService: false }]")
    _say(settings, "the rain stopped at last")
    expect(settings.get_by_text("no voice of its own to read with")).to_be_visible()
    assert settings.evaluate("window.spoken") == []


def test_what_is_typed_while_it_listens_is_not_written_over(settings):
    _switch_on(settings, "Speak instead of typing")
    settings.goto("/cue")
    settings.get_by_role("button", name="Speak instead").click()
    settings.evaluate("window.hear('the rain')")
    box = settings.get_by_label("Your reply")
    box.press_sequentially(" has")
    settings.evaluate("window.hear('the rain stopped')")
    expect(box).to_have_value("the rain has")
    expect(settings.get_by_role("button", name="Speak instead")).to_be_visible()


def test_what_is_heard_goes_into_the_box_and_is_not_sent(settings):
    _switch_on(settings, "Speak instead of typing")
    answer = settings.goto("/cue")
    assert "microphone=(self)" in answer.headers["permissions-policy"]
    look(settings)
    box = settings.get_by_label("Your reply")
    box.fill("Well,")
    settings.get_by_role("button", name="Speak instead").click()
    settings.evaluate("window.hear('the rain', 'stopped at last')")
    expect(box).to_have_value("Well, the rain stopped at last")
    settings.get_by_role("button", name="Stop listening").click()
    assert settings.locator(".say--me").count() == 0


def test_a_browser_that_gives_up_on_a_silence_is_asked_to_listen_on(settings):
    _switch_on(settings, "Speak instead of typing")
    settings.goto("/cue")
    settings.get_by_role("button", name="Speak instead").click()
    settings.evaluate("window.hear('the rain')")
    settings.evaluate("window.gives_up('no-speech')")
    assert settings.evaluate("window.ears.length") == 2
    settings.evaluate("window.hear('stopped')")
    expect(settings.get_by_label("Your reply")).to_have_value("the rain stopped")


def test_a_microphone_that_stays_shut_is_said_and_typing_goes_on(settings):
    _switch_on(settings, "Speak instead of typing")
    settings.goto("/cue")
    settings.get_by_role("button", name="Speak instead").click()
    settings.evaluate("window.gives_up('not-allowed')")
    expect(settings.get_by_text("Typing works as before.")).to_be_visible()
    expect(settings.get_by_role("button", name="Speak instead")).to_be_visible()


def test_listening_stops_after_the_silence_that_was_chosen_and_no_sooner(settings):
    settings.clock.install()
    settings.get_by_text("30 seconds", exact=True).click()
    _switch_on(settings, "Speak instead of typing")
    settings.goto("/cue")
    settings.get_by_role("button", name="Speak instead").click()
    settings.evaluate("window.hear('the rain')")
    settings.clock.run_for(29_000)
    expect(settings.get_by_role("button", name="Stop listening")).to_be_visible()
    settings.clock.run_for(2_000)
    expect(settings.get_by_role("button", name="Speak instead")).to_be_visible()
    expect(settings.get_by_label("Your reply")).to_have_value("the rain")
