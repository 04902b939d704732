"""The settings of nudges, and the page that one opens."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.mail import mail_server
from tests.support.nudging import MINUTE, NINE, one_round, sent_to, wants

from overture.planning.nudges import ANNOUNCED, PAUSED
from overture.server.accounts.services import erase
from overture.server.conversations.export import SECRETS, export
from overture.server.practice.models import Nudge, NudgeDelivery, Nudging
from overture.server.practice.nudges import delivering
from overture.server.safeguarding import sending

pytestmark = pytest.mark.django_db

ON = {"on": "on", "from_1": "09:00", "to_1": "11:00", "lock": "discreet"}


@pytest.fixture
def mail(settings, monkeypatch):
    with mail_server() as box:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.OVERTURE_MAIL, settings.OVERTURE_MAIL_DOMAIN = True, "overture.example"
        settings.OVERTURE_ADDRESS = "https://overture.example"
        monkeypatch.setattr(sending, "WITHIN", 2.0)
        yield box


def page(client):
    return client.get(reverse("nudges")).content.decode()


def kept():
    return Nudging.objects.get()


def test_how_it_works_stands_before_the_switch_and_the_switch_is_off(ada_client):
    text = page(ada_client)
    assert text.index(ANNOUNCED) < text.index('name="on"')
    assert "checked" not in re.search(r'<input[^>]*name="on"[^>]*>', text).group(0)
    assert not Nudging.objects.exists()


def test_choices_are_kept_and_shown_again(ada_client):
    ada_client.cookies["overture-zone"] = "Asia/Kathmandu"
    chosen = {**ON, "from_2": "18:00", "to_2": "20:00", "on_days": "on", "days": ["0", "3"]}
    chosen |= {"quiet": "on", "quiet_days": "5", "planned": "on"}
    answer = ada_client.post(reverse("nudges"), chosen)
    assert answer.headers["Location"] == "/settings/nudges?said=on"
    assert kept().windows == [["09:00", "11:00"], ["18:00", "20:00"]]
    assert [(one["when"], one["days"]) for one in kept().wishes] == [
        ("on these days", [0, 3]),
        ("a step is planned", []),
        ("quiet", []),
    ]
    assert kept().zone == "Asia/Kathmandu"
    text = page(ada_client)
    assert 'name="on" checked' in text
    assert '<option value="18:00" selected>' in text
    assert 'value="3" checked>Thu' in text
    assert "Asia/Kathmandu" in text
    assert "nowhere they can go yet" in text


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"to_1": "08:00"}, "ends before it begins"),
        ({"from_2": "10:00", "to_2": "12:00"}, "overlap"),
        ({"from_1": ""}, "Choose at least one window"),
        ({"from_1": "03:00"}, "one of the answers here"),
        ({"on_days": "on"}, "Tap the days"),
        ({"lock": "own"}, "Write the words"),
        ({"lock": "own", "words": "w" * 61}, "longer than fits"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(ada_client, change, says):
    answer = ada_client.post(reverse("nudges"), {**ON, "planned": "on", **change})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert says in text
    assert 'name="planned" checked' in text
    assert not Nudging.objects.exists()


def test_without_a_browser_that_names_its_clock_one_can_be_chosen(ada_client):
    assert "This server’s" in page(ada_client)
    ada_client.post(reverse("nudges"), {**ON, "zone": "Asia/Tokyo"})
    assert kept().zone == "Asia/Tokyo"
    ada_client.post(reverse("nudges"), {**ON, "zone": "Nowhere/Such"})
    assert kept().zone == "Europe/London"


def test_today_moves_the_clock_with_the_member(ada, ada_client):
    wants(ada)
    ada_client.cookies["overture-zone"] = "Asia/Tokyo"
    ada_client.get(reverse("today"))
    assert kept().zone == "Asia/Tokyo"


def test_an_address_is_confirmed_by_its_link_and_a_press(ada_client, mail):
    answer = ada_client.post(reverse("nudges_mail"), {"email": "ada@example.org"})
    assert answer.status_code == 302
    link = next(word for word in mail.texts[0].split() if word.startswith("https://"))
    path, elsewhere = link.removeprefix("https://overture.example"), Client()
    assert "Yes, it is mine" in elsewhere.get(path).content.decode()
    assert kept().email == ""  # opening alone is no yes
    assert "Thank you" in elsewhere.post(path).content.decode()
    assert kept().email == "ada@example.org"
    assert elsewhere.get(path).status_code == 410
    assert "ada@example.org" in page(ada_client)
    ada_client.post(reverse("nudges_mail"), {"forget": "1"})
    assert kept().email == ""


def test_an_address_that_is_none_and_a_server_that_does_not_take_it_are_said(ada_client, mail):
    answer = ada_client.post(reverse("nudges_mail"), {"email": "ada at home"})
    assert answer.status_code == 422
    assert "whole e-mail address" in answer.content.decode()
    mail.mood = "drops"
    answer = ada_client.post(reverse("nudges_mail"), {"email": "ada@example.org"})
    assert (answer.status_code, "did not take it" in answer.content.decode()) == (422, True)


def test_without_a_mail_server_the_page_says_so(ada_client):
    assert "no way to send e-mail" in page(ada_client)


def test_rest_sleep_and_wake_are_one_press_each(ada, ada_client):
    wants(ada)
    press = lambda do: ada_client.post(reverse("nudges_rest"), {"do": do})  # noqa: E731
    press("snooze-7")
    assert "Nudges sleep until" in page(ada_client)
    press("wake")
    assert "Nudges are on." in page(ada_client)
    press("rest")
    assert "because you said so" in page(ada_client)
    press("snooze-9000")
    assert kept().rests


def test_two_that_were_left_are_told_with_what_came(ada, ada_client, mail):
    wants(ada)
    for hour in range(24 * 4):
        one_round(NINE + hour * 60 * MINUTE)
    text = page(ada_client)
    assert PAUSED in text
    assert text.count("You left it, which is an answer too") == 2
    assert "by e-mail" in text


def test_a_nudge_opens_with_one_small_thing_and_not_now_costs_nothing(ada, ada_client, mail):
    wants(ada)
    one_round(NINE)
    one = sent_to(ada)[0]
    text = ada_client.get(reverse("nudge", args=[one.pk])).content.decode()
    assert "A good morning to one person" in text
    one.refresh_from_db()
    assert one.became == "opened"
    form = ada_client.get(reverse("step_add") + f"?nudge={one.text_id}").content.decode()
    assert "Say good morning to one person" in form
    answer = ada_client.post(reverse("nudge", args=[one.pk]), {"do": "not_now"})
    assert answer.headers["Location"] == "/today"
    one.refresh_from_db()
    assert one.became == "not_now"


def test_no_more_nudges_is_one_press_from_a_nudge(ada, ada_client, mail):
    wants(ada)
    one_round(NINE)
    ada_client.post(reverse("nudge", args=[sent_to(ada)[0].pk]), {"do": "off"})
    assert not kept().on


def test_a_stranger_finds_no_nudge_of_adas(ada, ada_client, di_client, mail):
    wants(ada)
    one_round(NINE)
    address = reverse("nudge", args=[sent_to(ada)[0].pk])
    assert di_client.get(address).status_code == 404
    assert di_client.post(address, {"do": "off"}).status_code == 404
    assert Client().get(address).headers["Location"] == "/"
    assert kept().on
    assert "ada@example.org" not in page(di_client)


def test_own_words_are_screened_and_kept_all_the_same(ada, ada_client):
    answer = ada_client.post(
        reverse("nudges"), {**ON, "lock": "own", "words": "I want to kill myself"}
    )
    assert answer.status_code == 200
    assert "What you wrote is saved" in answer.content.decode()
    assert ada.risk_events.exists()


def test_own_words_that_the_screen_answered_stand_on_no_lock_screen(ada, ada_client, mail):
    wants(ada)
    for words, subject in (
        ("Tea, then the stairs", "Tea, then the stairs"),
        ("I want to kill myself", "Something you asked for"),
    ):
        ada_client.post(reverse("nudges"), {**ON, "lock": "own", "words": words})
        assert kept().words == words
        assert delivering.on_lock_screen(Nudge(), kept()) == subject
        assert ("no lock screen shows them" in page(ada_client)) == (subject != words)


def test_everything_is_in_the_copy_but_what_opens_and_goes_with_erasing(ada, ada_client, mail):
    wants(ada)
    one_round(NINE)
    tables = export(member=ada, now=NINE)["tables"]
    assert tables["nudging"][0]["email"] == "ada@example.org"
    assert (tables["nudges"][0]["probability"], tables["nudges"][0]["seed"]) == (1.0, 7)
    assert tables["nudge_deliveries"][0]["status"] == "sent"
    assert not SECRETS & set(tables["nudging"][0])
    told = ada_client.get(reverse("export_html")).content.decode()
    assert "They go to" in told
    assert "on these days" in told
    erase(member=ada, now=NINE)
    assert [model.objects.count() for model in (Nudging, Nudge, NudgeDelivery)] == [0, 0, 0]
