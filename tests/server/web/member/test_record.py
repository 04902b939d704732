"""The track record: words first, then the drawing, then the table."""

import pytest
from django.urls import reverse
from tests.support import factories

from overture.server.practice.services import Expected, Happened

pytestmark = pytest.mark.django_db


def _page(client, show: str = "") -> str:
    return client.get(reverse("record"), {"show": show} if show else {}).content.decode()


def test_an_empty_record_says_that_nothing_is_missing(ada_client):
    page = _page(ada_client)
    assert "Nothing here yet, and nothing is missing." in page
    assert "See a small step" in page
    assert "All&nbsp;0" not in page


def test_one_moment_is_told_but_nothing_is_claimed(ada, ada_client):
    factories.record(ada, 1)
    page = _page(ada_client)
    assert "One moment, calmer than you expected. Too few to call it a pattern" in page
    assert "Your first five" not in page
    assert 'class="c-h"' not in page


def test_ten_moments_are_compared_first_five_against_last_five(ada, ada_client):
    factories.record(ada, 10)
    page = _page(ada_client)
    assert "Your first five</dt><dd>expected 7, was 4" in page
    assert "Read it as a table" in page
    assert "Where the gap is widest" in page


def test_the_words_come_before_the_drawing_and_the_drawing_before_the_table(ada, ada_client):
    factories.record(ada, 10)
    page = _page(ada_client)
    places = [page.index(part) for part in ("Your first five", '<svg class="chart"', "<table")]
    assert places == sorted(places)


def test_people_and_practice_stand_apart(ada, ada_client):
    factories.record(ada, 2)
    assert "With people&nbsp;2" in _page(ada_client)
    assert "No practice yet, and nothing is missing." in _page(ada_client, "practice")
    assert "Step 1" in _page(ada_client, "people")


def test_a_kind_of_record_that_there_is_not_shows_all(ada, ada_client):
    factories.record(ada, 1)
    assert 'aria-current="true">All&nbsp;1' in _page(ada_client, "<script>")


def test_what_came_true_is_told_in_the_members_own_words(ada, ada_client):
    factories.attempt(ada, outcome=Happened(anxiety=8, enjoyment=1, feared="yes"))
    page = _page(ada_client)
    assert '<q class="own" dir="auto">It goes quiet</q>' in page
    assert "You stayed." in page


def test_moments_without_answers_are_shown_without_numbers(ada, ada_client):
    factories.attempt(ada, expected=Expected(), outcome=Happened(reach="started"))
    page = _page(ada_client)
    assert "No guess beforehand yet." in page
    assert "<td>–</td>" in page


def test_a_title_full_of_markup_stays_text(ada, ada_client):
    step = factories.own_step(ada, "<script>alert(1)</script>")
    factories.attempt(ada, of=step)
    assert "<script>alert" not in _page(ada_client)


def test_a_stranger_sees_nothing_of_it(ada, di_client):
    factories.record(ada, 3)
    assert "Step 1" not in _page(di_client)


def test_long_records_are_drawn_from_the_last_forty_and_say_so(ada, ada_client):
    factories.record(ada, 41)
    page = _page(ada_client)
    assert "Drawn are the last 40 moments." in page
    assert "in the last 40 moments</title>" in page
    assert page.count("<tr>") == 42
