"""Pages for everybody: the start, the way back by words, and what a browser keeps."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.safety.library import measured
from overture.server.accounts import services as accounts
from overture.server.accounts.models import Member, Throttle
from overture.server.web.requests import SESSION_MEMBER

pytestmark = pytest.mark.django_db

ADULT = {"age": "30"}
WRONG = "these words open no space anywhere"


def _text(answer) -> str:
    return answer.content.decode()


def _back(client: Client, words: str, *, place: str = "192.0.2.1"):
    return client.post(reverse("come_back"), {"words": words}, REMOTE_ADDR=place)


# ---- the start


def test_the_first_page_needs_nothing_and_offers_help():
    page = _text(Client().get(reverse("welcome")))
    assert f'action="{reverse("start")}"' in page
    assert reverse("help") in page
    assert reverse("come_back") in page
    assert 'type="email"' not in page
    assert 'type="password"' not in page


def test_looking_at_the_first_page_opens_no_space():
    Client().get(reverse("welcome"))
    assert not Member.objects.exists()


def test_starting_opens_one_private_space():
    client = Client()
    answer = client.post(reverse("start"), ADULT)
    assert answer.headers["Location"] == reverse("profile")
    assert client.session[SESSION_MEMBER] == str(Member.objects.get().pk)


def test_starting_twice_finds_the_same_space():
    client = Client()
    client.post(reverse("start"), ADULT)
    answer = client.post(reverse("start"), ADULT)
    assert answer.headers["Location"] == reverse("today")
    assert Member.objects.count() == 1


def test_two_browsers_have_two_spaces():
    for _ in range(2):
        Client().post(reverse("start"), ADULT)
    assert Member.objects.count() == 2


def test_a_space_is_not_opened_by_a_link():
    assert Client().get(reverse("start")).status_code == 405
    assert not Member.objects.exists()


def test_somebody_who_is_here_already_goes_on(ada_client):
    assert ada_client.get(reverse("welcome")).headers["Location"] == reverse("today")


def test_a_new_session_begins_with_a_new_space():
    client = Client()
    client.get(reverse("welcome"))
    session = client.session
    session["left"] = "over"
    session.save()
    client.post(reverse("start"), ADULT)
    assert "left" not in client.session


def test_a_session_of_an_erased_space_is_nobodys(ada, ada_client):
    accounts.erase(member=ada, now=factories.NOW)
    assert ada_client.get(reverse("today")).headers["Location"] == reverse("welcome")


# ---- back by six words


def test_six_words_open_the_space_in_another_browser(ada):
    words = accounts.give_code(member=ada, now=factories.NOW)
    other = Client()
    answer = _back(other, words.upper().replace(" ", ", "))
    assert answer.headers["Location"] == reverse("today")
    assert other.session[SESSION_MEMBER] == str(ada.pk)


def test_a_form_that_stands_open_of_one_space_writes_nothing_into_another(ada, di):
    words = accounts.give_code(member=di, now=factories.NOW)
    client = Client(enforce_csrf_checks=True)
    client.cookies = _back(Client(), accounts.give_code(member=ada, now=factories.NOW)).cookies
    client.get(reverse("goal"))
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    client.post(reverse("come_back"), {"words": words, "csrfmiddlewaretoken": token})
    assert client.session[SESSION_MEMBER] == str(di.pk)
    answer = client.post(reverse("goal"), {"title": "Ada’s own", "csrfmiddlewaretoken": token})
    assert answer.status_code == 403
    assert not di.goals.exists()


@pytest.mark.parametrize(
    "words", ["", WRONG, "\x00", "🙂", "<script>alert(1)</script>", "x" * 5000]
)
def test_other_words_open_nothing_and_stay_as_they_were_typed(ada, words):
    answer = _back(Client(), words)
    page = _text(answer)
    assert answer.status_code == 422
    assert "Those six words open no space here." in page
    assert "<script>alert" not in page
    assert SESSION_MEMBER not in Client().session


def test_what_was_typed_stands_in_the_field_again():
    assert f'value="{WRONG}"' in _text(_back(Client(), WRONG))


def test_after_eight_tries_it_is_said_to_wait_and_that_nothing_is_locked(ada):
    words = accounts.give_code(member=ada, now=factories.NOW)
    for _ in range(accounts.TRIES):
        assert _back(Client(), WRONG).status_code == 422
    answer = _back(Client(), words)
    assert answer.status_code == 429
    assert "Nothing is locked: wait ten minutes" in _text(answer)
    assert _back(Client(), words, place="198.51.100.7").status_code == 302


def test_after_ten_minutes_the_words_open_again(ada):
    words = accounts.give_code(member=ada, now=factories.NOW)
    for _ in range(accounts.TRIES + 1):
        _back(Client(), WRONG)
    Throttle.objects.update(since=timezone.now() - accounts.WINDOW - timedelta(seconds=1))
    assert _back(Client(), words).status_code == 302


def test_coming_back_closes_the_space_that_was_open_in_this_browser(ada, di_client):
    words = accounts.give_code(member=ada, now=factories.NOW)
    before = di_client.session.session_key
    _back(di_client, words)
    assert di_client.session[SESSION_MEMBER] == str(ada.pk)
    assert di_client.session.session_key != before


# ---- help, protocol


def test_help_follows_the_country_in_the_address_then_the_browsers():
    page = _text(Client().get(reverse("help_in", args=["us"])))
    assert "Numbers for: United States" in page
    page = _text(Client().get(reverse("help"), headers={"Accept-Language": "en-CA,en;q=0.8"}))
    assert "Numbers for: Canada" in page


def hears(client, said="I want to kill myself"):
    """What Cue answers to danger, and what the page of help shows, to one member."""
    client.get(reverse("cue"))
    sent = {"said": said, "manner": "words", "key": uuid4()}
    return _text(client.post(reverse("cue_say"), sent, follow=True)), _text(client.get("/help"))


@pytest.mark.parametrize(
    ("language", "named"), [("en-GB,en;q=0.8", "116 123"), ("en", "findahelpline.com")]
)
def test_cue_and_help_name_the_same_lines_from_the_first_day(db, language, named):
    client = Client(headers={"Accept-Language": language})
    client.post(reverse("start"), {"age": "18"})
    cue, page = hears(client)
    assert named in cue
    assert named in page


def test_for_a_member_no_page_guesses_a_country_that_cue_does_not_go_by(ada_client):
    cue, _ = hears(ada_client)
    guessing = ada_client.get(reverse("help"), headers={"Accept-Language": "en-GB"})
    assert "116 123" not in cue
    assert "116 123" not in _text(guessing)


def test_help_is_the_same_for_a_space_and_for_nobody(ada_client):
    mine, anybodys = (_text(c.get(reverse("help_in", args=["gb"]))) for c in (ada_client, Client()))
    numbers = re.compile(r"(?:tel|sms):[^\"]+")
    assert numbers.findall(mine) == numbers.findall(anybodys)


def test_help_may_be_kept_on_the_device_and_no_page_of_a_member_may(ada_client):
    assert "no-store" not in Client().get(reverse("help")).headers["Cache-Control"]
    assert ada_client.get(reverse("today")).headers["Cache-Control"] == "no-store"


@pytest.mark.requirement(40)
def test_the_protocol_has_a_version_a_day_its_methods_and_its_figures():
    page = _text(Client().get(reverse("safety_protocol")))
    version = re.search(r"Version (\d+), (\d+ \w+ \d{4})", page)
    assert version
    day = datetime.strptime(version.group(2), "%d %B %Y").replace(tzinfo=UTC)
    assert day.date() >= measured().on
    headings = re.findall(r"<h2>([^<]+)", page)
    owed = {"What is done", "What is not done", "How it was measured", "How often"}
    assert set(headings) >= owed
    for row in measured().row:
        assert f"{row.hits} of {row.count}" in page
    assert "{" not in page.split("<article")[1].split("</article>")[0]


@pytest.mark.requirement(40)
def test_the_protocol_can_be_found_without_a_space():
    for start in (reverse("help"), reverse("typed")):
        assert f'href="{reverse("safety_protocol")}"' in _text(Client().get(start))


def test_what_happens_to_words_can_be_read_before_any_is_typed():
    welcome = _text(Client().get(reverse("welcome")))
    assert f'href="{reverse("typed")}"' in welcome
    page = _text(Client().get(reverse("typed")))
    for told in ("reads it first", "until you erase it", "database", "Nobody is watching"):
        assert told in page


# ---- whether it answers


def test_health_says_that_it_answers_and_nothing_else():
    answer = Client().get(reverse("health"))
    assert answer.json() == {"ok": True}


# ---- pages for what went wrong


def test_an_address_that_there_is_not_leads_back(ada_client):
    for client, to in ((Client(), "welcome"), (ada_client, "today")):
        answer = client.get("/no/such/page")
        assert answer.status_code == 404
        assert f'href="{reverse(to)}"' in _text(answer)
        assert reverse("help") in _text(answer)


def test_a_form_that_is_too_old_shows_what_was_typed():
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("cue_say"), {"said": "I <b>typed</b> this", "key": "hidden-key"})
    page = _text(answer)
    assert answer.status_code == 403
    assert "That didn’t save" in page
    assert "I &lt;b&gt;typed&lt;/b&gt; this" in page
    assert "hidden-key" not in page


def test_a_form_that_is_too_old_shows_no_taps_as_if_they_were_words():
    client = Client(enforce_csrf_checks=True)
    page = _text(client.post(reverse("today_answer"), {"choice": "practise", "plan": "12345"}))
    assert "Your words are still here" not in page
    assert "12345" not in page


def test_sent_from_a_closed_space_with_nothing_typed_leads_to_the_start():
    answer = Client().post(reverse("erase"))
    assert answer.headers["Location"] == reverse("welcome")


def test_to_the_talks_script_a_closed_space_is_no_page_to_follow():
    answer = Client().post(
        reverse("cue_say"), {"control": "silence"}, headers={"X-Overture": "talk"}
    )
    assert answer.status_code == 403


@pytest.mark.parametrize("name", ["come_back", "start"])
def test_more_than_is_read_at_once_is_told_with_a_page_of_ours(name):
    answer = Client().post(reverse(name), {"words": "x" * 600_000})
    assert answer.status_code == 400
    assert "That could not be read" in _text(answer)


def test_a_fault_of_ours_says_so_and_shows_no_trace_of_the_program(ada_client, monkeypatch):
    def breaks(**_named):
        raise RuntimeError("secret inside")

    monkeypatch.setattr("overture.server.accounts.services.open_space", breaks)
    client = Client(raise_request_exception=False)
    answer = client.post(reverse("start"), ADULT)
    assert answer.status_code == 500
    assert "Something broke on our side" in _text(answer)
    assert "secret inside" not in _text(answer)
    assert "Traceback" not in _text(answer)


def test_another_host_is_not_answered():
    assert Client().get(reverse("welcome"), headers={"Host": "elsewhere.test"}).status_code == 400
