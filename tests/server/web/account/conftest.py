"""Accounts with passwords that cost nothing to check, and what signing in needs."""

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from tests.support import factories

from overture.server.accounts import people
from overture.server.accounts.models import Person

PASSWORD = "heron kettle morning ladder"


@pytest.fixture(autouse=True)
def _quick_hashes(settings, request):
    if "slow_hash" not in request.fixturenames:
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def slow_hash():
    """The hash that a server really uses."""


@pytest.fixture
def ada_person(ada) -> Person:
    """Ada's account, which opens her space."""
    made = people.make(handle="ada.l", password=PASSWORD, name="Ada", now=factories.NOW)
    people.join(member=ada, person=made, now=factories.NOW)
    return made


@pytest.fixture
def with_password():
    """Gives an account of the cast a password."""

    def given(person: Person) -> Person:
        Person.objects.filter(pk=person.pk).update(password=make_password(PASSWORD))
        person.refresh_from_db()
        return person

    return given


def sign_in(client: Client, handle: str = "ada.l", password: str = PASSWORD, **more):
    """The form of signing in, sent."""
    return client.post(reverse("account_login"), {"login": handle, "password": password}, **more)
