"""Accounts, roles, and the space that belongs to an account."""

import pytest
from tests.support import factories
from tests.support.factories import NOW

from overture.server.accounts import people
from overture.server.accounts.models import Member, Person
from overture.server.audit import services as audit
from overture.server.audit.models import Event

pytestmark = pytest.mark.django_db


def test_an_account_is_called_by_a_piece_of_an_id_and_not_by_name(bo):
    assert str(bo) == f"person {str(bo.pk)[:8]}"


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Tomasz Lind", "TL"), ("lena", "L"), ("Ana María del Río", "AR"), ("  ", "·")],
)
def test_the_round_sign_has_two_letters_at_most(name, initials):
    assert Person(name=name).initials == initials


def test_an_account_without_a_password_opens_by_none(bo):
    assert not bo.has_usable_password()
    assert not bo.check_password("")


def test_a_role_given_twice_is_one_role(bo):
    people.give_role(person=bo, kind="clinician", by="", now=NOW)
    assert bo.roles.count() == 1
    assert people.roles_of(bo) == {"clinician"}


def test_a_role_that_ended_is_none_and_can_be_given_again(bo):
    assert people.end_role(person=bo, kind="clinician", by="", now=NOW)
    assert not people.has_role(bo, "clinician")
    assert not people.end_role(person=bo, kind="clinician", by="", now=NOW)
    people.give_role(person=bo, kind="clinician", by="", now=NOW)
    assert people.has_role(bo, "clinician")


def test_what_is_no_role_is_refused(bo):
    with pytest.raises(ValueError, match="wizard"):
        people.give_role(person=bo, kind="wizard", by="", now=NOW)


def test_a_closed_account_is_nothing(bo):
    bo.closed_at = NOW
    bo.save()
    assert people.roles_of(bo) == frozenset()
    assert not bo.is_active


def test_a_space_that_gets_an_account_stays_as_it_was(ada):
    factories.attempt(ada)
    before = Member.objects.values().get(pk=ada.pk)
    owner = factories.person("ada")
    people.join(member=ada, person=owner, now=NOW)
    people.join(member=ada, person=owner, now=NOW)
    after = Member.objects.values().get(pk=ada.pk)
    assert after == {**before, "person_id": owner.pk}
    assert ada.attempts.count() == 1


def test_one_account_opens_one_space_and_one_space_has_one_account(ada, di):
    owner, other = factories.person("ada"), factories.person("other")
    people.join(member=ada, person=owner, now=NOW)
    with pytest.raises(people.AlreadyJoinedError):
        people.join(member=di, person=owner, now=NOW)
    with pytest.raises(people.AlreadyJoinedError):
        people.join(member=ada, person=other, now=NOW)


def test_a_space_outlives_the_account_that_opened_it(ada):
    owner = factories.person("ada")
    people.join(member=ada, person=owner, now=NOW)
    owner.delete()
    ada.refresh_from_db()
    assert ada.person is None


def test_roles_stand_in_the_audit_trail_without_a_name(bo):
    people.end_role(person=bo, kind="clinician", by="somebody", now=NOW)
    given, ended = Event.objects.filter(action__startswith="role.")
    assert (given.action, ended.action) == ("role.given", "role.ended")
    assert given.subject == ended.subject == people.pseudonym_of(bo)
    assert str(bo.pk) not in given.subject
    assert audit.is_whole()
