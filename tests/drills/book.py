"""A look into the database of a running site, SQLite or PostgreSQL, for checks to read and faults to be planted."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.drills.patience import until

Rows = list[tuple[Any, ...]]
TROUBLE = (sqlite3.OperationalError, psycopg.OperationalError, psycopg.InterfaceError)


class Book:
    """The database by its address: the URL of a PostgreSQL, or the path of a SQLite file."""

    def __init__(self, address: str | Path) -> None:
        self.address = address
        self.is_postgres = not isinstance(address, Path)
        self.now = "clock_timestamp()" if self.is_postgres else "strftime('%Y-%m-%d %H:%M:%f', 'now')"

    @contextmanager
    def open(self, patience: float = 5) -> Iterator[Any]:
        """A connection that commits each statement by itself."""
        connection: Any
        if self.is_postgres:
            connection = psycopg.connect(str(self.address), autocommit=True, connect_timeout=5)
        else:
            connection = sqlite3.connect(self.address, timeout=patience, isolation_level=None)
        try:
            yield connection
        finally:
            connection.close()

    def rows(self, query: str, *values: Any) -> Rows:
        """What a query finds; tried again while the database is away."""
        found: list[Rows] = []

        def ask() -> bool:
            try:
                with self.open() as book:
                    found.append(book.execute(self._in_its_words(query), values).fetchall())
            except TROUBLE as error:
                return _stays(error)
            return True

        until(ask, f"the database to answer {query!r}")
        return found[0]

    def write(self, statement: str, *values: Any) -> None:
        """One statement, in a transaction of its own."""

        def write() -> bool:
            try:
                with self.open() as book:
                    book.execute(self._in_its_words(statement), values)
            except TROUBLE as error:
                return _stays(error)
            return True

        until(write, f"the database to take {statement!r}")

    def megabytes(self) -> float:
        """How large it is, what is not yet folded in included."""
        if self.is_postgres:
            return round(int(self.rows("SELECT pg_database_size(current_database())")[0][0]) / 1e6, 1)
        files = [Path(f"{self.address}{ending}") for ending in ("", "-wal")]
        return round(sum(each.stat().st_size for each in files if each.exists()) / 1e6, 1)

    def later(self, seconds: float) -> str:
        """SQL for a moment from now."""
        if self.is_postgres:
            return f"clock_timestamp() + interval '{seconds} seconds'"
        return f"strftime('%Y-%m-%d %H:%M:%f', 'now', '{seconds:+} seconds')"

    def _in_its_words(self, query: str) -> str:
        return query.replace("?", "%s") if self.is_postgres else query


def _stays(error: Exception) -> bool:
    """False: it may pass. What SQLite cannot understand never will."""
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
        raise error
    return False
