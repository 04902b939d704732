"""The embedded database: whoever finds it taken asks again every few milliseconds, outside of it.

SQLite's own way of waiting is switched off, for two reasons. It waits longer and longer between its
tries, up to a tenth of a second, while transactions here take a few milliseconds, so somebody who
came early would often be passed by all who came late. And whoever waits inside holds the lock of
their connection: when the garbage collector then puts away an old cursor of that connection in the
very thread that is writing, each waits for the other until the patience of one is over.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar, cast

from django.db.backends.sqlite3 import base

AGAIN: Final = 0.002
"""Seconds between two tries: less than a transaction takes, and little work for who waits."""

TAKEN: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_RECOVERY})
"""What passes when somebody else has finished. A stale view of a transaction does not."""

Result = TypeVar("Result")


class WaitingConnection(sqlite3.Connection):
    """A connection that knows for how many seconds a statement may be asked for again."""

    patience: float = 0.0


class WaitingCursor(base.SQLiteCursorWrapper):
    """A cursor whose statements are asked for again while somebody else writes."""

    connection: WaitingConnection

    def execute(self, query: str, params: Any = None) -> Any:  # noqa: ANN401 - as sqlite3 has it
        """Execute a statement. Raises sqlite3.OperationalError when the patience is over."""
        return self._when_free(lambda: super(WaitingCursor, self).execute(query, params))

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:  # noqa: ANN401
        """Execute a statement for each row. Raises what `execute` raises."""
        rows = list(param_list)
        return self._when_free(lambda: super(WaitingCursor, self).executemany(query, rows))

    def _when_free(self, execute: Callable[[], Result]) -> Result:
        until = time.monotonic() + self.connection.patience
        while True:
            try:
                return execute()
            except sqlite3.OperationalError as error:
                # Within a transaction nothing is taken, or it stays so until that is given up.
                code = getattr(error, "sqlite_errorcode", None)
                if self.connection.in_transaction or code not in TAKEN:
                    raise
                if time.monotonic() > until:
                    raise
            time.sleep(AGAIN)  # noqa: TID251 - another thread or process is writing


class DatabaseWrapper(base.DatabaseWrapper):
    """Connections that wait for their turn as the settings' `timeout` says, but not inside."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> WaitingConnection:
        """A connection, opened with SQLite's own patience, which is then taken from it."""
        connection: WaitingConnection = super().get_new_connection(
            {**conn_params, "factory": WaitingConnection}
        )
        connection.patience = float(conn_params["timeout"])
        connection.execute("PRAGMA busy_timeout = 0")
        return connection

    def create_cursor(self, name: str | None = None) -> WaitingCursor:
        """A cursor that waits. There are none with names here."""
        del name
        return cast("WaitingCursor", self.connection.cursor(factory=WaitingCursor))
