"""Chooses the database: PostgreSQL through DATABASE_URL, or one SQLite file in DESCENT_HOME."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from playground import environment

SQLITE_OPTIONS = {
    "timeout": 20,
    # A transaction that reads before it writes fails at once when another writer is faster;
    # an immediate one waits for its turn instead.
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
POSTGRES_OPTIONS = {
    "connect_timeout": 5,
    # Whoever stands still in the middle of a transaction, as a frozen worker does, must not hold up others for good:
    # waiting for its rows ends, and so does its transaction.
    "options": "-c lock_timeout=10s -c idle_in_transaction_session_timeout=15s",
}


def from_environment(home: Path) -> dict[str, Any]:
    """The settings of the default database."""
    url = environment.text("DATABASE_URL", "")
    if not url:
        return sqlite(home / "descent.sqlite3")
    if not url.startswith(("postgres://", "postgresql://", "sqlite:////")):
        raise ImproperlyConfigured(
            "DATABASE_URL must look like postgresql://user:password@host:5432/name or sqlite:////folder/file.sqlite3."
        )
    try:
        # A connection is closed after each request: under ASGI kept ones would pile up.
        settings: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=0))
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}.") from None
    if not settings["NAME"]:
        raise ImproperlyConfigured("DATABASE_URL must end with the name of the database.")
    if url.startswith("sqlite"):
        return sqlite(Path(settings["NAME"]))
    return settings | {"OPTIONS": POSTGRES_OPTIONS | settings.get("OPTIONS", {})}


def sqlite(path: Path) -> dict[str, Any]:
    """One SQLite file, shared by web server and workers."""
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "CONN_MAX_AGE": 0, "OPTIONS": SQLITE_OPTIONS}
