"""Regular things: declared, spoken of, at rest, ended; and a calendar behind a private address."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.server.practice import anchors
from overture.server.practice.models import Anchor, CalendarFeed, Occasion

pytestmark = pytest.mark.django_db


@pytest.fixture
def choir(ada):
    today = timezone.localdate()
    return anchors.declare(
        member=ada,
        title="Choir with Sol",
        first=today - timedelta(days=8),
        every="week",
        at=None,
        key=uuid4(),
        now=timezone.localtime(),
    )


def _page(client, **given) -> str:
    return client.get(reverse("anchors"), given).content.decode()


def _do(client, anchor, **given):
    return client.post(reverse("anchor", args=[anchor.pk]), given)


def test_nothing_yet_is_nothing_missing(ada_client):
    assert "None yet, and nothing is missing." in _page(ada_client)


def test_a_regular_thing_is_declared_once_and_shown(ada_client):
    today = timezone.localdate()
    given = {
        "title": "Tea with Noor",
        "weekday": str(today.weekday()),
        "every": "fortnight",
        "at": "16:00",
        "key": uuid4(),
    }
    for _ in range(2):
        answer = ada_client.post(reverse("anchors"), given)
        assert answer.headers["Location"] == f"{reverse('anchors')}?said=declared"
    made = Anchor.objects.get()
    assert (made.first, made.every, f"{made.at:%H:%M}") == (today, "fortnight", "16:00")
    page = _page(ada_client, said="declared")
    assert "Tea with Noor" in page
    assert "Today 16:00, every two weeks" in page
    assert 'role="status"' in page
    assert "Tea with Noor" in ada_client.get(reverse("people")).content.decode()


def test_what_comes_round_within_a_week_stands_on_today_beside_steps(ada, ada_client, choir):
    today = timezone.localdate()
    step = factories.own_step(ada, "Nod to the driver")
    type(step).objects.filter(pk=step.pk).update(planned_for=today + timedelta(days=2))
    factories.own_step(ada, "One without a day")
    page = ada_client.get(reverse("today")).content.decode().split('id="wk"')[1]
    assert page.index("Nod to the driver") < page.index("Choir with Sol")
    assert "every week" in page
    assert "One without a day" not in page


def test_what_rests_does_not_stand_on_today(ada_client, choir):
    anchors.rest(anchor=choir, rests=True, now=timezone.localtime())
    assert "Choir with Sol" not in ada_client.get(reverse("today")).content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": "", "weekday": "1"}, "Write a few words for it first."),
        ({"title": "Tea"}, "Tap the day it falls on."),
        ({"title": "Tea", "weekday": "9"}, "one of the answers here"),
        ({"title": "Tea", "weekday": "1", "at": "later"}, "Type it like 18:30"),
        ({"title": "x" * 121, "weekday": "1"}, "characters longer than fits"),
    ],
)
def test_what_cannot_be_kept_comes_back_with_what_was_typed(ada_client, given, said):
    answer = ada_client.post(reverse("anchors"), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert f'value="{given["title"]}"' in page
    assert not Anchor.objects.exists()


def test_a_thirteenth_is_refused_in_words(ada, ada_client, choir):
    for n in range(anchors.MOST - 1):
        Anchor.objects.create(
            member=ada, title=f"N {n}", first=choir.first, every="week",
            changed_at=choir.changed_at, key=uuid4(),
        )  # fmt: skip
    answer = ada_client.post(reverse("anchors"), {"title": "One more", "weekday": "1"})
    assert answer.status_code == 422
    assert "There are twelve already." in answer.content.decode()


def test_how_it_was_is_asked_once_and_kept(ada_client, choir):
    page = _page(ada_client)
    assert "how was it?" in page
    due = re.search(r'name="due" value="([^"]+)"', page)[1]
    _do(ada_client, choir, due=due, kept="no")
    assert Occasion.objects.get().kept == "no"
    assert "how was it?" not in _page(ada_client)


def test_it_rests_is_taken_up_and_ends(ada_client, choir):
    _do(ada_client, choir, do="rests")
    assert "Resting until you take it up again." in _page(ada_client)
    _do(ada_client, choir, do="up")
    assert "Let it rest" in _page(ada_client)
    _do(ada_client, choir, do="closed")
    assert "Choir with Sol" not in _page(ada_client)


@pytest.mark.parametrize(
    "given",
    [{}, {"do": "nonsense"}, {"due": "x", "kept": "yes"}, {"due": "2020-01-01", "kept": "yes"}],
)
def test_what_is_no_answer_changes_nothing(ada_client, choir, given):
    assert _do(ada_client, choir, **given).headers["Location"] == reverse("anchors")
    assert not Occasion.objects.exists()


def test_a_stranger_finds_no_anchor(di_client, choir):
    assert _do(di_client, choir, do="closed").status_code == 404
    assert "Choir with Sol" not in _page(di_client)
    choir.refresh_from_db()
    assert choir.closed_at is None


def test_without_a_space_the_page_leads_to_the_start(db):
    assert Client().get(reverse("anchors")).headers["Location"] == reverse("welcome")


def test_the_address_is_shown_once_opens_to_anybody_who_has_it_and_can_be_stopped(
    ada_client, choir
):
    page = ada_client.post(reverse("calendar_address")).content.decode()
    path = re.search(r"/calendar/[\w-]+\.ics", page)[0]
    assert path not in _page(ada_client)
    found = Client().get(path)
    assert found.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in found.headers["Cache-Control"]
    assert "SUMMARY:Choir with Sol" in found.content.decode()
    ada_client.post(reverse("calendar_address"), {"stop": "1"})
    assert Client().get(path).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_a_stranger_stops_nobody_elses_calendar(ada_client, di_client):
    ada_client.post(reverse("calendar_address"))
    di_client.post(reverse("calendar_address"), {"stop": "1"})
    assert CalendarFeed.objects.count() == 1


@pytest.mark.parametrize("token", ["x", "a" * 300, "é"])
def test_an_address_that_was_never_made_opens_nothing(db, token):
    assert Client().get(reverse("calendar", args=[token])).status_code == 404
