"""Three questions about the health of a site: is all of it well, does this process live, may it have visitors."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import ConnectionHandler, connections
from django.test import Client, RequestFactory

from playground import databases
from playground.logs import is_not_about_health
from playground.models import Owner


def asked(page: str) -> tuple[int, dict[str, bool]]:
    answer = Client().get(page)
    return answer.status_code, answer.json()


@pytest.fixture
def empty_database(tmp_path: Path, transactional_db: None) -> Iterator[None]:
    """One without any tables."""
    before = connections["default"]
    connections["default"] = ConnectionHandler({"default": databases.sqlite(tmp_path / "empty.sqlite3")})["default"]
    yield
    connections["default"].close()
    connections["default"] = before


def test_without_broker_and_workers_it_is_ready_and_not_well(owner: Owner, settings: LazySettings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert Client().get("/health").status_code == 503
    assert asked("/health/ready") == (200, {"database": True, "tables": True})
    assert asked("/health/live") == (200, {"live": True})


def test_before_its_tables_are_there_nobody_is_sent_to_it(empty_database: None) -> None:
    assert asked("/health/ready")[0] == 503
    call_command("migrate", "playground", "0015", verbosity=0)
    assert asked("/health/ready") == (503, {"database": True, "tables": False})
    call_command("migrate", verbosity=0)
    assert asked("/health/ready") == (200, {"database": True, "tables": True})


def test_without_a_database_it_lives_and_is_not_ready(tmp_path: Path, transactional_db: None) -> None:
    before = connections["default"]
    connections["default"] = ConnectionHandler({"default": databases.sqlite(tmp_path / "no" / "folder")})["default"]
    try:
        assert asked("/health/ready") == (503, {"database": False, "tables": False})
        assert asked("/health/live") == (200, {"live": True})
    finally:
        connections["default"] = before


@pytest.mark.parametrize(("page", "told"), [("/health/live", False), ("/health/ready", False), ("/e/x", True)])
def test_being_asked_leaves_no_lines_in_the_log(page: str, told: bool) -> None:
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Service Unavailable", None, None)
    record.request = RequestFactory().get(page)
    assert is_not_about_health(record) is told
