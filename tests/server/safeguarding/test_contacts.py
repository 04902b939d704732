"""Nobody is on the list but by the member's hand, and nobody is told without a yes that holds."""

from dataclasses import replace
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.factories import NOW

from overture.safety import alerts as words
from overture.server.audit.models import Event
from overture.server.safeguarding import contacts
from overture.server.safeguarding.models import AlertConsent, Contact

pytestmark = [pytest.mark.django_db, pytest.mark.requirement(27, 45)]

MIA = contacts.Named(name="Mia", signed="Ada", email="mia@example.org")


def named(member, name="Mia", key=None):
    given = replace(MIA, name=name)
    return contacts.name_someone(member=member, named=given, key=key or uuid4(), now=NOW)


def may(contact, purpose):
    try:
        contacts.require_consent(Contact.objects.get(pk=contact.pk), purpose)
    except contacts.NoConsentError:
        return False
    return True


def test_being_on_the_list_is_no_yes_to_anything(ada):
    mia = named(ada)
    assert not may(mia, "asked")
    assert not may(mia, "immediate")
    assert contacts.to_be_told(ada, "asked") == []


def test_each_purpose_needs_a_yes_of_its_own(ada):
    mia = named(ada)
    contacts.say(contact=mia, purpose="asked", yes=True, now=NOW)
    assert may(mia, "asked")
    assert not may(mia, "immediate")


def test_each_contact_needs_a_yes_of_their_own(ada):
    mia, jonas = named(ada), named(ada, "Jonas")
    contacts.say(contact=mia, purpose="asked", yes=True, now=NOW)
    assert not may(jonas, "asked")


def test_a_yes_is_kept_with_the_version_and_digest_of_its_words(ada):
    mia = named(ada)
    contacts.say(contact=mia, purpose="asked", yes=True, now=NOW)
    kept, text = AlertConsent.objects.get(), words.consent("asked", "Mia")
    assert (kept.text_version, kept.text_hash) == (text.version, text.digest)
    assert (kept.language, kept.method, kept.at) == ("en-GB", "page", NOW)
    assert "Mia" in text.text


def test_a_yes_taken_back_is_another_row_and_holds_at_once(ada):
    mia = named(ada)
    contacts.say(contact=mia, purpose="asked", yes=True, now=NOW)
    contacts.say(contact=mia, purpose="asked", yes=False, now=NOW)
    assert not may(mia, "asked")
    assert list(AlertConsent.objects.values_list("agreed", flat=True)) == [True, False]


def test_the_same_answer_twice_is_one_row(ada):
    mia = named(ada)
    for _ in range(2):
        contacts.say(contact=mia, purpose="asked", yes=True, now=NOW)
    assert AlertConsent.objects.count() == 1


def test_other_words_need_another_yes(ada, monkeypatch):
    mia = named(ada)
    contacts.say(contact=mia, purpose="asked", yes=True, now=NOW)
    changed = words.Consent("More is sent", "2", "another digest")
    monkeypatch.setattr(words, "consent", lambda *_: changed)
    assert not may(mia, "asked")


def test_another_address_needs_another_yes(ada):
    mia = factories.contact(ada, also="immediate")
    contacts.change(contact=mia, named=replace(MIA, email="other@example.org"), now=NOW)
    assert not may(mia, "asked")
    assert not may(mia, "immediate")


def test_another_name_for_the_same_address_needs_none(ada):
    mia = factories.contact(ada)
    contacts.change(contact=mia, named=replace(MIA, name="Mia K."), now=NOW)
    assert may(mia, "asked")


def test_a_form_that_was_open_meanwhile_undoes_no_refusal(ada):
    mia = factories.contact(ada)
    Contact.objects.update(refused_at=NOW)
    contacts.change(contact=mia, named=replace(MIA, name="Mia B."), now=NOW)
    assert Contact.objects.get().name == "Mia B."
    assert not may(mia, "asked")


def test_a_form_that_was_open_meanwhile_brings_nobody_back(ada):
    mia = factories.contact(ada)
    contacts.remove(contact=Contact.objects.get(), now=NOW)
    contacts.change(contact=mia, named=MIA, now=NOW)
    kept = Contact.objects.get()
    assert (kept.removed_at, kept.email) == (NOW, "")


def test_who_is_taken_off_the_list_is_told_no_more_and_their_address_is_forgotten(ada):
    mia = factories.contact(ada, also="immediate")
    contacts.remove(contact=mia, now=NOW)
    kept = Contact.objects.get()
    assert not may(mia, "asked")
    assert (kept.name, kept.email) == ("Mia", "")
    assert contacts.contacts_of(ada) == []
    assert contacts.contact_of(ada, mia.pk) is None


def test_the_list_has_room_for_five_and_a_form_sent_twice_is_one(ada):
    key = uuid4()
    assert named(ada, key=key) == named(ada, key=key)
    for name in ("Jonas", "Ines", "Tarek", "Bo"):
        named(ada, name)
    with pytest.raises(contacts.TooManyContactsError):
        named(ada, "Kim")


def test_somebody_can_be_put_first(ada):
    named(ada)
    jonas = named(ada, "Jonas")
    contacts.put_first(contact=jonas, now=NOW)
    assert [one.name for one in contacts.contacts_of(ada)] == ["Jonas", "Mia"]


def test_the_first_person_with_a_yes_is_named_in_the_protocol(ada):
    assert contacts.first_name_for(ada) is None
    factories.contact(ada, "Jonas")
    assert contacts.first_name_for(ada) == "Jonas"


def test_a_strangers_contact_is_not_there(ada, di):
    assert contacts.contact_of(di, named(ada).pk) is None


def test_the_trail_holds_no_name_and_no_address(ada):
    mia = factories.contact(ada)
    contacts.remove(contact=mia, now=NOW)
    trail = str(list(Event.objects.values()))
    assert "contact.agreed" in trail
    assert "contact.removed" in trail
    assert "mia" not in trail.lower()
