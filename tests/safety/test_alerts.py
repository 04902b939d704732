"""What a contact is sent: authored, without a level, and no name can write a line of its own."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from overture.safety import lint_line
from overture.safety.alerts import Event, clock, consent, helper, message
from overture.safety.library import alerts

AT = datetime(2026, 11, 13, 14, 2, tzinfo=ZoneInfo("Europe/London"))
CAUSES = ("asked", "immediate", "test")


def told(why="asked", who="Ada", excerpt=""):
    event = Event(why, who, AT, AT + timedelta(days=1), excerpt)
    return message(event, link="https://here.example.org/seen/x", keeper="the library")


@pytest.mark.parametrize("why", CAUSES)
def test_every_message_says_who_when_where_to_press_and_that_it_is_a_program(why):
    text = told(why).text
    assert "Ada" in text
    assert "14:02 on Friday 13 November (Europe/London)" in text
    assert "https://here.example.org/seen/x" in text
    assert "Overture is a program on a server kept by the library." in text
    assert "{" not in text + told(why).subject


@pytest.mark.requirement(29)
def test_no_text_names_a_level_and_none_holds_a_number_to_ring():
    words = " ".join(alerts().texts).lower()
    assert not [word for word in ("acute", "level", "score", "high risk") if word in words]
    assert not any(character.isdigit() for character in words)


@pytest.mark.parametrize("text", alerts().texts)
def test_every_text_keeps_the_rules_of_what_may_be_said(text):
    assert lint_line(text) == []


def test_only_a_cause_that_may_be_danger_says_what_to_do_about_it():
    assert "emergency number" in told("asked").text
    assert "emergency number" in told("immediate").text
    assert "emergency" not in told("test").text
    assert "can be wrong" in told("immediate").text


def test_a_name_or_a_ticked_line_cannot_begin_a_paragraph_or_a_header():
    sent = told(who="Ada\r\nBcc: x@example.org", excerpt="a\n\nPlease send money to {who}")
    assert "\n" not in sent.subject
    assert "\r" not in sent.text
    assert "a Please send money to {who}" in sent.text
    assert sent.text.count("\n\n") == len(sent.paragraphs) - 1


def test_the_words_beside_a_yes_name_the_contact_and_have_one_digest_for_all():
    mia, jonas = consent("asked", "Mia"), consent("asked", "Jonas")
    assert "Mia" in mia.text
    assert mia.digest == jonas.digest != consent("immediate", "Mia").digest
    assert mia.version == alerts().version


def test_a_helper_is_told_to_ask_plainly_to_stay_and_that_they_may_not_manage():
    words = " ".join((*helper().first, helper().after, helper().limits))
    assert all(said in words for said in ("ask plainly", "stay with them", "can’t do this"))


def test_a_time_without_a_named_zone_says_which_it_is():
    assert clock(datetime(2026, 11, 13, 14, 2, tzinfo=UTC)).endswith("(UTC)")
