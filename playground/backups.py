"""What a backup is: the database as it was at one moment, and the secret key; and how it becomes a site again."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

SQLITE, POSTGRES, KEY = "descent.sqlite3", "descent.dump", "secret_key"


class Refused(Exception):
    """Why there is no backup, or nothing was restored; the message is for who runs the site."""


def copy_sqlite(source: Path, target: Path) -> None:
    """As it is at one moment, while others write; then it is looked at whether it is whole."""
    if not source.exists():
        raise Refused(f"There is no database at {source}.")
    try:
        with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
            reading.backup(writing)
            [found] = writing.execute("PRAGMA quick_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise Refused(f"The database {source} is damaged: {error}") from None
    if found != "ok":
        raise Refused(f"The database {source} is damaged: {found}")


def dump_postgres(told: dict[str, Any], target: Path) -> None:
    """With the program that comes with PostgreSQL, which must not be older than the server."""
    _run(told, "pg_dump", "--format", "custom", "--no-owner", "--file", str(target))


def restore_postgres(told: dict[str, Any], source: Path) -> None:
    """Into an empty database: all of it, or nothing."""
    arguments = ["--no-owner", "--exit-on-error", "--single-transaction", "--dbname", str(told["NAME"])]
    _run(told, "pg_restore", *arguments, str(source))


def restore_sqlite(source: Path, target: Path) -> None:
    """In the place of a database without tables. Nobody sees half of it."""
    draft = target.with_name(f".{target.name}.restored")
    try:
        copy_sqlite(source, draft)
        for rest in ("-wal", "-shm"):
            target.with_name(target.name + rest).unlink(missing_ok=True)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _run(told: dict[str, Any], program: str, *arguments: str) -> None:
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    variables = {variable: str(told[name]) for variable, name in names.items() if told.get(name)}
    try:
        subprocess.run([program, *arguments], env=os.environ | variables, check=True, capture_output=True, text=True)
    except FileNotFoundError:
        raise Refused(f"{program} is not installed here; it comes with PostgreSQL (postgresql-client).") from None
    except subprocess.CalledProcessError as error:
        raise Refused(f"{program} refused: {error.stderr.strip()}") from None
