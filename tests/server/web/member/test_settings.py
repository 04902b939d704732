"""Settings: what is kept, how it looks, the way back, a copy, and erasing."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.server.accounts import services as accounts
from overture.server.accounts.models import Member
from overture.server.conversations.models import Conversation

pytestmark = pytest.mark.django_db

GETS = ["settings", "export_json", "export_html", "erase_talks", "erase", "how_cue_chooses"]
POSTS = ["settings_look", "settings_you", "settings_voice", "settings_code"]


def _text(answer) -> str:
    return answer.content.decode()


def _talk(member) -> None:
    Conversation.objects.create(
        member=member,
        kind="talk",
        seed=1,
        state={},
        content_version="1",
        opening={"spoken": [{"speaker": "cue", "text": "Hello, canary.", "stage": ""}]},
        began_at=factories.NOW,
    )


def test_what_is_kept_is_counted(ada, ada_client):
    factories.attempt(ada)
    _talk(ada)
    page = _text(ada_client.get(reverse("settings")))
    assert "Predictions and what happened</dt><dd>1</dd>" in page
    assert "Talks with Cue</dt><dd>1</dd>" in page
    assert "a name" in page


def test_the_voice_is_off_until_it_is_switched_on(ada, ada_client):
    page = ada_client.get(reverse("cue"))
    assert "microphone=()" in page.headers["Permissions-Policy"]
    assert "voice.js" not in _text(page)
    kept = {"reads_aloud": "on", "listens": "on", "patience": "0"}
    assert ada_client.post(reverse("settings_voice"), kept).status_code == 302
    page = ada_client.get(reverse("cue"))
    assert "microphone=(self)" in page.headers["Permissions-Policy"]
    assert "data-reads" in _text(page)
    assert 'data-listens="0"' in _text(page)
    assert "voice.js" in _text(page)


def test_a_patience_that_is_not_offered_changes_nothing(ada, ada_client):
    answer = ada_client.post(reverse("settings_voice"), {"listens": "on", "patience": "9999"})
    assert answer.status_code == 422
    ada.refresh_from_db()
    assert not ada.listens


def test_the_look_is_kept_and_every_page_follows(ada_client):
    answer = ada_client.post(
        reverse("settings_look"), {"text": "larger", "colours": "dark", "less_motion": "on"}
    )
    page = _text(ada_client.get(answer.headers["Location"]))
    assert 'data-theme="dark" data-text="larger" data-motion="less"' in page
    assert 'role="status"' in page


def test_a_look_that_there_is_not_changes_nothing(ada, ada_client):
    answer = ada_client.post(reverse("settings_look"), {"text": "huge"})
    assert answer.status_code == 422
    assert "Please tap one." in _text(answer)
    ada.refresh_from_db()
    assert ada.text_size == ""


def test_name_pace_and_country_are_kept(ada, ada_client):
    ada_client.post(reverse("settings_you"), {"name": " Remi  R ", "pace": "quick", "region": "GB"})
    ada.refresh_from_db()
    assert (ada.name, ada.pace, ada.region) == ("Remi R", "quick", "GB")


def test_a_name_may_be_taken_away_again(ada, ada_client):
    ada_client.post(reverse("settings_you"), {"name": "", "pace": "slow", "region": ""})
    ada.refresh_from_db()
    assert ada.name == ""


def test_a_name_too_long_is_shown_again_with_the_fix(ada, ada_client):
    typed = "ÅÅ " * 30
    answer = ada_client.post(reverse("settings_you"), {"name": typed, "pace": "slow"})
    assert answer.status_code == 422
    assert "longer than fits here" in _text(answer)
    assert typed in _text(answer)
    ada.refresh_from_db()
    assert ada.name == "Ada"


def test_a_country_without_lines_is_refused_with_a_word(ada, ada_client):
    answer = ada_client.post(reverse("settings_you"), {"pace": "slow", "region": "XX"})
    assert answer.status_code == 422
    assert "so nothing was changed" in _text(answer)


def test_six_words_are_shown_once_and_open_the_space(ada, ada_client):
    page = _text(ada_client.post(reverse("settings_code")))
    words = page.split('class="well own code">')[1].split("<")[0]
    assert len(words.split()) == 6
    found = accounts.return_by_code(typed=words, place="here", now=factories.NOW)
    assert found == ada
    again = _text(ada_client.get(reverse("settings")))
    assert words not in again
    assert "Show me six new words" in again


def test_the_copy_for_programs_holds_everything_and_says_its_schema(ada, ada_client):
    factories.attempt(ada)
    _talk(ada)
    answer = ada_client.get(reverse("export_json"))
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="overture-')
    copy = json.loads(_text(answer))
    assert copy["schema"] == "overture-export/1"
    assert copy["tables"]["predictions"][0]["feared_event"] == "It goes quiet"
    assert copy["messages"][0]["text"] == "Hello, canary."


def test_the_copy_to_read_needs_nothing_else_and_escapes_what_was_typed(ada, ada_client):
    step = factories.own_step(ada, "<img src=x>")
    factories.attempt(ada, of=step)
    _talk(ada)
    page = _text(ada_client.get(reverse("export_html")))
    assert "&lt;img src=x&gt;" in page
    assert "Hello, canary." in page
    assert "Cue, an AI" in page
    assert not any(outside in page for outside in ("<script", "<link", "<img", "http", "url("))


def test_erasing_talks_asks_first_and_leaves_the_rest(ada, ada_client):
    factories.attempt(ada)
    _talk(ada)
    assert "Erase talks with Cue?" in _text(ada_client.get(reverse("erase_talks")))
    assert ada.conversations.count() == 1
    answer = ada_client.post(reverse("erase_talks"))
    assert "Your talks with Cue are erased." in _text(ada_client.get(answer.headers["Location"]))
    assert ada.conversations.count() == 0
    assert ada.attempts.count() == 1


def test_without_talks_there_is_nothing_to_erase(ada_client):
    assert "No talks are kept" in _text(ada_client.get(reverse("erase_talks")))


def test_erasing_everything_asks_and_offers_a_copy_first(ada, ada_client):
    page = _text(ada_client.get(reverse("erase")))
    assert "Give me a copy first" in page
    assert "Keep it" in page
    page = _text(ada_client.post(reverse("erase"), {"copy": "on"}))
    assert "Nothing is erased yet." in page
    assert Member.objects.filter(pk=ada.pk).exists()


def test_erasing_everything_leaves_nothing_and_closes_the_space(ada, ada_client):
    factories.attempt(ada)
    answer = ada_client.post(reverse("erase"))
    assert "Everything is erased" in _text(answer)
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert not Member.objects.filter(pk=ada.pk).exists()
    assert ada_client.get(reverse("today")).headers["Location"] == reverse("welcome")


def test_erasing_twice_is_no_fault(ada_client):
    ada_client.post(reverse("erase"))
    assert ada_client.post(reverse("erase")).headers["Location"] == reverse("welcome")


def test_a_stranger_gets_a_copy_of_her_own_space_only(ada, di_client):
    factories.attempt(ada)
    _talk(ada)
    for name in ("export_json", "export_html"):
        page = _text(di_client.get(reverse(name)))
        assert "It goes quiet" not in page
        assert "canary" not in page
        assert str(ada.pk) not in page


def test_a_stranger_erases_her_own_space_only(ada, di_client):
    _talk(ada)
    di_client.post(reverse("erase_talks"))
    di_client.post(reverse("erase"))
    assert Member.objects.filter(pk=ada.pk).exists()
    assert ada.conversations.count() == 1


@pytest.mark.parametrize("name", GETS)
def test_without_a_space_every_page_leads_to_the_start(db, name):
    assert Client().get(reverse(name)).headers["Location"] == reverse("welcome")


@pytest.mark.parametrize("name", POSTS)
def test_changes_are_posted(ada_client, name):
    assert ada_client.get(reverse(name)).status_code == 405


@pytest.mark.requirement(8)
def test_how_far_practice_has_stepped_back_is_told_and_can_be_overruled(ada, ada_client):
    factories.record(ada, 2, now=timezone.now() - timedelta(days=3))
    page = ada_client.get(reverse("settings")).content.decode()
    assert "In two weeks: 2 moments with people." in page
    assert "up to 48 minutes of practice a week" in page
    ada_client.post(reverse("settings_you"), {"name": "", "pace": "slow", "region": ""})
    ada.refresh_from_db()
    assert ada.fades is False
