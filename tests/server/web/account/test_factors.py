"""Second factors: an app, recovery codes, passkeys; and who needs one."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.server.web.account.conftest import sign_in
from tests.support import factories
from tests.support.signing import signed_in, with_app

from overture.server.accounts.models import Remembered

pytestmark = [pytest.mark.django_db, pytest.mark.requirement(54)]

SECRET = "JBSWY3DPEHPK3PXP"


def code(secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def second(client, typed, **more):
    return client.post(reverse("mfa_authenticate"), {"code": typed}, **more)


def fresh(client):
    """Forget which codes were used, as half a minute later."""
    cache.clear()
    return client


def text(answer):
    return answer.content.decode()


# ---- setting one up


def test_an_app_is_set_up_and_recovery_codes_come_with_it(ada_person):
    client = signed_in(ada_person, factors=1)
    page = text(client.get(reverse("mfa_activate_totp")))
    assert '<svg class="qr"' in page
    assert "style=" not in page.split("<main")[1]
    secret = client.session["mfa.totp.secret"]
    assert secret in page
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert wrong.status_code == 422
    answer = client.post(reverse("mfa_activate_totp"), {"code": code(secret)}, follow=True)
    assert "Recovery codes" in text(answer)
    assert text(answer).count("<li>") == 10
    kinds = set(ada_person.authenticator_set.values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}


def test_what_an_app_is_set_up_with_is_not_kept_as_it_is(ada_person):
    with_app(ada_person)
    assert SECRET not in str(list(Authenticator.objects.values()))
    assert Authenticator.objects.get().wrap().validate_code(code())


def test_a_factor_is_changed_only_by_who_proved_lately_who_they_are(ada_person, monkeypatch):
    client = signed_in(ada_person, factors=1)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 901}]
    session.save()
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        answer = client.get(reverse(name))
        assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))


# ---- signing in with two


def test_the_password_alone_opens_nothing_where_there_is_an_app(ada_person):
    with_app(ada_person)
    client = Client()
    answer = sign_in(client)
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("today")).headers["Location"] == reverse("welcome")
    assert client.get(reverse("account")).status_code == 302
    assert "A code from your app" in text(client.get(reverse("mfa_authenticate")))
    assert second(client, "000000").status_code == 422
    assert second(client, code()).headers["Location"] == reverse("today")
    assert client.get(reverse("today")).status_code == 200


def test_a_code_that_was_used_is_refused(ada_person):
    with_app(ada_person)
    first, other = Client(), Client()
    sign_in(first)
    sign_in(other)
    used = code()
    assert second(first, used).status_code == 302
    answer = second(other, used)
    assert answer.status_code == 422
    assert "was used already" in text(answer)
    assert other.get(reverse("today")).headers["Location"] == reverse("welcome")
    assert used not in str(list(Remembered.objects.values()))


def test_a_recovery_code_stands_in_once(ada_person):
    client = signed_in(ada_person, factors=1)
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    row = Authenticator.objects.get(type="recovery_codes")
    spare = row.wrap().get_unused_codes()[3]
    assert spare not in str(list(Authenticator.objects.values()))
    phone = Client()
    sign_in(phone)
    assert second(phone, spare).status_code == 302
    again = Client()
    sign_in(again)
    assert second(again, spare).status_code == 422


def test_many_wrong_codes_have_to_wait_and_say_that_nothing_is_locked(ada_person):
    with_app(ada_person)
    client = Client()
    sign_in(client)
    answers = [second(client, f"00000{n}") for n in range(7)]
    assert answers[-1].status_code == 429
    assert "Nothing is locked" in text(answers[-1])


# ---- who needs one


@pytest.mark.parametrize("kind", ["clinician"])
def test_a_role_is_closed_to_who_signed_in_without_one(kind):
    person = factories.person("x", kind)
    client = signed_in(person, factors=1)
    answer = client.get(reverse("caseload"))
    assert answer.headers["Location"].startswith(reverse("mfa_index"))
    page = text(client.get(answer.headers["Location"]))
    assert "a password alone does not open it" in page
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code(secret)}, follow=True)
    assert f'href="{reverse("caseload")}"' in text(answer)
    assert client.get(reverse("caseload")).status_code == 200


def test_having_one_is_not_enough_without_having_used_it(bo):
    with_app(bo)
    client = signed_in(bo, factors=1)
    assert client.get(reverse("caseload")).headers["Location"].startswith(reverse("mfa_index"))


def test_who_sees_something_of_others_keeps_one(bo, with_password):
    with_app(with_password(bo))
    client = signed_in(bo)
    page = text(client.get(reverse("mfa_deactivate_totp")))
    assert "Add another one first" in page
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=bo, type="totp").exists()


def test_anybody_else_may_take_it_away(ada_person):
    with_app(ada_person)
    client = signed_in(ada_person)
    client.post(reverse("mfa_deactivate_totp"))
    assert not ada_person.authenticator_set.exists()


# ---- a forgotten password does not pass it over


def test_a_new_password_by_code_still_asks_for_the_second(ada_person, settings, monkeypatch):
    from allauth.account.models import EmailAddress

    letters = []
    monkeypatch.setattr(
        "overture.server.web.account.adapter.send",
        lambda to, *, subject, text: letters.append((to, text)),
    )
    settings.OVERTURE_MAIL = True
    with_app(ada_person)
    EmailAddress.objects.create(
        user=ada_person, email="ada@example.org", verified=True, primary=True
    )
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "ada@example.org"})
    sent = letters[0][1].split("The code is ")[1].split()[0]
    answer = client.post(reverse("account_confirm_password_reset_code"), {"code": sent})
    assert answer.headers["Location"].startswith(reverse("account_complete_password_reset"))
    new = "quiet rowing before noon"
    given = {"password1": new, "password2": new}
    answer = client.post(reverse("account_complete_password_reset"), given)
    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert client.get(reverse("account")).status_code == 302
    assert sign_in(client, password=new).headers["Location"] == reverse("mfa_authenticate")
