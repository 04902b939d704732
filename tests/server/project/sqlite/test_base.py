"""Transactions on the embedded database wait their turn, and not longer than they were told to."""

import gc
import sqlite3
from contextlib import closing
from threading import Event, Thread

import pytest
from django.db import transaction
from django.db.utils import ConnectionHandler, OperationalError

from overture.server.project.sqlite.base import WaitingCursor


@pytest.fixture
def opened(tmp_path, django_db_blocker):
    """Make a connection as the settings do, to a file of its own, that waits so many seconds."""

    def connection(timeout):
        options = {"transaction_mode": "IMMEDIATE", "timeout": timeout}
        name = str(tmp_path / "of-its-own.sqlite3")
        engine = "overture.server.project.sqlite"
        handler = ConnectionHandler(
            {"default": {"ENGINE": engine, "NAME": name, "OPTIONS": options}}
        )
        made.append(handler["default"])
        return made[-1]

    made = []
    with django_db_blocker.unblock():  # a file of its own: no row of a test's database is touched
        yield connection
        for one in made:
            one.close()


@pytest.fixture
def writer(opened, tmp_path):
    """Somebody else who writes to the same file."""
    with closing(
        sqlite3.connect(tmp_path / "of-its-own.sqlite3", check_same_thread=False)
    ) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        yield other


def begin(connection):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def test_a_transaction_begins_when_the_one_before_it_has_ended(opened, writer):
    connection = opened(20)
    connection.ensure_connection()
    ending = Thread(target=writer.execute, args=("COMMIT",))
    ending.start()
    begin(connection)
    ending.join()
    assert connection.connection.in_transaction


def test_nobody_waits_longer_than_the_settings_say(opened, writer):
    connection = opened(0.05)
    with pytest.raises(OperationalError, match="locked"):
        begin(connection)
    writer.execute("COMMIT")
    begin(connection)
    assert connection.connection.in_transaction


def test_a_single_statement_waits_as_well(opened, writer):
    connection = opened(20)
    writer.execute("CREATE TABLE words (word)")
    writer.execute("COMMIT")
    writer.execute("BEGIN IMMEDIATE")
    ending = Thread(target=writer.execute, args=("COMMIT",))
    ending.start()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO words VALUES (%s)", ["hello"])
        cursor.executemany("INSERT INTO words VALUES (%s)", (word for word in (["good"], ["day"])))
        cursor.execute("SELECT count(*) FROM words")
        assert cursor.fetchone() == (3,)
    ending.join()


def test_who_writes_may_put_away_what_somebody_waiting_has_left(opened, writer):
    connection = opened(2)
    connection.ensure_connection()
    writer.execute("CREATE TABLE words (word)")
    leave_a_cursor_that_had_no_luck(connection)
    waiting, failed = Event(), []
    beginning = Thread(target=begin_in_turn, args=(connection, waiting, failed))
    beginning.start()
    waiting.wait()
    gc.collect()
    writer.execute("COMMIT")
    beginning.join()
    assert not failed


def leave_a_cursor_that_had_no_luck(connection):
    """A cursor that only the garbage collector finds, whose statement found the database taken."""
    left = connection.connection.cursor()
    with pytest.raises(sqlite3.OperationalError):
        left.execute("BEGIN IMMEDIATE")
    cycle = [left]
    cycle.append(cycle)


def begin_in_turn(connection, waiting, failed):
    def seen(statement):
        if statement.startswith("BEGIN"):
            waiting.set()

    connection.connection.set_trace_callback(seen)
    try:
        connection.connection.cursor(factory=WaitingCursor).execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        failed.append(error)


def test_another_fault_is_told_at_once(opened):
    connection = opened(20)
    begin(connection)
    with pytest.raises(OperationalError, match="within a transaction"):
        connection._start_transaction_under_autocommit()


def test_the_embedded_database_is_opened_this_way():
    connection = transaction.get_connection()
    if connection.vendor != "sqlite":
        pytest.skip("another database")
    assert connection.settings_dict["ENGINE"] == "overture.server.project.sqlite"
