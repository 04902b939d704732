"""Shared with me: exactly what is shared, for exactly as long, with exactly whom."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.server.accounts import sharing
from overture.server.accounts.models import Opened
from overture.server.care import checking, sending
from overture.server.practice.services import Happened

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def url(name, link, *more):
    return reverse(name, args=[link.pk, *more])


@pytest.fixture
def link(ada, cy):
    return factories.linked(ada, cy, "steps-done", called="Cy, my cousin")


@pytest.fixture
def moment(ada):
    step = factories.own_step(ada, "Stayed to the end")
    outcome = Happened(anxiety=3, enjoyment=7, note="My hands shook", feared="no")
    return factories.attempt(ada, of=step, outcome=outcome, now=timezone.now())


def test_a_finished_step_is_shown_by_its_title_and_day_without_a_number_or_a_note(
    cy_client, link, moment
):
    page = text(cy_client.get(url("shared_page", link)))
    assert "From Ada" in page
    assert "Ada shares finished steps." in page
    assert "Stayed to the end" in page
    assert "Today" in page
    for hidden in ("My hands shook", "It goes quiet", "anxiety", "good moments."):
        assert hidden not in page


def test_with_one_member_the_way_is_short_and_with_two_both_stand_there(cy_client, cy, di, link):
    assert cy_client.get(reverse("shared_with_me")).headers["Location"] == url("shared_page", link)
    factories.linked(di, cy)
    page = text(cy_client.get(reverse("shared_with_me")))
    assert "What Ada shares with you" in page
    assert "Nothing is shared at the moment. That isn’t a sign of anything." in page
    assert not Opened.objects.exists()


def test_nobody_yet_is_nothing_missing(cy_client):
    page = text(cy_client.get(reverse("shared_with_me")))
    assert "Nobody shares anything with you at the moment" in page
    assert "Nothing is shared with you" in text(cy_client.get(reverse("celebrations")))


@pytest.mark.requirement(64)
def test_what_is_revoked_paused_ended_or_over_is_gone_from_the_next_request(
    cy_client, link, moment, monkeypatch
):
    page, celebrate = url("shared_page", link), url("celebrate_this", link, moment.pk)
    now = timezone.now()

    def answers():
        return cy_client.get(page).status_code, cy_client.get(celebrate).status_code

    assert answers() == (200, 200)
    sharing.revoke(link=link, thing="steps-done", now=now)
    assert answers() == (404, 404)
    sharing.grant(link=link, thing="steps-done", until=now + timedelta(days=7), now=now)
    assert answers() == (200, 200)
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=7))
    assert answers() == (404, 404)
    sharing.grant(link=link, thing="steps-done", now=timezone.now())
    sharing.pause(link=link, now=now)
    assert answers() == (404, 404)
    sharing.resume(link=link, now=now)
    assert answers() == (200, 200)
    sharing.end(link=link, by="", now=now)
    assert answers() == (404, 404)


def test_what_was_sent_is_read_and_gone_as_soon_as_it_is_taken_back(cy_client, link):
    line = sending.send(link=link, words="I rang her", key=uuid4(), now=timezone.now())
    assert "I rang her" in text(cy_client.get(url("shared_page", link)))
    sending.take_back(sent=line, now=timezone.now())
    assert "I rang her" not in text(cy_client.get(url("shared_page", link)))
    assert cy_client.get(url("celebrate_this", link, line.pk)).status_code == 404


def test_the_member_can_read_that_it_was_opened(ada, cy_client, link):
    cy_client.get(url("shared_page", link))
    assert [(one.link_id, one.thing) for one in sharing.looks(ada)] == [(link.pk, "steps-done")]


@pytest.mark.requirement(53)
def test_to_everybody_else_there_is_no_such_page(link, moment, ada_client, bo_client, oz_client):
    other = Client()
    other.force_login(factories.person("lena", "supporter"))
    names = ("shared_page", "celebrate_this", "look_again", "how_is_it", "step_back")
    addresses = [url(n, link, *([moment.pk] if n == "celebrate_this" else [])) for n in names]
    for address in addresses:
        for browser in (other, bo_client, oz_client):
            assert browser.get(address).status_code in {404, 405}, address
            assert browser.post(address, {"words": "x", "away": "1"}).status_code in {404, 405}
        for browser in (ada_client, Client()):
            answer = browser.post(address)
            assert answer.headers.get("Location", "/account/").startswith("/account/")
            assert answer.status_code in {302, 403}
    link.refresh_from_db()
    assert link.ended_at is None
    assert not checking.looks_away(link)
    assert not link.celebrations.exists()


def test_who_looks_away_sees_nothing_until_they_look_again(cy_client, link, moment):
    answer = cy_client.post(url("step_back", link), {"away": "1"}, follow=True)
    assert "You look away for now. Ada is not told." in text(answer)
    assert cy_client.get(url("shared_page", link)).status_code == 404
    assert not link.opened.exists()
    cy_client.post(url("look_again", link))
    assert cy_client.get(url("shared_page", link)).status_code == 200


def test_a_member_without_a_name_is_somebody_close(cy, cy_client):
    link = factories.linked(factories.member(), cy, "steps-done")
    assert "From Somebody close to you" in text(cy_client.get(url("shared_page", link)))


def test_what_is_typed_by_a_member_is_shown_as_text(ada, cy_client, link):
    factories.attempt(
        ada, of=factories.own_step(ada, "<script>alert(1)</script>"), now=timezone.now()
    )
    assert "<script>alert" not in text(cy_client.get(url("shared_page", link)))


def test_the_reads_and_the_pairs_stand_under_how_to_help(cy_client):
    lesson = reverse("close_lesson", args=["before-the-door"])
    assert lesson in text(cy_client.get(reverse("how_to_help")))
    assert "The other guess" in text(cy_client.get(lesson))
    assert cy_client.get(reverse("close_lesson", args=["of-nothing"])).status_code == 404
    pairs = text(cy_client.get(reverse("like_this")))
    assert "You stayed until the chairs went up." in pairs
    assert "See, it was easy." in pairs
