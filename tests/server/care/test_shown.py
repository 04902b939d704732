"""What somebody close is shown: what is shared at this moment, a title and a day, no more."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.factories import NOW

from overture.server.accounts import sharing
from overture.server.accounts.models import Opened
from overture.server.care import cheering, sending, shown
from overture.server.practice import services as practice
from overture.server.practice.services import Expected, Happened

pytestmark = pytest.mark.django_db

WORSE = Happened(anxiety=9, enjoyment=1, feared="yes", note="I froze")


def did(member, title, *, outcome=factories.HAPPENED, now=NOW):
    return factories.attempt(member, of=factories.own_step(member, title), outcome=outcome, now=now)


def titles(page):
    return [one.title for one in page.shown]


@pytest.fixture
def link(ada, cy):
    return factories.linked(ada, cy, "steps-done", "good-moments")


def test_finished_steps_and_good_moments_are_shown_by_title_and_time_alone(ada, link):
    did(ada, "Said one thing", outcome=Happened(anxiety=3, enjoyment=7, note="My voice shook"))
    [one] = shown.looked_at(link, NOW).shown
    assert (one.title, one.at, one.words) == ("Said one thing", NOW, "")
    assert "shook" not in str(one)


def test_each_kind_shows_its_own(ada, cy, di):
    did(ada, "Went badly", outcome=WORSE)
    did(ada, "Half of it, and good", outcome=Happened(reach="started", enjoyment=8))
    did(ada, "Turned back", outcome=Happened(reach="stopped", enjoyment=8))
    steps = factories.linked(ada, cy, "steps-done")
    good = factories.linked(ada, factories.person("lena"), "good-moments")
    assert titles(shown.looked_at(steps, NOW)) == ["Went badly"]
    assert titles(shown.looked_at(good, NOW)) == ["Half of it, and good"]


def test_practice_with_a_program_is_nobodys_news(ada, link):
    scene = factories.scene(ada).attempt
    practice.happened(attempt=scene, outcome=Happened(enjoyment=9), now=NOW)
    assert shown.looked_at(link, NOW).shown == ()


def test_a_moment_that_is_both_stands_there_once(ada, link):
    did(ada, "Said hello")
    assert titles(shown.looked_at(link, NOW)) == ["Said hello"]


def test_what_is_old_or_was_taken_out_of_the_record_is_not_shown(ada, link):
    did(ada, "Long ago", now=NOW - timedelta(weeks=6))
    mistaken = did(ada, "By mistake")
    practice.retract(attempt=mistaken, now=NOW)
    assert shown.looked_at(link, NOW).shown == ()


@pytest.mark.requirement(64)
def test_what_is_revoked_paused_or_over_is_refused_from_the_next_look(ada, cy):
    until = NOW + timedelta(days=7)
    link = factories.linked(ada, cy)
    sharing.grant(link=link, thing="steps-done", until=until, now=NOW)
    did(ada, "Said hello")
    assert shown.looked_at(link, until - timedelta(seconds=1)).shown
    with pytest.raises(sharing.NotSharedError):
        shown.looked_at(link, until)
    sharing.grant(link=link, thing="steps-done", now=NOW)
    assert shown.looked_at(link, until).shown
    sharing.pause(link=link, now=NOW)
    with pytest.raises(sharing.NotSharedError):
        shown.looked_at(link, NOW)
    sharing.resume(link=link, now=NOW)
    sharing.revoke(link=link, thing="steps-done", now=NOW)
    with pytest.raises(sharing.NotSharedError):
        shown.looked_at(link, NOW)


def test_the_preview_is_the_very_same_page_and_nobody_looked(ada, link):
    did(ada, "Said hello")
    sending.send(link=link, words="Just so you know", key=uuid4(), now=NOW)
    before = shown.previewed(link, NOW)
    assert not Opened.objects.exists()
    assert shown.looked_at(link, NOW) == before
    assert {one.thing for one in Opened.objects.all()} == {"steps-done", "good-moments", "sent"}


def test_of_a_thing_that_is_not_shared_there_is_no_trace(ada, cy):
    link = factories.linked(ada, cy, "good-moments")
    did(ada, "Done, and hard", outcome=WORSE)
    page = shown.looked_at(link, NOW)
    assert page.shown == ()
    assert page.things == {"good-moments"}


def test_nothing_of_another_member_is_shown(ada, di, link):
    did(di, "Di’s own")
    assert shown.looked_at(link, NOW).shown == ()


def test_what_was_sent_is_shown_with_its_words_and_once(ada, link):
    moment = did(ada, "Said hello")
    sent = sending.send(link=link, words="It was funny", attempt_id=moment.pk, key=uuid4(), now=NOW)
    [one] = shown.looked_at(link, NOW).shown
    assert (one.key, one.title, one.words) == (sent.pk, "Said hello", "It was funny")
    sending.take_back(sent=sent, now=NOW)
    [left] = shown.looked_at(link, NOW).shown
    assert (left.key, left.words) == (moment.pk, "")


def test_a_line_whose_moment_was_taken_out_of_the_record_stays_a_line(ada, link):
    moment = did(ada, "Said hello", outcome=WORSE)
    sending.send(link=link, words="It was funny", attempt_id=moment.pk, key=uuid4(), now=NOW)
    sending.send(link=link, attempt_id=moment.pk, key=uuid4(), now=NOW)
    practice.retract(attempt=moment, now=NOW)
    assert [(one.title, one.words) for one in shown.looked_at(link, NOW).shown] == [
        ("", "It was funny")
    ]


def test_what_somebody_said_stands_beside_what_it_was_said_of(ada, link):
    did(ada, "Said hello", outcome=Happened(enjoyment=7))
    [one] = shown.looked_at(link, NOW).shown
    cheering.celebrate(link=link, about=one, words="You did", key=uuid4(), now=NOW)
    [again] = shown.looked_at(link, NOW).shown
    assert again.celebrated is not None
    assert again.celebrated.words == "You did"


def test_at_most_a_dozen_things_are_shown_the_latest_first(ada, link):
    for number in range(14):
        practice_at = NOW + timedelta(hours=number)
        did(ada, f"Step {number}", now=practice_at)
    later = NOW + timedelta(days=1)
    assert titles(shown.looked_at(link, later)) == [f"Step {n}" for n in range(13, 1, -1)]


def test_before_there_is_a_link_a_member_sees_what_somebody_would_see(ada):
    did(ada, "Said hello", outcome=Happened(enjoyment=7))
    assert titles(shown.of(ada, {shown.Thing.GOOD_MOMENTS}, NOW)) == ["Said hello"]
    assert shown.of(ada, {shown.Thing.SENT}, NOW).shown == ()


def test_an_attempt_without_a_guess_is_good_only_if_it_was_enjoyed(ada, cy):
    link = factories.linked(ada, cy, "good-moments")
    factories.attempt(ada, expected=Expected(), outcome=Happened(anxiety=1, enjoyment=5))
    assert shown.looked_at(link, NOW).shown == ()


def test_somebody_is_called_by_the_members_first_word_for_them(ada, cy):
    assert shown.called(factories.linked(ada, cy, called="Lena, my sister")) == "Lena"
    assert shown.member_name(factories.member()) == "Somebody close to you"
