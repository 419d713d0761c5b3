"""Settings come from the environment, have defaults that work, and refuse nonsense in a sentence."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.running_server import ROOT, clean_environment

SHOW = """
import json
from playground import settings
names = ["DEBUG", "PORT", "WORKERS", "DEVICE", "REDIS_URL", "CELERY_BROKER_URL", "SECRET_KEY", "ALLOWED_HOSTS",
         "DATABASES", "TRAINS_ON", "GUESTS", "SESSION_COOKIE_SECURE", "CONTENT_SECURITY_POLICY"]
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""


def run(home: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Read the settings in a fresh process, as every start does."""
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=ROOT,
        env=clean_environment(home, **environment),
        capture_output=True,
        text=True,
    )


def settings(home: Path, **environment: str) -> dict[str, Any]:
    result = run(home, **environment)
    assert result.returncode == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_everything_has_a_default(tmp_path: Path) -> None:
    found = settings(tmp_path / "home", WORKERS="", PORT="")
    assert found["DEBUG"] is False
    assert found["PORT"] == 8000
    assert found["WORKERS"] >= 1
    assert found["DEVICE"] == "auto"
    assert found["TRAINS_ON"] == "cpu"
    assert found["REDIS_URL"] == f"unix://{tmp_path}/home/redis/redis.sock"
    assert found["CELERY_BROKER_URL"] == f"redis+socket://{tmp_path}/home/redis/redis.sock"
    assert found["DATABASES"]["default"]["NAME"] == f"{tmp_path}/home/descent.sqlite3"
    assert found["DATABASES"]["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DEBUG", "maybe", "DEBUG must be yes or no, not 'maybe'."),
        ("GUESTS", "none", "GUESTS must be yes or no, not 'none'."),
        ("HTTPS", "2", "HTTPS must be yes or no, not '2'."),
        ("PORT", "0", "PORT must be a whole number from 1 to 65535, not '0'."),
        ("PORT", "http", "PORT must be a whole number from 1 to 65535, not 'http'."),
        ("PORT", "8_000", "PORT must be a whole number from 1 to 65535, not '8_000'."),
        ("WORKERS", "-1", "WORKERS must be a whole number from 1 to 256, not '-1'."),
        ("WORKERS", "2.5", "WORKERS must be a whole number from 1 to 256, not '2.5'."),
        ("DEVICE", "tpu", "DEVICE must be one of auto, cpu, cuda, not 'tpu'."),
        ("LOG_LEVEL", "loud", "LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR, not 'loud'."),
        ("SECRET_KEY", "short", "SECRET_KEY must have at least 32 characters."),
        ("DATABASE_URL", "mysql://root@localhost/descent", "DATABASE_URL must look like postgresql://"),
        ("DATABASE_URL", "postgresql://localhost", "DATABASE_URL must end with the name of the database."),
        ("DATABASE_URL", "postgresql://localhost:port/descent", "DATABASE_URL cannot be read"),
        ("REDIS_URL", "localhost:6379", "REDIS_URL must look like redis://"),
        ("DESCENT_HOME", "/proc/descent", "DESCENT_HOME must be a folder that can be written: /proc/descent"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(name: str, value: str, sentence: str, tmp_path: Path) -> None:
    result = run(tmp_path, **{name: value})
    assert result.returncode != 0
    assert f"django.core.exceptions.ImproperlyConfigured: {sentence}" in result.stderr


def test_a_postgresql_url_is_honoured_and_connections_are_not_kept(tmp_path: Path) -> None:
    found = settings(tmp_path, DATABASE_URL="postgresql://descent:secret@db.example:5433/class")["DATABASES"]["default"]
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["HOST"], found["PORT"], found["NAME"], found["USER"]) == ("db.example", 5433, "class", "descent")
    assert found["CONN_MAX_AGE"] == 0
    assert "lock_timeout" in found["OPTIONS"]["options"]


def test_a_postgresql_url_may_have_options_of_its_own(tmp_path: Path) -> None:
    url = "postgresql://descent@db.example/class?sslmode=require&options=-c%20lock_timeout%3D1s"
    found = settings(tmp_path, DATABASE_URL=url)["DATABASES"]["default"]["OPTIONS"]
    assert found == {"connect_timeout": 5, "sslmode": "require", "options": "-c lock_timeout=1s"}


def test_another_sqlite_file_gets_the_same_care(tmp_path: Path) -> None:
    found = settings(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/other.sqlite3")["DATABASES"]["default"]
    assert found["NAME"] == f"{tmp_path}/other.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_the_secret_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first, second = settings(tmp_path), settings(tmp_path)
    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert len(first["SECRET_KEY"]) >= 32
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
    assert settings(tmp_path / "another")["SECRET_KEY"] != first["SECRET_KEY"]


def test_a_secret_key_of_the_environment_is_used_and_not_written_down(tmp_path: Path) -> None:
    assert settings(tmp_path, SECRET_KEY="k" * 40)["SECRET_KEY"] == "k" * 40
    assert not (tmp_path / "secret_key").exists()


@pytest.mark.parametrize(("value", "welcome"), [("off", False), ("no", False), ("on", True), ("", True)])
def test_guests_are_welcome_unless_switched_off(value: str, welcome: bool, tmp_path: Path) -> None:
    assert settings(tmp_path, GUESTS=value)["GUESTS"] is welcome


def test_own_host_names_join_the_loopback_ones(tmp_path: Path) -> None:
    found = settings(tmp_path, ALLOWED_HOSTS="descent.example, www.descent.example", HOST="0.0.0.0")
    assert found["ALLOWED_HOSTS"] == [
        "descent.example",
        "www.descent.example",
        "localhost",
        "127.0.0.1",
        "[::1]",
    ]


def test_https_makes_cookies_travel_over_https_alone(tmp_path: Path) -> None:
    assert settings(tmp_path, HTTPS="yes")["SESSION_COOKIE_SECURE"] is True
    assert settings(tmp_path)["SESSION_COOKIE_SECURE"] is False


def test_sqlite_really_runs_in_the_modes_we_count_on(tmp_path: Path) -> None:
    code = (
        "import django; django.setup(); from django.db import connection; c = connection.cursor();"
        "print([c.execute(f'PRAGMA {name}').fetchone()[0] for name in ('journal_mode', 'synchronous', 'busy_timeout')])"
    )
    environment = clean_environment(tmp_path, DJANGO_SETTINGS_MODULE="playground.settings")
    printed = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, env=environment, text=True)
    # Synchronous 1 is NORMAL.
    assert printed.strip() == "['wal', 1, 20000]"
