"""Numbers are counted in only after a yes, without a word, and go with a no."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.factories import HAPPENED, NOW

from overture.fitting.attempts import attempts_of
from overture.fitting.packed import attempts_from
from overture.server.accounts.models import Member
from overture.server.assessments.services import answer_profile
from overture.server.audit.models import Event
from overture.server.practice import selectors, services, sharing
from overture.server.practice.models import PackedHistory
from overture.server.practice.services import Happened

pytestmark = pytest.mark.django_db

BAD = Happened(anxiety=9, enjoyment=0, feared="yes")


def lived(member, *outcomes):
    for number, outcome in enumerate(outcomes):
        factories.attempt(member, outcome=outcome, now=NOW + timedelta(days=number))


def test_nobody_is_counted_in_without_having_said_yes(ada):
    lived(ada, HAPPENED)
    assert not sharing.agrees(ada)
    assert not PackedHistory.objects.exists()
    assert sharing.histories() == sharing.Histories((), ())


def test_after_a_yes_every_attempt_so_far_and_from_then_on_is_ready(ada):
    lived(ada, HAPPENED)
    sharing.say(member=ada, yes=True, now=NOW)
    assert PackedHistory.objects.get().attempts == 1
    lived(ada, HAPPENED, BAD)
    read = attempts_from(sharing.histories().packed)
    own = attempts_of([selectors.events_of(ada)])
    assert len(read) == len(own) == 3
    assert read.met.tolist() == own.met.tolist()
    assert read.told[0].tolist() == own.told[0].tolist()


def test_a_retracted_attempt_is_out_of_what_is_ready_as_well(ada):
    sharing.say(member=ada, yes=True, now=NOW)
    lived(ada, HAPPENED)
    wrong = factories.attempt(ada, outcome=BAD, now=NOW + timedelta(days=3))
    services.retract(attempt=wrong, now=NOW + timedelta(days=3))
    assert len(attempts_from(sharing.histories().packed)) == 1


def test_with_a_no_what_was_ready_is_gone_at_once(ada, di):
    for member in (ada, di):
        lived(member, HAPPENED)
        sharing.say(member=member, yes=True, now=NOW)
    sharing.say(member=ada, yes=False, now=NOW)
    assert not sharing.agrees(ada)
    assert PackedHistory.objects.get().member == di
    lived(ada, BAD)
    assert len(sharing.histories().packed) == 1


def test_each_answer_is_noted_without_saying_who(ada):
    sharing.say(member=ada, yes=True, now=NOW)
    sharing.say(member=ada, yes=False, now=NOW)
    noted = [one for one in Event.objects.order_by("id") if one.action.startswith("sharing")]
    assert [one.action for one in noted] == ["sharing.agreed", "sharing.withdrawn"]
    assert str(ada.pk) not in str([vars(one) for one in noted])
    assert len(set(ada.sharing_choices.values_list("text_hash", flat=True))) == 1


@pytest.mark.parametrize("age", [Member.Age.MINOR, Member.Age.UNKNOWN])
def test_only_adults_are_asked_and_nobody_else_is_read(ada, age):
    lived(ada, HAPPENED)
    sharing.say(member=ada, yes=True, now=NOW)
    Member.objects.update(age=age)
    ada.refresh_from_db()
    assert not sharing.may_be_asked(ada)
    assert sharing.histories().packed == ()
    sharing.say(member=ada, yes=True, now=NOW)
    assert not sharing.agrees(ada)


def test_scores_stand_beside_the_histories_they_belong_to(ada, di):
    for member in (ada, di):
        lived(member, HAPPENED)
        sharing.say(member=member, yes=True, now=NOW)
    answer_profile(member=di, answers={"dread": 0}, key=uuid4(), now=NOW)
    answer_profile(member=di, answers={"dread": 3}, key=uuid4(), now=NOW + timedelta(days=1))
    scores = dict(zip(sorted((ada.pk, di.pk)), sharing.histories().anxiety, strict=True))
    assert scores[ada.pk] is None
    assert scores[di.pk] == pytest.approx(1.6)


def test_what_another_version_packed_or_lost_is_packed_anew(ada, di):
    for member in (ada, di):
        lived(member, HAPPENED)
        sharing.say(member=member, yes=True, now=NOW)
    PackedHistory.objects.filter(member=ada).update(format=0, rows=b"old")
    PackedHistory.objects.filter(member=di).delete()
    assert len(attempts_from(sharing.histories().packed)) == 2
