"""`manage.py serve` starts everything, keeps it running, and leaves nothing behind."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from playground.processes import NICENESS
from tests.running_server import ROOT, RunningServer, clean_environment, free_port

# Each test starts the whole site once or twice; on a busy machine that takes a while.
pytestmark = pytest.mark.timeout(240)
PARTS = {"web", "worker", "validation", "reaper", "redis"}


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningServer]:
    """A site for one test alone, which stops or kills it."""
    site = RunningServer(tmp_path)
    try:
        yield site.wait_until_up()
    finally:
        site.stop()


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A site for the tests after which it must still run."""
    site = RunningServer(tmp_path_factory.mktemp("lasting"))
    try:
        yield site.wait_until_up()
    finally:
        site.stop()


def family(site: RunningServer) -> list[psutil.Process]:
    """All processes of a site: those that serve started and those that they started."""
    return psutil.Process(site.process.pid).children(recursive=True)


def remaining(processes: list[psutil.Process], seconds: float = 5) -> list[psutil.Process]:
    """Those that are still there after a moment."""
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return [each for each in alive if each.status() != psutil.STATUS_ZOMBIE]


def test_everything_runs_and_ctrl_c_stops_it(running: RunningServer) -> None:
    with urllib.request.urlopen(f"{running.url}/health") as answer:
        health = json.load(answer)
    assert health["database"]
    assert health["broker"]
    assert health["workers"] >= 1
    assert set(running.pids) == PARTS
    processes = family(running)
    assert len(processes) >= len(PARTS) + 2, "two worker processes besides the parts"

    began = time.monotonic()
    assert running.stop() == 0
    assert time.monotonic() - began < 12
    assert remaining(processes) == []
    assert not (running.home / "redis" / "redis.sock").exists()
    assert running.lines[-1] == "Stopped."


def test_sigterm_stops_it_too(running: RunningServer) -> None:
    processes = family(running)
    running.process.terminate()
    assert running.process.wait(20) == 0
    assert remaining(processes) == []


def test_killing_the_manager_leaves_no_orphan(running: RunningServer) -> None:
    processes = family(running)
    running.process.kill()
    running.process.wait()
    assert remaining(processes) == []


def test_the_second_start_is_quick_and_waits_for_its_own_workers(running: RunningServer) -> None:
    running.stop()
    began = time.monotonic()
    again = RunningServer(running.home, running.port)
    try:
        again.wait_until_up()
        assert time.monotonic() - began < 20  # four seconds where nothing else runs
        with closing(sqlite3.connect(running.home / "descent.sqlite3")) as database:
            names = [name for (name,) in database.execute("SELECT name FROM playground_worker")]
        assert {int(name.split(":")[1]) for name in names} <= {process.pid for process in family(again)}
        assert names
    finally:
        again.stop()


def test_training_lets_servers_and_browsers_go_first(lasting: RunningServer) -> None:
    parts = {name: psutil.Process(pid) for name, pid in lasting.pids.items()}
    others = parts["web"].nice()
    for part in (parts["worker"], parts["validation"]):
        deadline = time.monotonic() + 30
        while not part.children() and time.monotonic() < deadline:  # who validates is not waited for at the start
            time.sleep(0.1)
        assert {each.nice() for each in (part, *part.children(recursive=True))} == {others + NICENESS}
    session = Path("/proc/sys/kernel/sched_autogroup_enabled")
    if session.exists() and session.read_text().strip() == "1":
        assert f"nice {NICENESS}" in Path(f"/proc/{parts['worker'].pid}/autogroup").read_text()


def test_killing_the_worker_takes_its_processes_along(lasting: RunningServer) -> None:
    worker = psutil.Process(lasting.pids["worker"])
    children = worker.children(recursive=True)
    assert len(children) >= 2
    worker.kill()
    assert remaining(children) == []
    wait_until_healthy(lasting)


@pytest.mark.parametrize("name", sorted(PARTS))
def test_a_part_that_dies_is_started_again(name: str, lasting: RunningServer) -> None:
    before = lasting.pids[name]
    os.kill(before, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while lasting.pids[name] in (before, None) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert psutil.pid_exists(lasting.pids[name])
    assert lasting.pids[name] != before
    wait_until_healthy(lasting)
    assert any(line.startswith(f"{name} ended") for line in lasting.lines)


def wait_until_healthy(site: RunningServer, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"{site.url}/health", timeout=5) as answer:
                if json.load(answer)["workers"] >= 1:
                    return
        except OSError:
            pass
        assert time.monotonic() < deadline, site.log()
        time.sleep(0.1)


def serve(home: Path, port: int, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run serve where it cannot start, and return what it says."""
    return subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env=clean_environment(home, PORT=str(port), **environment),
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_port_in_use_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        result = serve(tmp_path, port := other.getsockname()[1])
    assert result.returncode == 1
    assert f"Port {port} on 127.0.0.1 cannot be used (Address already in use)." in result.stderr
    assert "Traceback" not in result.stderr


def test_two_cannot_share_a_folder(lasting: RunningServer) -> None:
    result = serve(lasting.home, free_port())
    assert result.returncode == 1
    assert f"Descent is already running here (process {lasting.process.pid}" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_redis_url_where_nobody_answers_is_said_in_one_sentence(tmp_path: Path) -> None:
    result = serve(tmp_path, free_port(), REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")
    assert result.returncode == 1
    assert "The Redis of REDIS_URL does not answer" in result.stderr
    assert "Traceback" not in result.stderr


def test_nonsense_in_the_environment_is_said_in_one_sentence(tmp_path: Path) -> None:
    result = serve(tmp_path, free_port(), WORKERS="many")
    assert result.returncode == 1
    assert "WORKERS must be a whole number from 1 to 256, not 'many'." in result.stderr
    assert "Traceback" not in result.stderr
