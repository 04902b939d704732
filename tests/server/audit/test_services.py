"""The trail holds, and shows where somebody has touched it."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from tests.support.factories import NOW

from overture.server.audit.models import Event, Head
from overture.server.audit.services import first_broken, is_whole, record

pytestmark = pytest.mark.django_db


def _trail(count: int = 5) -> list[Event]:
    return [
        record(at=NOW + timedelta(minutes=n), actor="a", action=f"step.{n}", subject="s")
        for n in range(count)
    ]


def test_an_empty_trail_is_whole():
    assert is_whole()


def test_a_trail_as_it_was_written_is_whole():
    _trail()
    assert first_broken() is None
    assert is_whole()


@pytest.mark.parametrize(
    "change",
    [
        {"at": NOW},
        {"actor": "b"},
        {"action": "other"},
        {"subject": "t"},
        {"detail": "more"},
        {"previous": "0" * 64},
        {"hash": "f" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_edited_event_is_found(change):
    edited = _trail()[2]
    Event.objects.filter(pk=edited.pk).update(**change)
    assert first_broken() == edited
    assert not is_whole()


@pytest.mark.parametrize("place", [0, 2])
def test_a_removed_event_is_found_at_the_one_after_it(place):
    events = _trail()
    events[place].delete()
    assert first_broken() == events[place + 1]


def test_an_event_removed_from_the_end_is_missed():
    _trail()[-1].delete()
    assert first_broken() is None
    assert not is_whole()


def test_a_trail_removed_whole_is_missed():
    _trail()
    Event.objects.all().delete()
    assert not is_whole()


def test_two_events_in_the_other_order_are_found():
    events = _trail()
    kept = {name: getattr(events[3], name) for name in _COLUMNS}
    other = {name: getattr(events[2], name) for name in _COLUMNS}
    Event.objects.filter(pk=events[3].pk).update(hash="x")  # two may not be alike, even briefly
    Event.objects.filter(pk=events[2].pk).update(**kept)
    Event.objects.filter(pk=events[3].pk).update(**other)
    assert first_broken() is not None


_COLUMNS = ("at", "actor", "action", "subject", "detail", "previous", "hash")


def test_an_event_fits_only_once():
    event = _trail()[-1]
    Event.objects.filter(pk=event.pk).update(hash="x")
    event.pk = None
    event.save(force_insert=True)
    assert not is_whole()


def test_the_same_moment_in_another_zone_fits():
    from zoneinfo import ZoneInfo

    record(at=NOW.astimezone(ZoneInfo("Asia/Kolkata")), actor="a", action="b", subject="c")
    assert is_whole()


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_make_one_trail():
    def write() -> None:
        for _ in range(8):
            record(at=NOW, actor="a", action="step", subject="s")
        connection.close()

    writers = [Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert Event.objects.count() == 16
    assert Head.objects.count() == 1
    assert is_whole()
