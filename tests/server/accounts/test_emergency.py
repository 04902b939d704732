"""Looking into a space for a reason: noted, told, and over in an hour."""

from datetime import timedelta

import pytest
from tests.support.factories import NOW

from overture.server.accounts import emergency, people
from overture.server.accounts.ages import number_of
from overture.server.audit.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.requirement(61)]

WHY = "A relative rang: nobody has heard from you since Friday."


def look_at(ada, oz, **more):
    given = {"person": oz, "number": number_of(ada), "reason": WHY, "now": NOW, **more}
    return emergency.begin(**given)


def test_it_opens_one_space_to_one_operator_for_an_hour(ada, oz, bo):
    look = look_at(ada, oz)
    assert look.member == ada
    assert emergency.open_look(oz, look.pk, NOW + emergency.LASTS - timedelta(seconds=1)) == look
    assert emergency.open_look(oz, look.pk, NOW + emergency.LASTS) is None
    assert emergency.open_look(bo, look.pk, NOW) is None


@pytest.mark.parametrize("reason", ["", "   ok   ", "x" * 19])
def test_a_reason_that_says_nothing_opens_nothing(ada, oz, reason):
    with pytest.raises(ValueError, match="twenty letters"):
        look_at(ada, oz, reason=reason)
    assert not emergency.of_member(ada).exists()


def test_nobody_but_an_operator_may(ada, oz, bo):
    with pytest.raises(PermissionError):
        look_at(ada, bo)
    people.end_role(person=oz, kind="operator", by="", now=NOW)
    with pytest.raises(PermissionError):
        look_at(ada, oz)


def test_a_number_that_is_nobodys_opens_nothing_and_leaves_no_trace(ada, oz):
    assert look_at(ada, oz, number="00000000") is None
    assert not Event.objects.filter(action="emergency.look").exists()


def test_the_member_reads_about_it_once_and_it_stays(ada, oz, di):
    look = look_at(ada, oz)
    assert emergency.unread(ada) == look
    assert not emergency.have_read(member=di, look_id=look.pk, now=NOW)
    assert emergency.have_read(member=ada, look_id=look.pk, now=NOW)
    assert emergency.unread(ada) is None
    assert [(one.by, one.reason) for one in emergency.of_member(ada)] == [(oz.name, WHY)]


def test_it_stands_in_the_trail_without_the_reason(ada, oz):
    look_at(ada, oz)
    event = Event.objects.get(action="emergency.look")
    assert (event.actor, event.detail) == (people.pseudonym_of(oz), "")
