"""Writing in a group: screened first, shown as far as it may be, and never lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import groups
from tests.support.factories import NOW

from overture.server.groups import posting, reading
from overture.server.groups.models import ModerationEvent, Nod, Post

pytestmark = pytest.mark.django_db

DARK = "I want to kill myself"
HARMS = "He died of an overdose, and it is easier than they say"


@pytest.fixture
def table(ida):
    return groups.group(ida)


@pytest.fixture
def me(table, ada):
    return groups.joined(table, ada)


@pytest.fixture
def other(table, di):
    return groups.joined(table, di)


def words_for(reader, now=NOW):
    return [line.post.words for line in reading.lately(reader, now)]


def test_what_is_written_is_read_by_everybody_in_the_group(me, other):
    groups.post(me, "The long bench is quiet")
    assert words_for(other) == words_for(me) == ["The long bench is quiet"]


def test_a_double_tap_is_one_post(me):
    key = uuid4()
    twice = [
        posting.write(by=me, draft=posting.Draft("Hello"), key=key, now=NOW).post for _ in range(2)
    ]
    assert twice[0] == twice[1]
    assert Post.objects.count() == 1


@pytest.mark.requirement(63)
def test_words_that_sound_like_danger_are_kept_and_shown_to_their_writer_alone(me, other, table):
    kept = posting.write(by=me, draft=posting.Draft(DARK), key=uuid4(), now=NOW)
    assert kept.look.reply is not None
    assert kept.post.words == DARK
    assert words_for(me) == [DARK]
    assert words_for(other) == []
    assert reading.readable(other, kept.post.pk, NOW) is None
    assert me.member.risk_events.get().surface == "group"


@pytest.mark.requirement(63)
def test_what_could_harm_a_reader_waits_for_the_host_even_as_a_memory(me, other):
    held = groups.post(me, HARMS)
    assert held.state in {Post.State.RULE, Post.State.DANGER}
    assert words_for(other) == []


def test_the_log_notes_what_was_held_without_a_word_of_it(me):
    groups.post(me, DARK)
    events = ModerationEvent.objects.filter(action="held")
    assert [event.detail for event in events] == ["danger"]
    assert DARK not in str(list(ModerationEvent.objects.values()))


def test_at_night_a_post_waits_for_the_morning_and_says_so(me, other):
    night = NOW.replace(hour=23, minute=10)
    groups.post(me, "Still awake", now=night)
    assert words_for(other, night) == []
    (line,) = reading.lately(me, night)
    assert line.waits == "It is shown at 07:00."
    morning = night.replace(hour=7, minute=0) + timedelta(days=1)
    assert words_for(other, morning) == ["Still awake"]


def test_open_pages_are_told_in_the_morning_and_once(me, table):
    night = NOW.replace(hour=23)
    groups.post(me, "Still awake", now=night)
    assert posting.announce_due(now=night + timedelta(hours=7)) == 0
    table.refresh_from_db()
    before = table.sequence
    for told in (1, 0):
        assert posting.announce_due(now=night + timedelta(hours=8)) == told
    table.refresh_from_db()
    assert table.sequence == before + 1


def test_a_slow_group_takes_one_post_and_names_the_time_of_the_next(me, table):
    table.slow_minutes = 60
    table.save()
    me.group.refresh_from_db()
    groups.post(me)
    with pytest.raises(posting.SlowedError) as slowed:
        groups.post(me, "And another", now=NOW + timedelta(minutes=10))
    assert slowed.value.free == NOW + timedelta(minutes=60)
    groups.post(me, "And another", now=NOW + timedelta(minutes=60))
    assert Post.objects.count() == 2


def test_danger_is_kept_in_a_slow_group_too(me, table):
    table.slow_minutes = 60
    table.save()
    me.group.refresh_from_db()
    groups.post(me)
    assert groups.post(me, DARK, now=NOW + timedelta(minutes=1)).state == Post.State.DANGER


def test_a_ready_reply_is_sent_once_taken_back_by_tapping_again_and_seen_by_the_writer(me, other):
    told = groups.post(me)
    posting.nod(post=told, by=other, ready="step-feeling", now=NOW)
    (mine,) = reading.lately(me, NOW)
    assert mine.came == [(other.name, "I know that feeling.")]
    (theirs,) = reading.lately(other, NOW)
    assert [one.reply.id for one in theirs.ready if one.pressed] == ["step-feeling"]
    assert theirs.came == []
    posting.nod(post=told, by=other, ready="step-feeling", now=NOW)
    assert not Nod.objects.exists()


@pytest.mark.parametrize("ready", ["", "brilliant"])
def test_only_authored_replies_are_ready(me, other, ready):
    with pytest.raises(ValueError, match="reply"):
        posting.nod(post=groups.post(me), by=other, ready=ready, now=NOW)


def test_nobody_nods_to_themselves(me):
    with pytest.raises(ValueError, match="reply"):
        posting.nod(post=groups.post(me), by=me, ready="step-feeling", now=NOW)


def test_an_answer_stands_under_its_post(me, other):
    first = groups.post(me, "Which bench faces the window?")
    groups.post(other, "The second one", answers=first)
    (line,) = reading.lately(me, NOW)
    assert [answer.post.words for answer in line.answers] == ["The second one"]


def test_taken_back_is_gone_for_everybody(me, other):
    told = groups.post(me)
    posting.take_back(post=told, now=NOW)
    assert words_for(other) == words_for(me) == []


def test_what_is_put_away_is_gone_for_that_reader_alone(me, other):
    told = groups.post(me)
    posting.put_away(post=told, by=other, now=NOW)
    assert words_for(other) == []
    assert words_for(me) == [told.words]


@pytest.mark.parametrize("words", ["", "  \n "])
def test_nothing_is_not_posted(me, words):
    with pytest.raises(ValueError, match="nothing"):
        groups.post(me, words)


def test_what_is_for_the_host_alone_is_read_by_no_member(me, other):
    groups.post(me, "I was hurt by that", for_host=True)
    assert words_for(other) == []
    assert words_for(me) == []
    assert [line.post.words for line in reading.with_host(me, NOW)] == ["I was hurt by that"]
