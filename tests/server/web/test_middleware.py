"""A space stays open in its browser for as long as somebody comes back to it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from overture.server.accounts.models import Member

pytestmark = pytest.mark.django_db


def _cookie_after(client, away):
    Member.objects.update(last_seen_at=timezone.now() - away)
    return client.get(reverse("people")).cookies.get(settings.SESSION_COOKIE_NAME)


def test_the_session_begins_anew_on_another_day(ada_client):
    cookie = _cookie_after(ada_client, timedelta(days=2))
    assert cookie is not None
    assert cookie["max-age"] == settings.SESSION_COOKIE_AGE


def test_the_session_is_not_written_with_every_page(ada_client):
    assert _cookie_after(ada_client, timedelta(hours=2)) is None
