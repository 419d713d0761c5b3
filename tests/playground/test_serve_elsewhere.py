"""The same code runs with a database and a Redis of somebody else, and where its own must make do."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from playground import broker
from tests.running_redis import running_redis
from tests.running_server import ROOT, RunningServer, clean_environment

SPEC = {"data": {"dataset": "xor", "samples": 60}, "stopping": {"epochs": 3}}


def call(url: str, body: dict[str, Any] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def trained(site: RunningServer) -> str:
    """Train a small network through the API; gives the hash of its weights."""
    experiment = call(f"{site.url}/api/experiments", SPEC)["id"]
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        events = call(f"{site.url}/api/experiments/{experiment}/events?after=0")["events"]
        if events and events[-1]["type"] == "run_finished":
            return str(events[-1]["weights_sha256"])
        time.sleep(0.1)
    raise AssertionError(f"It did not finish:\n{site.log()}")


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The hash that the engine alone arrives at."""
    result = subprocess.run(
        [sys.executable, "-m", "training", "-"],
        input=json.dumps(SPEC),
        cwd=ROOT,
        env=clean_environment(tmp_path_factory.mktemp("engine")),
        capture_output=True,
        text=True,
        check=True,
    )
    return str(json.loads(result.stdout.splitlines()[-1])["weights_sha256"])


def train_on(site: RunningServer) -> str:
    try:
        return trained(site.wait_until_up())
    finally:
        site.stop()


def test_it_runs_on_postgresql_and_a_redis_of_somebody_else(postgres_url: str, tmp_path: Path, expected: str) -> None:
    with running_redis(broker.embedded(tmp_path / "elsewhere")) as client:
        url = f"unix://{client.connection_pool.connection_kwargs['path']}"
        site = RunningServer(tmp_path / "home", DATABASE_URL=postgres_url, REDIS_URL=url)
        assert train_on(site) == expected
        assert client.ping(), "serve stops only what it has started"
    assert not (tmp_path / "home" / "descent.sqlite3").exists()


def test_it_runs_with_the_packaged_redis(tmp_path: Path, expected: str) -> None:
    """No redis-server on PATH."""
    folders = [folder for folder in os.environ["PATH"].split(":") if not (Path(folder) / "redis-server").exists()]
    site = RunningServer(tmp_path, PATH=":".join(folders))
    assert train_on(site) == expected
    assert "Redis version=6.2" in site.log()


def test_it_runs_in_a_folder_whose_name_is_too_long_for_a_socket(tmp_path: Path, expected: str) -> None:
    assert train_on(RunningServer(tmp_path / ("long name " * 12))) == expected
