"""One link for one person, for a while."""

from datetime import timedelta

import pytest
from tests.support import factories
from tests.support.factories import NOW

from overture.server.accounts import invitations, people, sharing
from overture.server.accounts.invitations import CannotTakeError
from overture.server.accounts.models import Invitation, Thing

pytestmark = pytest.mark.django_db


def from_ada(ada, kind="supporter", **more):
    return invitations.from_member(member=ada, kind=kind, called="Lena", now=NOW, **more)


def test_somebody_close_sees_what_was_ticked_and_is_called_as_the_member_says(ada):
    _, token = from_ada(ada, things=["steps-done"])
    lena = factories.person("lena")
    invitations.take(token=token, person=lena, now=NOW)
    link = sharing.linked_to(lena, "supporter").get()
    assert (link.member, link.called) == (ada, "Lena")
    assert sharing.shared(link, NOW) == {Thing.STEPS_DONE}
    assert people.has_role(lena, "supporter")


def test_a_link_works_once(ada, cy):
    _, token = from_ada(ada)
    invitations.take(token=token, person=cy, now=NOW)
    with pytest.raises(CannotTakeError, match="used"):
        invitations.take(token=token, person=factories.person("late"), now=NOW)


def test_a_link_ends_by_itself(ada, cy):
    made, token = from_ada(ada)
    assert invitations.by_token(token, made.expires_at - timedelta(seconds=1)) == made
    with pytest.raises(CannotTakeError, match="run out"):
        invitations.take(token=token, person=cy, now=made.expires_at)


def test_a_link_can_be_taken_back_until_it_is_used(ada, cy):
    made, token = from_ada(ada)
    assert invitations.withdraw(invitation=made, now=NOW)
    with pytest.raises(CannotTakeError):
        invitations.take(token=token, person=cy, now=NOW)
    other, token = from_ada(ada)
    invitations.take(token=token, person=cy, now=NOW)
    assert not invitations.withdraw(invitation=other, now=NOW)


def test_the_token_is_kept_nowhere(ada):
    made, token = from_ada(ada)
    assert token not in str(Invitation.objects.values().get(pk=made.pk))


def test_what_is_no_token_opens_nothing(ada):
    from_ada(ada)
    assert invitations.by_token("", NOW) is None


def test_a_clinician_has_to_be_one_before_and_a_refusal_leaves_the_link_open(ada, bo, cy):
    _, token = from_ada(ada, kind="clinician", things=["curves"])
    with pytest.raises(CannotTakeError, match="whom this service knows"):
        invitations.take(token=token, person=cy, now=NOW)
    invitations.take(token=token, person=bo, now=NOW)
    assert sharing.shared(sharing.linked_to(bo, "clinician").get(), NOW) == {Thing.CURVES}


def test_nobody_is_invited_by_themselves(ada):
    owner = factories.person("ada")
    people.join(member=ada, person=owner, now=NOW)
    _, token = from_ada(ada)
    with pytest.raises(CannotTakeError, match="your own"):
        invitations.take(token=token, person=owner, now=NOW)


@pytest.mark.parametrize("kind", ["clinician", "host", "operator"])
def test_an_operator_makes_people_what_they_are(oz, kind):
    _, token = invitations.from_person(person=oz, kind=kind, now=NOW)
    taker = factories.person("new")
    invitations.take(token=token, person=taker, now=NOW)
    assert people.roles_of(taker) == {kind}


@pytest.mark.parametrize("kind", Invitation.Kind.values)
def test_somebody_close_makes_nobody_anything(cy, kind):
    with pytest.raises(ValueError, match="not theirs"):
        invitations.from_person(person=cy, kind=kind, now=NOW)


@pytest.mark.parametrize("kind", ["host", "operator", "member", "group", "wizard"])
def test_a_member_gives_no_role_of_the_service(ada, kind):
    with pytest.raises(ValueError, match="not a member"):
        from_ada(ada, kind=kind)


def test_a_member_shares_with_somebody_close_nothing_that_is_a_clinicians(ada):
    with pytest.raises(ValueError, match="not a member"):
        from_ada(ada, things=["near-misses"])


def test_who_may_invite_no_longer_has_invited_nobody(oz):
    _, token = invitations.from_person(person=oz, kind="clinician", now=NOW)
    people.end_role(person=oz, kind="operator", by="", now=NOW)
    with pytest.raises(CannotTakeError):
        invitations.take(token=token, person=factories.person("new"), now=NOW)


def test_a_clinician_invites_a_member_who_shares_nothing_yet(ada, bo, cy):
    _, token = invitations.from_person(person=bo, kind="member", now=NOW)
    with pytest.raises(CannotTakeError, match="space"):
        invitations.take(token=token, person=cy, now=NOW)
    invitations.take(token=token, member=ada, now=NOW)
    assert sharing.shared(sharing.linked_to(bo, "clinician").get(), NOW) == frozenset()


def test_twenty_open_links_are_enough(ada):
    for _ in range(invitations.MOST):
        from_ada(ada)
    with pytest.raises(ValueError, match="open already"):
        from_ada(ada)
