"""The profile of now: what was first said of kinds of contact, what the record says, and a tap
that puts it right.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.measures.contact import Kinds
from overture.server.assessments import kinds
from overture.server.assessments import services as assessments
from overture.server.assessments.models import Administration, NotSo
from overture.server.conversations.export import export
from overture.server.practice import planning, profile_now
from overture.server.practice.models import Attempt, Day
from overture.server.practice.services import Expected, Happened

pytestmark = pytest.mark.django_db

PHONE = {"partner": "stranger", "channel": "phone"}


@pytest.fixture
def now():
    return timezone.localtime()


def text(client, name="profile_now"):
    return client.get(reverse(name)).content.decode()


def taps(member, now, **answers):
    assessments.answer_profile(member=member, answers=answers, key=uuid4(), now=now)


def first_said(member, now, **answers):
    kinds.answer_kinds(member=member, answers=answers, key=uuid4(), now=now)


def calls(member, now, count, *, dread=8, reach="done"):
    for day in range(count):
        then = now - timedelta(days=day + 1)
        made = factories.attempt(
            member,
            of=factories.own_step(member, f"Ring number {day}", now=then),
            expected=Expected(anxiety=dread, enjoyment=2, feared_event="", feared_in_ten=5),
            outcome=Happened(anxiety=4, enjoyment=6, feared="no", reach=reach),
            now=then,
        )
        Attempt.objects.filter(pk=made.pk).update(features=PHONE)


def say(client, *, kind="phone", facet="dread", **more):
    return client.post(reverse("profile_so"), {"kind": kind, "facet": facet, **more})


def test_b1_only_what_the_six_taps_leave_open_is_asked(ada, ada_client, now):
    taps(ada, now, dread=2, wanting=0)
    page = text(ada_client, "profile_kinds")
    assert page.count("<fieldset") == 1
    assert "Which do you dread most?" in page
    assert " checked" not in page


def test_with_nothing_left_open_nothing_is_asked(ada, ada_client, now):
    taps(ada, now, dread=0)
    assert ada_client.get(reverse("profile_kinds")).headers["Location"] == reverse("today")


def test_kinds_are_kept_once_and_a_question_without_a_tap_was_skipped(ada, ada_client, now):
    taps(ada, now, dread=2, wanting=2, trust=1)
    given = {"dreaded": ["phone", "group"], "wanted": ["none"], "key": uuid4()}
    for _ in range(2):
        answer = ada_client.post(reverse("profile_kinds"), given)
        assert answer.headers["Location"] == reverse("today")
    assert Administration.objects.filter(instrument=kinds.NAME).count() == 1
    assert kinds.kinds_of(ada) == Kinds(frozenset({"phone", "group"}), frozenset())


def test_a_kind_that_there_is_not_is_sent_back_and_nothing_is_kept(ada, ada_client, now):
    taps(ada, now, dread=2)
    answer = ada_client.post(reverse("profile_kinds"), {"dreaded": "cats"})
    assert answer.status_code == 422
    assert kinds.kinds_of(ada) == Kinds()


def test_nothing_noted_is_nothing_missing(ada_client):
    page = text(ada_client)
    assert "no moment with people yet, and nothing is missing" in page
    assert "every kind of contact is offered alike" in page


def test_b1_the_record_stands_beside_what_was_said_first_with_its_doubt(ada, ada_client, now):
    taps(ada, now, dread=3, wanting=2)
    first_said(ada, now, dreaded=["phone"], wanted=["stranger"])
    calls(ada, now, 3)
    page = text(ada_client)
    assert "Three moments: too few to say." in page
    assert "At first you said: not what you would like more of; dreaded." in page
    assert "That’s not so: On the phone, All else" not in page
    assert "It can stop me" in page
    calls(ada, now - timedelta(days=5), 3)
    page = text(ada_client)
    assert "So far, from six moments: you go in with a lot of dread." in page
    assert "At first you said: dreaded." in page
    assert "So far, from six moments: what you feared of people mostly did not come." in page
    assert "Six moments noted in the last four weeks." in page


def test_room_for_people_is_told_from_today(ada, ada_client, now):
    for day in range(6):
        Day.objects.create(member=ada, day=now.date() - timedelta(days=day), room="hardly any")
    assert "So far, from six days: on most days there is hardly any room." in text(ada_client)


def test_b1_a_tap_puts_it_right_is_kept_and_counts_and_can_be_taken_back(ada, ada_client, now):
    calls(ada, now, 6)
    assert "First steps kept smaller: on the phone." in text(ada_client)
    answer = say(ada_client, **{"not": "1"})
    assert answer.headers["Location"] == f"{reverse('profile_now')}?said=1"
    page = text(ada_client)
    assert "You said: that’s not so." in page
    assert "First steps kept smaller" not in page
    say(ada_client, so="1")
    assert "First steps kept smaller: on the phone." in text(ada_client)
    assert NotSo.objects.count() == 1


@pytest.mark.parametrize(
    "given",
    [{"facet": "height"}, {"kind": "cats"}, {"facet": "energy"}, {"kind": "", "facet": "dread"}],
)
def test_what_is_not_said_cannot_be_put_right(ada_client, given):
    assert say(ada_client, **given).status_code == 302
    assert not NotSo.objects.exists()


def test_b1_what_was_said_first_steers_the_first_offers(ada, now):
    first_said(ada, now, dreaded=["stranger"], wanted=["acquaintance"])
    found = planning._settings(planning._known(ada), now)
    assert (found.wary, found.welcome) == ({"stranger"}, {"acquaintance"})
    assert planning.plan_anew(member=ada, now=now, seed=1)


def test_turning_back_counts_as_dread_and_not_as_having_met_anybody(ada, now):
    calls(ada, now, 5, reach="stopped")
    found = {one.facet: one for one in profile_now.redrawn(ada, now).kinds["phone"]}
    assert found["dread"].level == "much"
    assert found["frequent"].count == found["enjoying"].count == 0


def test_a_stranger_sees_and_steers_nothing_of_it(ada, di, di_client, now):
    calls(ada, now, 6)
    say(di_client)
    assert "On the phone" not in text(di_client)
    assert kinds.set_aside(ada) == frozenset()
    assert len(export(member=ada, now=now)["tables"]["said_not_so"]) == 0
    assert len(export(member=di, now=now)["tables"]["said_not_so"]) == 1
