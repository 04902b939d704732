"""Transactions on the embedded database wait their turn, and not longer than they were told to."""

import sqlite3
from contextlib import closing
from threading import Thread

import pytest
from django.db import transaction
from django.db.utils import ConnectionHandler, OperationalError


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


def test_the_wait_for_single_statements_is_as_it_was(opened):
    connection = opened(7)
    begin(connection)
    told = connection.connection.execute("PRAGMA busy_timeout").fetchone()
    assert told == (7000,)


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
