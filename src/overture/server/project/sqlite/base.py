"""The embedded database: whoever wants to write asks again every few milliseconds.

SQLite itself waits longer and longer between its tries, up to a tenth of a second. Transactions
here take a few milliseconds, so somebody who came early would often be passed by all who came late.
"""

import sqlite3
import time
from typing import Final

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

AGAIN: Final = 0.002
"""Seconds between two tries: less than a transaction takes, and little work for who waits."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions begin soon after the one before them ended."""

    def _start_transaction_under_autocommit(self) -> None:
        """Begin as soon as nobody else writes.

        Raises OperationalError after as many seconds as a connection waits for any lock.
        """
        patience = float(self.settings_dict["OPTIONS"]["timeout"])
        self._wait_in_database(0.0)
        try:
            self._begin_before(time.monotonic() + patience)
        finally:
            self._wait_in_database(patience)

    def _begin_before(self, until: float) -> None:
        while True:
            try:
                super()._start_transaction_under_autocommit()  # type: ignore[misc]
            except OperationalError as error:
                if not _is_taken(error) or time.monotonic() > until:
                    raise
            else:
                return
            time.sleep(AGAIN)  # noqa: TID251 - another thread or process is writing

    def _wait_in_database(self, seconds: float) -> None:
        """How long the database itself waits for a lock, as between two statements."""
        self.connection.execute(f"PRAGMA busy_timeout = {round(1e3 * seconds)}")


def _is_taken(error: OperationalError) -> bool:
    cause = error.__cause__
    return isinstance(cause, sqlite3.OperationalError) and cause.sqlite_errorcode in {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_BUSY_RECOVERY,
        sqlite3.SQLITE_BUSY_SNAPSHOT,
    }
