"""Of an alert its own contact sees the code, the time and the ticked words, and nobody else."""

from dataclasses import fields
from datetime import timedelta
from itertools import product

import pytest
from tests.support import factories
from tests.support.factories import NOW

from overture.safety.alerts import Event
from overture.server.safeguarding import alerts, outbox, services
from overture.server.safeguarding.models import Delivery, RiskEvent
from overture.server.safeguarding.permissions import Viewer, event_of, may_see
from overture.server.safeguarding.told import list_for_operator

pytestmark = [pytest.mark.django_db, pytest.mark.requirement(28)]

DAY = timedelta(days=1)
LEVELS = ("acute", "concern", "level", "score")


@pytest.fixture
def everybody(ada, di, monkeypatch):
    """Who may ask, by name: two members, their contacts, and somebody with no tie to either."""
    monkeypatch.setattr(outbox, "by_mail", lambda *_, **__: None)
    mia, jonas = factories.contact(ada, "Mia"), factories.contact(ada, "Jonas")
    dis = factories.contact(di, "Bo")
    return {
        "ada": Viewer(member=ada),
        "di": Viewer(member=di),
        "mia": Viewer(contact=mia),
        "jonas": Viewer(contact=jonas),
        "dis contact": Viewer(contact=dis),
        "nobody": Viewer(),
    }


@pytest.fixture
def deliveries(ada, di, everybody):
    """One alert to Mia and then Jonas, seen by nobody yet; and one of Di's."""
    adas = factories.alert(ada, everybody["mia"].contact, everybody["jonas"].contact)
    dis = factories.alert(di, everybody["dis contact"].contact)
    outbox.run_due(clock=lambda: NOW)
    return {
        "to mia": adas.deliveries.get(place=0),
        "to jonas, waiting": adas.deliveries.get(place=1),
        "to dis contact": dis.deliveries.get(),
    }


ALLOWED = {
    ("ada", "to mia"),
    ("ada", "to jonas, waiting"),
    ("di", "to dis contact"),
    ("mia", "to mia"),
    ("dis contact", "to dis contact"),
}


def test_each_may_see_what_is_theirs_and_nothing_else(everybody, deliveries):
    seen = {
        (who, what)
        for who, what in product(everybody, deliveries)
        if may_see(everybody[who], deliveries[what], NOW)
    }
    assert seen == ALLOWED


def test_after_a_day_a_contact_sees_nothing(everybody, deliveries):
    assert not may_see(everybody["mia"], deliveries["to mia"], NOW + DAY)
    assert may_see(everybody["ada"], deliveries["to mia"], NOW + DAY)


@pytest.mark.parametrize("field", ["removed_at", "refused_at"])
def test_who_is_off_the_list_sees_nothing(everybody, deliveries, field):
    delivery = deliveries["to mia"]
    setattr(delivery.contact, field, NOW)
    assert not may_see(everybody["mia"], delivery, NOW)


def test_an_event_has_room_for_the_code_the_time_and_the_ticked_words_alone():
    assert {field.name for field in fields(Event)} == {"why", "who", "at", "until", "excerpt"}


@pytest.mark.requirement(29)
def test_nothing_of_the_screen_is_in_what_a_contact_learns(ada, everybody):
    mia = everybody["mia"].contact
    services.look(member=ada, text="I want to kill myself", surface="talk", now=NOW)
    event = RiskEvent.objects.get()
    alert = factories.alert(ada, mia)
    message = outbox.message_of(alert.deliveries.get())
    told = f"{event_of(alert, mia)} {message.subject} {message.text}".lower()
    assert event.level not in told
    assert event.reason not in told
    assert "kill" not in told
    assert not [word for word in LEVELS if word in told]


def test_words_go_along_only_where_they_were_ticked(ada, everybody):
    mia = everybody["mia"].contact
    bare = outbox.message_of(factories.alert(ada, mia).deliveries.get())
    told = outbox.message_of(factories.alert(ada, mia, excerpt="Marmalade").deliveries.get())
    assert "own words" not in bare.text
    assert "in their own words: “Marmalade”" in told.text


def test_a_test_says_that_nothing_has_happened(ada, everybody):
    mia = everybody["mia"].contact
    message = outbox.message_of(factories.alert(ada, mia, why="test").deliveries.get())
    assert "Nothing has happened" in message.text
    assert "emergency" not in message.text


def test_the_operator_sees_codes_and_times_and_no_name_address_or_word(ada, everybody):
    factories.alert(ada, everybody["mia"].contact, excerpt="Marmalade")
    rows = list_for_operator(since=NOW - DAY)
    text = str(rows).lower()
    assert {row["event"] for row in rows} == {"asked"}
    assert not [word for word in ("marmalade", "mia", "ada", "example.org") if word in text]
    assert str(ada.pk) not in text


def test_a_link_names_one_delivery_and_cannot_be_made_up(deliveries):
    mias = deliveries["to mia"]
    token = alerts.token_of(mias)
    assert alerts.by_token(token, NOW) == mias
    assert alerts.by_token(token[:-1] + ("A" if token[-1] != "A" else "B"), NOW) is None
    assert alerts.by_token(str(mias.pk), NOW) is None
    assert alerts.by_token(token, NOW + DAY) is None
    waiting = deliveries["to jonas, waiting"]
    assert alerts.by_token(alerts.token_of(waiting), NOW) is None
    assert Delivery.objects.filter(seen_at=None).count() == 3
