"""How old members say they are, for good; and who may talk with Cue."""

import pytest
from tests.support import factories
from tests.support.factories import NOW

from overture.server.accounts import ages
from overture.server.accounts import services as accounts
from overture.server.accounts.models import GuardianConsent, Member

pytestmark = pytest.mark.django_db
MINOR, ADULT, UNKNOWN = Member.Age.MINOR, Member.Age.ADULT, Member.Age.UNKNOWN


def _agrees(member: Member, *, agreed: bool = True) -> None:
    ages.record_guardian(member=member, guardian="Ines Duarte", agreed=agreed, now=NOW)


@pytest.mark.requirement(34)
def test_an_age_cannot_be_changed_afterwards(ada):
    with pytest.raises(ValueError, match="age"):
        accounts.choose(member=ada, choices={"age": "minor"})
    assert Member.objects.get(pk=ada.pk).age == ADULT


@pytest.mark.parametrize(
    ("answer", "adults_service", "minors_service"),
    [("12", False, False), ("13", False, True), ("18", True, True), ("30", True, True)],
)
def test_who_may_begin(answer, adults_service, minors_service):
    assert ages.may_begin(ages.ANSWERS[answer], minors=False) is adults_service
    assert ages.may_begin(ages.ANSWERS[answer], minors=True) is minors_service


def test_an_adult_and_somebody_never_asked_may_talk():
    for age in (ADULT, UNKNOWN):
        assert ages.talks_of(factories.member(age=age), minors=False) == "yes"


def test_an_adult_who_says_to_be_young_may_not_and_no_guardian_changes_that(ada):
    Member.objects.update(said_under_age=True)
    member = Member.objects.get()
    assert ages.talks_of(member, minors=True) == "no"
    with pytest.raises(ValueError, match="Ines"):
        _agrees(member)


@pytest.mark.requirement(35)
def test_a_minor_talks_only_where_the_operator_lets_minors_in_and_a_guardian_agrees():
    young = factories.member(age=MINOR)
    assert ages.talks_of(young, minors=False) == "no"
    assert ages.talks_of(young, minors=True) == "guardian"
    _agrees(young)
    assert ages.talks_of(young, minors=True) == "yes"
    assert ages.talks_of(young, minors=False) == "no"
    _agrees(young, agreed=False)
    assert ages.talks_of(young, minors=True) == "guardian"


def test_a_yes_holds_for_the_words_that_were_read(monkeypatch):
    young = factories.member(age=MINOR)
    _agrees(young)
    monkeypatch.setattr(ages, "GUARDIAN_TEXT", "Something else entirely.")
    assert ages.talks_of(young, minors=True) == "guardian"


def test_one_guardian_speaks_for_one_member(di):
    young, other = factories.member(age=MINOR), factories.member(age=MINOR)
    _agrees(young)
    assert ages.talks_of(other, minors=True) == "guardian"
    assert not GuardianConsent.objects.filter(member=di).exists()


def test_a_yes_needs_a_name():
    with pytest.raises(ValueError, match=r"^ $"):
        ages.record_guardian(member=factories.member(age=MINOR), guardian=" ", agreed=True, now=NOW)
