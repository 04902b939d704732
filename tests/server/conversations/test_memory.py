"""Notes that the member said yes to: kept once, found by nobody else, gone when struck out."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from tests.support import factories

from overture.server.audit.models import Event
from overture.server.conversations import memory, services
from overture.server.conversations.facts import facts_for
from overture.server.conversations.models import Memory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def _note(member, words="My sister is called Mia", **more) -> Memory:
    return memory.remember(member=member, words=words, key=uuid4(), now=NOW, **more)


def test_the_same_key_is_the_same_note(ada):
    key = uuid4()
    first, again = (
        memory.remember(member=ada, words="I live in Leeds", key=key, now=NOW) for _ in range(2)
    )
    assert first == again
    assert Event.objects.filter(action="memory.kept").count() == 1


def test_nobody_finds_anybody_elses_note(ada, di):
    note = _note(ada)
    assert memory.note_of(di, note.pk) is None
    assert memory.notes_of(di) == []
    assert memory.notes_of(ada) == [note]


def test_a_changed_note_says_when_and_forgets_what_it_said(ada):
    note = _note(ada, about="your sister")
    later = NOW + timedelta(days=1)
    memory.rewrite(note=note, words="Mia is my cousin", weekday=None, now=later)
    kept = memory.note_of(ada, note.pk)
    assert (kept.words, kept.changed_at, kept.about) == ("Mia is my cousin", later, "")
    assert "sister" not in str(list(Event.objects.values()))


def test_a_note_that_was_not_changed_stays_as_it_was(ada):
    note = _note(ada)
    memory.rewrite(note=note, words=note.words, weekday=None, now=NOW)
    assert memory.note_of(ada, note.pk).changed_at is None


def test_a_note_struck_out_is_gone(ada):
    memory.strike_out(note=_note(ada), now=NOW)
    assert not Memory.objects.exists()
    assert Event.objects.filter(action="memory.struck_out").exists()


def test_there_is_room_for_so_many_and_no_more(ada, monkeypatch):
    monkeypatch.setattr(memory, "MOST", 1)
    _note(ada)
    with pytest.raises(memory.MemoryFullError):
        _note(ada, "I live in Leeds")
    assert Memory.objects.count() == 1


def test_cue_stops_asking_when_they_are_full_but_keeps_what_it_had_asked_for(ada, monkeypatch):
    monkeypatch.setattr(memory, "MOST", 1)
    assert facts_for(ada, now=NOW).may_remember
    _note(ada)
    assert not facts_for(ada, now=NOW).may_remember
    _note(ada, "I live in Leeds", asked=True)
    assert Memory.objects.count() == 2


def test_what_is_remembered_is_known_in_a_talk(ada):
    _note(ada)
    _note(ada, "Choir", weekday=timezone.localtime(NOW).weekday())
    facts = facts_for(ada, now=NOW)
    assert set(facts.remembered) == {"My sister is called Mia", "Choir"}
    assert facts.anchor == "Choir"
    assert facts_for(ada, now=NOW + timedelta(days=1)).anchor == ""


def test_the_last_talk_leaves_its_topic_only_until_the_next_one(ada):
    talk = services.open_talk(member=ada, now=NOW)
    told = factories.turn(talk, "my sister is called Mia")
    _note(ada, source=told, about="your sister", asked=True)
    assert facts_for(ada, now=NOW).last_topic == ""
    services.stop(conversation=talk, now=NOW)
    assert facts_for(ada, now=NOW).last_topic == "your sister"
    later = NOW + timedelta(days=1)
    services.stop(conversation=services.open_talk(member=ada, now=later), now=later)
    assert facts_for(ada, now=later).last_topic == ""


def test_erasing_talks_takes_the_source_and_leaves_the_note(ada):
    talk = services.open_talk(member=ada, now=NOW)
    _note(ada, source=factories.turn(talk, "my sister is called Mia"), asked=True)
    services.erase_talks(member=ada, now=NOW)
    assert memory.notes_of(ada)[0].source is None


def test_a_yes_in_a_talk_keeps_the_fact_with_its_source(ada, monkeypatch):
    """The whole way, through real replies."""
    monkeypatch.setattr(services.secrets, "randbits", lambda _bits: 5)
    for _ in range(2):
        services.stop(conversation=services.open_talk(member=ada, now=NOW), now=NOW)
    talk = services.open_talk(member=ada, now=NOW)
    for said in ("the rain stopped at last", "I made soup with barley", "my sister is called Mia"):
        reply = factories.turn(talk, said).reply
    assert "your sister is called Mia" in reply["spoken"][0]["text"]
    assert not Memory.objects.exists()
    factories.turn(talk, "yes")
    note = Memory.objects.get()
    assert note.words == "Your sister is called Mia"
    assert (note.source.said, note.asked) == ("my sister is called Mia", True)
