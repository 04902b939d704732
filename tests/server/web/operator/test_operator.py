"""What whoever runs the service sees: people and roles, soundness, reports; nothing of a member."""

import time
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support import factories
from tests.support.factories import NOW

from overture.server.accounts import emergency, invitations, people, sharing
from overture.server.accounts.ages import number_of
from overture.server.accounts.models import Invitation
from overture.server.conversations import reports
from overture.server.conversations.models import Report
from overture.server.web.people import SESSION_PROOFS
from overture.server.web.requests import SESSION_MEMBER

pytestmark = pytest.mark.django_db

SECRET = "Marmalade on the second stair"
WHY = "A relative rang: nobody has heard from you since Friday."


def text(answer):
    return answer.content.decode()


@pytest.fixture
def adas(ada):
    factories.attempt(ada, of=factories.own_step(ada, SECRET))
    factories.turn(factories.scene(ada), "Hello, nobody knows this of me")
    return ada


@pytest.mark.requirement(61)
@pytest.mark.parametrize("name", ["run_people", "run_sound", "run_reports", "run_emergency"])
def test_no_page_shows_anything_of_a_member(adas, oz_client, name):
    page = text(oz_client.get(reverse(name)))
    assert SECRET not in page
    assert number_of(adas) not in page
    assert adas.name not in page


def test_a_link_makes_a_clinician_and_is_shown_once(oz, oz_client):
    answer = oz_client.post(reverse("run_invite"), {"name": "Bea", "kind": "clinician"})
    made = Invitation.objects.get()
    assert (made.kind, made.called, made.from_person) == ("clinician", "Bea", oz)
    assert "/invited/" in text(answer)
    again = text(oz_client.get(reverse("run_people")))
    assert "/invited/" not in again
    assert "Bea" in again
    oz_client.post(reverse("run_withdraw", args=[made.pk]))
    made.refresh_from_db()
    assert made.withdrawn_at


def test_what_is_not_an_operators_to_give_is_refused_in_words(oz_client):
    answer = oz_client.post(reverse("run_invite"), {"name": "Bea", "kind": "supporter"})
    assert answer.status_code == 400
    assert "Say who it is for" in text(answer)
    assert not Invitation.objects.exists()


def test_a_role_is_ended_but_not_ones_own_as_operator(oz, oz_client, bo):
    oz_client.post(reverse("run_role", args=[bo.pk]), {"kind": "clinician"})
    assert not people.has_role(bo, "clinician")
    answer = oz_client.post(reverse("run_role", args=[oz.pk]), {"kind": "operator"})
    assert answer.status_code == 409
    assert people.has_role(oz, "operator")


def test_who_is_no_clinician_any_more_sees_nothing_also_when_it_is_given_back(ada, oz_client, bo):
    link = factories.linked(ada, bo, "curves", kind="clinician")
    oz_client.post(reverse("run_role", args=[bo.pk]), {"kind": "clinician"})
    people.give_role(person=bo, kind="clinician", by="", now=NOW)
    assert sharing.shared(link, NOW) == frozenset()
    assert not sharing.links_of(ada).exists()


def test_what_is_grave_asks_again_whichever_space_is_open_beside_it(di, oz, oz_client):
    session = oz_client.session
    session[SESSION_MEMBER] = str(di.pk)
    session[SESSION_PROOFS] = [{"method": "mfa", "at": time.time() - 16 * 60}]
    session.save()
    answer = oz_client.get(reverse("run_emergency"))
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))


def test_another_operators_invitation_is_none_of_ones_own(oz_client):
    other = factories.person("other", "operator")
    made, _ = invitations.from_person(person=other, kind="host", now=NOW)
    assert oz_client.post(reverse("run_withdraw", args=[made.pk])).status_code == 404


@pytest.mark.requirement(65)
def test_what_is_wrong_with_the_installation_stands_first(oz_client, settings):
    settings.OVERTURE_TEAMS = ()
    page = text(oz_client.get(reverse("run_sound")))
    assert "Safety screen" in page
    assert page.index("To know") < page.index("every authored file can be used")


def test_a_report_is_read_and_closed_without_saying_whose_it_is(adas, oz_client):
    talk = factories.scene(adas)
    reply = reports.opening_of(talk)
    made = reports.report(member=adas, reply=reply, note="That was odd", key=uuid4(), now=NOW)
    page = text(oz_client.get(reverse("run_reports")))
    assert "That was odd" in page
    assert adas.name not in page
    oz_client.post(reverse("run_report_close", args=[made.pk]))
    assert Report.objects.get(pk=made.pk).closed_at
    assert oz_client.post(reverse("run_report_close", args=[made.pk])).status_code == 404


@pytest.mark.requirement(61)
def test_an_emergency_look_shows_moments_no_talk_and_tells_the_member(adas, ada_client, oz_client):
    number = number_of(adas)
    assert number in text(ada_client.get(reverse("settings")))
    sent = {"number": number, "note": WHY}
    page = text(oz_client.post(reverse("run_emergency"), sent, follow=True))
    assert SECRET in page
    assert "nobody knows this of me" not in page
    look = emergency.unread(adas)
    assert WHY in text(ada_client.get(reverse("today")))
    ada_client.post(reverse("have_read", args=[look.pk]))
    assert WHY not in text(ada_client.get(reverse("today")))


@pytest.mark.requirement(61)
def test_a_look_is_over_after_an_hour_and_was_nobody_elses(adas, oz, oz_client):
    look = emergency.begin(person=oz, number=number_of(adas), reason=WHY, now=NOW)
    assert oz_client.get(reverse("run_look", args=[look.pk])).status_code == 404


@pytest.mark.parametrize(
    ("typed", "says"), [({"note": "ok"}, "in a sentence"), ({"number": "00000000"}, "No space")]
)
def test_what_was_typed_is_shown_again_with_what_to_do(adas, oz_client, typed, says):
    sent = {"number": number_of(adas), "note": WHY, **typed}
    answer = oz_client.post(reverse("run_emergency"), sent)
    assert answer.status_code == 400
    assert says in text(answer)
    assert sent["note"] in text(answer)
