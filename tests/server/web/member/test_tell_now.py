"""People to tell, on the pages: yes by yes, the whole message first, and what became of it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.server.safeguarding import alerts, contacts, outbox
from overture.server.safeguarding.models import Alert, Contact, RiskEvent
from overture.server.safeguarding.sending import NotSentError

pytestmark = [pytest.mark.django_db, pytest.mark.requirement(27)]

MINUTE = timedelta(minutes=1)
GIVEN = {"name": "Mia", "signed": "Ada", "email": "mia@example.org", "wait": "15"}


@pytest.fixture
def mail(settings, monkeypatch):
    """A server that can send e-mail, and what it sent."""
    settings.OVERTURE_MAIL = True
    sent = []
    monkeypatch.setattr(outbox, "by_mail", lambda address, *_, **__: sent.append(address))
    return sent


def text(answer):
    return answer.content.decode()


def add(client, **given):
    return client.post(reverse("contact_add"), {"key": uuid4(), **GIVEN, **given})


def mia_of(member, **more):
    return factories.contact(member, now=timezone.now(), **more)


def tell(client, contact, **given):
    return client.post(reverse("tell_now", args=[contact.pk]), {"key": uuid4(), **given})


def test_somebody_put_on_the_list_is_agreed_to_for_nothing(ada, ada_client):
    answer = add(ada_client)
    mia = Contact.objects.get()
    assert answer.headers["Location"] == reverse("contact", args=[mia.pk])
    page = text(ada_client.get(answer.headers["Location"]))
    assert " checked" not in page
    assert contacts.to_be_told(ada, "asked") == []
    assert "Not agreed to yet" in text(ada_client.get(reverse("people_to_tell")))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"email": "mia"}, "whole e-mail address"),
        ({"email": ""}, "Write an e-mail address"),
        ({"name": ""}, "what you call them"),
        ({"signed": " "}, "the name they know you by"),
        ({"team": "nobody"}, "isn’t here any more"),
        ({"name": "x" * 41}, "1 characters longer"),
    ],
)
def test_a_form_that_cannot_be_kept_says_why_and_shows_every_word_again(ada_client, given, says):
    answer = add(ada_client, **given)
    assert answer.status_code == 422
    assert says in text(answer)
    kept = {**GIVEN, **given}
    assert all(kept[name] in text(answer) for name in ("name", "email"))
    assert not Contact.objects.exists()


def test_each_yes_is_given_and_taken_back_by_itself(ada, ada_client):
    add(ada_client)
    mia = Contact.objects.get()
    agree = reverse("contact_agree", args=[mia.pk])
    ada_client.post(agree, {"asked": "on", "immediate": "on"})
    ada_client.post(agree, {"asked": "on"})
    assert contacts.agreed(mia, "asked")
    assert not contacts.agreed(mia, "immediate")


def test_the_message_shown_beforehand_is_the_message_that_is_sent(ada, ada_client, monkeypatch):
    mia, sent = mia_of(ada), []
    monkeypatch.setattr(outbox, "by_mail", lambda _to, message, **_: sent.append(message))
    shown = text(ada_client.get(reverse("tell_now", args=[mia.pk])))
    tell(ada_client, mia)
    outbox.run_due(clock=timezone.now)
    (message,) = sent
    clock = re.compile(r"\d\d:\d\d on \w+ \d+ \w+")
    for paragraph in message.paragraphs:
        if "/seen/" not in paragraph:
            assert clock.sub("", paragraph) in clock.sub("", shown)


def test_words_go_along_only_where_they_are_ticked_this_once(ada, ada_client):
    mia = mia_of(ada)
    tell(ada_client, mia, excerpt="I can’t sit still")
    tell(ada_client, mia, excerpt="I can’t sit still", with_words="on")
    assert list(Alert.objects.order_by("at").values_list("excerpt", flat=True)) == [
        "",
        "I can’t sit still",
    ]


@pytest.mark.requirement(15)
def test_words_that_go_along_are_screened_and_hold_nothing_up(ada, ada_client):
    answer = tell(ada_client, mia_of(ada), excerpt="I want to kill myself", with_words="on")
    assert answer.status_code == 302
    assert RiskEvent.objects.get().surface == "alert"


def test_words_that_are_too_long_are_shown_again_and_nobody_is_told(ada, ada_client):
    answer = tell(ada_client, mia_of(ada), excerpt="x" * 301, with_words="on")
    assert answer.status_code == 422
    assert "x" * 301 in text(answer)
    assert not Alert.objects.exists()


def test_a_double_tap_tells_once(ada, ada_client):
    mia, key = mia_of(ada), uuid4()
    first, second = (tell(ada_client, mia, key=key) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Alert.objects.count() == 1


def test_the_others_are_next_unless_it_is_for_one_alone(ada, ada_client):
    mia, jonas = mia_of(ada), mia_of(ada, name="Jonas")
    assert "Jonas is told at" in text(ada_client.get(reverse("tell_now", args=[mia.pk])))
    tell(ada_client, mia)
    tell(ada_client, jonas, only="on")
    chains = [
        [one.contact.name for one in alert.deliveries.all()]
        for alert in Alert.objects.order_by("at")
    ]
    assert chains == [["Mia", "Jonas"], ["Jonas"]]


def test_without_a_yes_there_is_no_such_tap(ada, ada_client):
    add(ada_client)
    mia = Contact.objects.get()
    answer = tell(ada_client, mia)
    assert answer.headers["Location"] == reverse("contact", args=[mia.pk])
    assert not Alert.objects.exists()


def test_after_ten_in_a_day_it_says_so_and_names_who_can_be_rung(ada, ada_client):
    mia = mia_of(ada)
    for _ in range(10):
        tell(ada_client, mia)
    answer = tell(ada_client, mia, excerpt="Please", with_words="on")
    assert answer.status_code == 429
    assert "Ring somebody now: Mia" in text(answer)
    assert "Please" in text(answer)


def became(client, alert):
    page = text(client.get(reverse("told", args=[alert.pk])))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_what_became_of_it_is_said_as_it_is(ada, ada_client, mail):
    now = timezone.now()
    mia, jonas = mia_of(ada, wait=5), mia_of(ada, name="Jonas")
    alert = factories.alert(ada, mia, jonas, now=now)
    assert "Being sent. Nobody has seen it yet." in became(ada_client, alert)
    outbox.run_due(clock=lambda: now)
    page = became(ada_client, alert)
    assert "Sent. Nobody has said yet that they have seen it." in page
    assert re.search(r"Told at \d\d:\d\d, if nobody has seen it by then", page)
    alerts.seen(delivery=alert.deliveries.first(), now=now + MINUTE)
    page = became(ada_client, alert)
    assert re.search(r"Seen by Mia at \d\d:\d\d", page)
    assert "Not told Somebody had seen it already." in page


def test_what_could_not_be_sent_is_not_said_to_be_sent(ada, ada_client, monkeypatch):
    def gone(*_arguments, **_named):
        raise NotSentError("unreachable")

    monkeypatch.setattr(outbox, "by_mail", gone)
    now = timezone.now()
    alert = factories.alert(ada, mia_of(ada), now=now)
    outbox.run_due(clock=lambda: now)
    page = became(ada_client, alert)
    assert "Could not be sent yet The mail server could not be reached. It is tried again" in page
    outbox.run_due(clock=lambda: now + timedelta(hours=7))
    page = became(ada_client, alert)
    assert "Nobody could be told. The message did not go out." in page
    assert "Sent at" not in page


def test_where_no_mail_can_be_sent_pages_say_so(ada, ada_client, settings):
    settings.OVERTURE_MAIL = False
    mia = mia_of(ada)
    for page in (reverse("people_to_tell"), reverse("contact", args=[mia.pk])):
        assert "This server can’t send e-mail yet" in text(ada_client.get(page))
    alert = factories.alert(ada, mia, now=timezone.now())
    outbox.run_due(clock=timezone.now)
    assert "This server can’t send e-mail." in became(ada_client, alert)


def test_stopping_it_is_one_tap(ada, ada_client, mail):
    alert = factories.alert(ada, mia_of(ada), now=timezone.now())
    ada_client.post(reverse("told_stop", args=[alert.pk]))
    outbox.run_due(clock=timezone.now)
    assert mail == []
    assert "You stopped it before anybody was told." in became(ada_client, alert)


def test_a_test_is_sent_on_a_tap(ada, ada_client, mail):
    ada_client.post(reverse("contact_test", args=[mia_of(ada).pk]), {"key": uuid4()})
    outbox.run_due(clock=timezone.now)
    assert Alert.objects.get().why == "test"
    assert mail == ["mia@example.org"]


def test_who_is_taken_off_is_gone_and_twice_is_once(ada, ada_client):
    mia = mia_of(ada)
    for _ in range(2):
        answer = ada_client.post(reverse("contact_remove", args=[mia.pk]))
        assert "The address is forgotten" in text(ada_client.get(answer.headers["Location"]))


def test_the_order_is_changed_and_a_contact_is_changed(ada, ada_client):
    mia_of(ada)
    jonas = mia_of(ada, name="Jonas")
    ada_client.post(reverse("contact_first", args=[jonas.pk]))
    given = {**GIVEN, "name": "Jo", "email": "jonas@example.org"}
    ada_client.post(reverse("contact_change", args=[jonas.pk]), given)
    assert [one.name for one in contacts.contacts_of(ada)] == ["Jo", "Mia"]
    assert "Jo" in text(ada_client.get(reverse("contact_change", args=[jonas.pk])))
    assert "Jo, Mia" in text(ada_client.get(reverse("people")))


@pytest.mark.parametrize("name", ["contact", "contact_change", "tell_now"])
def test_a_stranger_finds_nobody_of_adas(ada, di_client, name):
    address = reverse(name, args=[mia_of(ada).pk])
    assert di_client.get(address).status_code == 404
    assert "Mia" not in text(di_client.post(address, GIVEN))


def test_a_stranger_finds_no_alert_of_adas(ada, di_client):
    alert = factories.alert(ada, mia_of(ada), now=timezone.now())
    assert di_client.get(reverse("told", args=[alert.pk])).status_code == 404
    assert di_client.post(reverse("told_stop", args=[alert.pk])).status_code == 404
    alert.refresh_from_db()
    assert alert.ended_at is None


def test_what_one_page_says_of_who_saw_it_was_read_at_one_moment(ada, ada_client):
    alert = factories.alert(ada, mia_of(ada), now=timezone.now())
    with CaptureQueriesContext(connection) as asked:
        became(ada_client, alert)
    reads = [one["sql"] for one in asked if 'FROM "safeguarding_delivery"' in one["sql"]]
    assert len(reads) == 1
