"""How long an account stays open, where it is open, and closing it there or for good."""

import time
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.server.web.account.conftest import PASSWORD, sign_in
from tests.support import factories
from tests.support.signing import signed_in, with_app

from overture.server.accounts.models import Member, Person, Remembered, SignIn
from overture.server.web.people import SESSION_PROOFS
from overture.server.web.requests import SESSION_MEMBER

pytestmark = pytest.mark.django_db

PHONE = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


def text(answer):
    return answer.content.decode()


def later(monkeypatch, **time_passed):
    moment = timezone.now() + timedelta(**time_passed)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def long_ago(client):
    session = client.session
    session[SESSION_PROOFS] = [{"method": "mfa", "at": time.time() - 16 * 60}]
    session.save()


# ---- tries


@pytest.mark.requirement(55)
def test_a_hundred_tries_are_stopped_and_the_owner_still_gets_in(ada_person):
    thief = Client(REMOTE_ADDR="192.0.2.66")
    said = [sign_in(thief, password=f"guess number {n}").status_code for n in range(100)]
    assert said[0] == 422
    assert said.count(429) > 90
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7")).headers["Location"] == reverse("today")


@pytest.mark.requirement(55)
def test_a_known_and_an_unknown_name_are_stopped_at_the_same_try(ada_person):
    counted = []
    for place, handle in (("192.0.2.8", "ada.l"), ("192.0.2.9", "nobody.here")):
        client = Client(REMOTE_ADDR=place)
        counted.append([sign_in(client, handle, f"no {n}").status_code for n in range(8)])
    assert counted[0] == counted[1]
    assert counted[0][-1] == 429


@pytest.mark.requirement(55)
def test_a_known_and_an_unknown_name_cost_one_hash_each(ada_person, monkeypatch):
    from django.contrib.auth import hashers

    made = []
    encode = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher,
        "encode",
        lambda self, *given: made.append(1) or encode(self, *given),
    )
    counts = []
    for handle in ("ada.l", "nobody.here"):
        made.clear()
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{len(counts)}"), handle, "not the one")
        counts.append(len(made))
    assert counts[0] == counts[1] == 1


@pytest.mark.requirement(55)
def test_no_address_of_a_network_and_no_name_is_kept_of_a_try(ada_person):
    sign_in(Client(REMOTE_ADDR="192.0.2.66"), password="no", HTTP_USER_AGENT=PHONE)
    kept = str(list(Remembered.objects.values()))
    assert kept != "[]"
    assert "192.0.2" not in kept
    assert "ada.l" not in kept


# ---- where it is open


@pytest.mark.requirement(56)
def test_browsers_are_listed_in_a_few_words_and_nothing_more_is_kept(ada_person):
    phone = Client(HTTP_USER_AGENT=PHONE, REMOTE_ADDR="192.0.2.66")
    sign_in(phone)
    page = text(phone.get(reverse("account_browsers")))
    assert "Firefox on Android, this one" in page
    kept = str(list(SignIn.objects.values()))
    assert "Mozilla" not in kept
    assert "192.0.2" not in kept


@pytest.mark.requirement(56)
def test_one_browser_or_all_others_are_signed_out_from_their_next_page_on(ada_person):
    here, phone, desk = Client(), Client(), Client()
    for client in (here, phone, desk):
        sign_in(client)
        client.get(reverse("account"))
    of_phone = phone.session["sign in"]
    here.post(reverse("account_browsers"), {"end": of_phone})
    assert phone.get(reverse("today")).headers["Location"] == reverse("welcome")
    assert desk.get(reverse("today")).status_code == 200
    here.post(reverse("account_browsers"), {"others": "1"})
    assert desk.get(reverse("today")).headers["Location"] == reverse("welcome")
    assert here.get(reverse("today")).status_code == 200


@pytest.mark.requirement(56)
def test_nobody_signs_out_anothers_browser(ada_person, bo, bo_client):
    client = Client()
    sign_in(client)
    client.get(reverse("account"))
    bo_client.post(reverse("account_browsers"), {"end": client.session["sign in"]})
    assert client.get(reverse("today")).status_code == 200


@pytest.mark.requirement(56)
def test_another_password_signs_out_every_other_browser(ada_person):
    here, phone = Client(), Client()
    for client in (here, phone):
        sign_in(client)
        client.get(reverse("account"))
    new = "quiet rowing before noon"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    answer = here.post(reverse("account_change_password"), given)
    assert answer.headers["Location"].startswith(reverse("account"))
    assert here.get(reverse("today")).status_code == 200
    assert phone.get(reverse("account")).status_code == 302


