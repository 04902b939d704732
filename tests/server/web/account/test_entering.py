"""An account from a space, signing in and out, and two spaces in one browser."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.server.web.account.conftest import PASSWORD, sign_in
from tests.support import factories

from overture.server.accounts import people
from overture.server.accounts.models import Member, Person, SignIn
from overture.server.web.requests import SESSION_MEMBER

pytestmark = pytest.mark.django_db

NEW = {"handle": "ada.l", "password1": PASSWORD, "password2": PASSWORD}


def text(answer):
    return answer.content.decode()


@pytest.fixture
def ada_person(ada, ada_client):
    """Ada's account, made on the page."""
    ada_client.post(reverse("account_signup"), NEW)
    return Person.objects.get(handle="ada.l")


# ---- an account from a space


def test_settings_lead_to_an_account(ada_client):
    assert reverse("account_signup") in text(ada_client.get(reverse("settings")))


def test_an_account_is_made_and_the_space_stays_as_it_was(ada, ada_client):
    factories.attempt(ada)
    before = Member.objects.filter(pk=ada.pk).values().get()
    answer = ada_client.post(reverse("account_signup"), NEW, follow=True)
    assert "Your account is made" in text(answer)
    after = Member.objects.filter(pk=ada.pk).values().get()
    made = Person.objects.get(handle="ada.l")
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"person_id", "last_seen_at"}
    assert after["person_id"] == made.pk
    assert ada.attempts.count() == 1
    assert ada_client.session[SESSION_MEMBER] == str(ada.pk)
    assert ada_client.get(reverse("today")).status_code == 200


