"""The cast of the tests: the real server, a real Redis, a real PostgreSQL, a real browser."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from playground import broker
from playground.devices import visible_gpus
from tests.installed_chromium import installed_chromium
from tests.running_redis import running_redis
from tests.running_server import RunningServer
from tests.throwaway_postgres import running_postgres

LEFT_OUT = pytest.StashKey[int]()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The whole site, running, with two worker processes and an empty database."""
    running = RunningServer(tmp_path_factory.mktemp("server"))
    try:
        yield running.wait_until_up()
    finally:
        running.stop()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A real Redis at the address that the settings of the tests name."""
    own = broker.embedded(settings.DESCENT_HOME)
    assert own.url == settings.REDIS_URL
    with running_redis(own):
        yield own.url


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The DATABASE_URL of an empty PostgreSQL."""
    with running_postgres("fsync=off") as postgres:  # the data are thrown away
        yield postgres.url


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one the browser tests fail rather than be skipped."""
    found = installed_chromium()
    if found is None:
        pytest.fail(
            "The browser tests need Chromium. Install it with 'apt-get install chromium' "
            "or '.venv/bin/playwright install chromium', or set CHROMIUM to its path."
        )
    return found


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Checks that need a GPU are left out where there is none, and counted aloud."""
    without = [] if visible_gpus() else [item for item in items if item.get_closest_marker("gpu")]
    if without:
        items[:] = [item for item in items if item not in without]
        config.hook.pytest_deselected(items=without)
        config.stash[LEFT_OUT] = len(without)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Nobody shall believe that they were run."""
    if count := config.stash.get(LEFT_OUT, 0):
        terminalreporter.section("GPU", yellow=True)
        terminalreporter.line(f"{count} checks need a GPU and were NOT run: there is none here. `make gpu` runs them.")