def test_another_password_loses_no_space_that_was_put_aside(ada_person):
    phone = Client()
    aside = factories.member(name="Aside")
    session = phone.session
    session[SESSION_MEMBER] = str(aside.pk)
    session.save()
    sign_in(phone)
    phone.get(reverse("account"))
    ada_person.set_password("quiet rowing before noon")
    ada_person.save()
    phone.get(reverse("account"))
    assert phone.session[SESSION_MEMBER] == str(aside.pk)


def test_a_space_is_closed_in_every_browser_with_the_account_that_opened_it(ada_person):
    phone = Client()
    sign_in(phone)
    phone.get(reverse("account"))
    Person.objects.filter(pk=ada_person.pk).update(closed_at=timezone.now())
    phone.get(reverse("today"))
    assert SESSION_MEMBER not in phone.session


# ---- how long


@pytest.mark.requirement(56)
def test_a_clinician_is_signed_out_after_half_an_hour_away(bo, bo_client, monkeypatch):
    assert bo_client.get(reverse("caseload")).status_code == 200
    later(monkeypatch, minutes=31)
    answer = bo_client.get(reverse("caseload"))
    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert "half an hour" in text(bo_client.get(answer.headers["Location"]))


@pytest.mark.requirement(56)
def test_a_clinician_is_signed_out_after_twelve_hours_however_busy(bo, bo_client, monkeypatch):
    bo_client.get(reverse("caseload"))
    now = timezone.now()
    SignIn.objects.update(began_at=now - timedelta(hours=12, minutes=1), last_at=now)
    answer = bo_client.get(reverse("caseload"))
    assert "twelve hours" in text(bo_client.get(answer.headers["Location"]))


@pytest.mark.requirement(56)
def test_a_member_stays_signed_in_for_as_long_as_a_space_stays_open(ada_person, monkeypatch):
    client = Client()
    sign_in(client)
    client.get(reverse("account"))
    later(monkeypatch, days=60)
    assert client.get(reverse("today")).status_code == 200


# ---- proving it again


@pytest.mark.requirement(56)
@pytest.mark.parametrize("name", ["export_json", "export_html", "erase", "erase_talks"])
def test_what_is_grave_asks_again_where_an_account_opened_the_space(ada_person, name):
    client = Client()
    sign_in(client)
    assert client.get(reverse(name)).status_code == 200
    session = client.session
    session[SESSION_PROOFS] = [{"method": "password", "at": time.time() - 16 * 60}]
    session.save()
    for verb in (client.get, client.post):
        answer = verb(reverse(name))
        assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert Member.objects.filter(person=ada_person).exists()
    asked = client.get(reverse(name)).headers["Location"]
    assert client.post(asked, {"password": "not it"}).status_code == 422
    answer = client.post(asked, {"password": PASSWORD})
    assert answer.headers["Location"] == reverse(name)
    assert client.get(reverse(name)).status_code == 200


def test_a_member_without_an_account_is_asked_for_nothing_more(ada_client):
    assert ada_client.get(reverse("export_json")).status_code == 200


# ---- closing it


def test_an_account_is_closed_and_its_space_stays_with_six_words(ada, ada_person):
    client = Client()
    sign_in(client)
    assert client.post(reverse("account_close")).status_code == 422
    page = text(client.post(reverse("account_close"), {"space": "keep"}))
    words = page.split('class="well own code">')[1].split("<")[0]
    ada.refresh_from_db()
    assert ada.person is None
    assert client.session[SESSION_MEMBER] == str(ada.pk)
    assert client.get(reverse("account")).status_code == 302
    other = Client()
    assert other.post(reverse("come_back"), {"words": words}).headers["Location"] == "/today"
    assert sign_in(Client()).status_code == 422


def test_an_account_is_closed_and_its_space_goes_with_it(ada, ada_person):
    with_app(ada_person)
    client = signed_in(ada_person)
    client.post(reverse("account_close"), {"space": "erase"})
    assert not Member.objects.filter(pk=ada.pk).exists()
    closed = Person.objects.get()
    assert (closed.name, closed.email) == ("", "")
    assert "ada" not in closed.handle
    assert not closed.authenticator_set.exists()


def test_what_somebody_was_to_others_ends_with_the_account(ada, bo, bo_client):
    link = factories.linked(ada, bo, "curves", kind="clinician")
    bo_client.post(reverse("account_close"))
    link.refresh_from_db()
    assert link.ended_at
    assert not bo.roles.filter(ended_at=None).exists()