def test_the_session_is_another_one_after_signing_up_and_after_signing_in(ada_client):
    before = ada_client.session.session_key
    ada_client.post(reverse("account_signup"), NEW)
    assert ada_client.session.session_key != before
    other = Client()
    other.get(reverse("welcome"))
    session = other.session
    session["planted"] = "1"
    session.save()
    planted = session.session_key
    sign_in(other)
    assert other.session.session_key != planted


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"handle": "A b"}, "Take 3 to 30 small letters"),
        ({"handle": "bo"}, "Take 3 to 30 small letters"),
        ({"password1": "kettle", "password2": "kettle"}, "shorter than 8"),
        ({"password1": "password123", "password2": "password123"}, "tried first"),
        ({"password1": "Overture2026", "password2": "Overture2026"}, "words that stand on these"),
        ({"password1": "ada.l-ada.l", "password2": "ada.l-ada.l"}, "own sign-in name"),
        ({"password1": "k" * 129, "password2": "k" * 129}, "longer than 128"),
        ({"password2": "another one entirely"}, "not the same"),
        ({"handle": ""}, "Please fill this in"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_made(ada_client, given, says):
    answer = ada_client.post(reverse("account_signup"), {**NEW, **given})
    assert answer.status_code == 422
    assert says in text(answer)
    assert PASSWORD not in text(answer)
    assert not Person.objects.exists()


def test_a_password_may_be_a_long_sentence_with_spaces(ada_client):
    sentence = "the ferry was late and nobody minded, " * 3
    typed = {**NEW, "password1": sentence, "password2": sentence}
    ada_client.post(reverse("account_signup"), typed)
    assert Person.objects.get().check_password(sentence)


def test_a_name_that_is_taken_is_said_to_be(ada_person, di_client):
    answer = di_client.post(reverse("account_signup"), NEW)
    assert answer.status_code == 422
    assert "Somebody else signs in with that name" in text(answer)


def test_without_a_space_and_without_an_invitation_no_account_is_made(db):
    client = Client()
    assert "First a space" in text(client.get(reverse("account_signup")))
    client.post(reverse("account_signup"), NEW)
    assert not Person.objects.exists()


def test_the_password_is_kept_as_a_hash_that_costs_memory(slow_hash, ada_person):
    assert ada_person.password.startswith("scrypt$")


# ---- signing in and out


def test_signing_in_opens_the_space_in_another_browser(ada, ada_person):
    phone = Client()
    answer = sign_in(phone)
    assert answer.headers["Location"] == reverse("today")
    assert phone.session[SESSION_MEMBER] == str(ada.pk)


def test_signing_in_goes_on_to_where_somebody_was_going(ada_person):
    answer = sign_in(Client(), QUERY_STRING="next=/record")
    assert answer.headers["Location"] == "/record"
    answer = sign_in(Client(), QUERY_STRING="next=//elsewhere.example/")
    assert answer.headers["Location"] == reverse("today")


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(ada_person):
    pages = []
    for handle in ("ada.l", "nobody.here"):
        answer = sign_in(Client(), handle, "not the one at all")
        assert answer.status_code == 422
        pages.append(text(answer).replace(handle, "…"))
    without_tokens = [page.split("csrfmiddlewaretoken")[0] for page in pages]
    assert without_tokens[0] == without_tokens[1]
    assert "don’t belong together" in pages[0]


def test_signing_out_closes_the_space_here_and_tells_the_browser(ada, ada_person, ada_client):
    answer = ada_client.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert SESSION_MEMBER not in ada_client.session
    assert ada_client.get(reverse("today")).headers["Location"] == reverse("welcome")
    assert "data-nobody" in text(ada_client.get(reverse("account_signed_out")))
    assert not SignIn.objects.filter(ended_at=None).exists()
    assert Member.objects.filter(pk=ada.pk).exists()


def test_a_link_does_not_sign_out(ada_person, ada_client):
    ada_client.get(reverse("account_logout"))
    assert ada_client.session[SESSION_MEMBER]


def test_an_old_cookie_opens_nothing_after_signing_out(ada_person, ada_client):
    old = ada_client.cookies["overture"].value
    ada_client.post(reverse("account_logout"))
    thief = Client()
    thief.cookies["overture"] = old
    assert thief.get(reverse("today")).headers["Location"] == reverse("welcome")


# ---- two spaces in one browser


def test_a_space_that_stood_open_is_put_aside_and_can_be_opened(ada, ada_person, di, di_client):
    answer = sign_in(di_client)
    assert answer.headers["Location"].startswith(reverse("account_spaces"))
    assert di_client.session[SESSION_MEMBER] == str(ada.pk)
    page = text(di_client.get(answer.headers["Location"]))
    assert "There are two spaces" in page
    assert "no six words yet" in page
    di_client.post(reverse("account_spaces"), {"other": "1"})
    assert di_client.session[SESSION_MEMBER] == str(di.pk)
    di_client.post(reverse("account_spaces"), {"other": "1"})
    assert di_client.session[SESSION_MEMBER] == str(ada.pk)


@pytest.mark.parametrize("switched", [False, True])
def test_signing_out_opens_the_space_again_that_stood_open_before(
    ada_person, di, di_client, switched
):
    sign_in(di_client)
    if switched:
        di_client.post(reverse("account_spaces"), {"other": "1"})
    di_client.post(reverse("account_logout"))
    assert di_client.session[SESSION_MEMBER] == str(di.pk)
    page = text(di_client.get(reverse("account_signed_out")))
    assert "is open again" in page
    assert "data-nobody" not in page


def test_an_account_without_a_space_is_offered_the_one_that_is_open(db, di, di_client):
    bo = people.make(handle="bo.k", password=PASSWORD, now=factories.NOW)
    answer = sign_in(di_client, "bo.k")
    assert answer.headers["Location"].startswith(reverse("account_spaces"))
    di.refresh_from_db()
    assert di.person is None
    di_client.post(reverse("account_spaces"), {"join": "1"})
    di.refresh_from_db()
    assert di.person == bo


def test_a_space_of_another_account_cannot_be_joined(ada, ada_person, ada_client):
    ada_client.post(reverse("account_logout"))
    session = ada_client.session
    session[SESSION_MEMBER] = str(ada.pk)
    session.save()
    people.make(handle="bo.k", password=PASSWORD, now=factories.NOW)
    sign_in(ada_client, "bo.k")
    ada_client.post(reverse("account_spaces"), {"join": "1"})
    ada.refresh_from_db()
    assert ada.person == ada_person
