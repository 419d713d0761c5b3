"""Workers that hang fall silent, and whoever supervises them ends them: them alone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from playground import broker
from playground.models import Owner, Worker
from playground.serving.watchdog import ASLEEP, Watchdog
from playground.signs_of_life import VARIABLE, SignsOfLife, overdue
from playground.worker_process import Station, signs
from playground.workload import Workload
from tests.running_node import RunningNode
from tests.running_redis import running_redis
from tests.running_server import ROOT, clean_environment
from tests.waiting import wait_for


@pytest.fixture
def patience(settings: Any) -> float:
    settings.HANGS_AFTER = 5
    return 5.0


def test_work_that_stands_still_hangs_and_waiting_for_work_does_not(patience: float) -> None:
    own = SignsOfLife()
    assert not own.hangs
    own.begin()
    own._moved -= patience + 1
    assert own.hangs
    own.move()
    assert not own.hangs
    own._moved -= patience + 1
    own.end()
    assert not own.hangs


def test_what_may_take_long_gets_its_time_and_the_next_turn_does_not(patience: float) -> None:
    own = SignsOfLife()
    own.begin()
    own.expect_within(100)
    own._moved -= 50
    assert not own.hangs
    own.begin()
    own._moved -= 50
    assert own.hangs


def test_the_file_says_until_when(patience: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    own = SignsOfLife()
    own.write()
    now = time.monotonic()
    assert overdue(tmp_path, now) == []
    assert overdue(tmp_path, now + patience + 1) == [os.getpid()]
    own.forget()
    assert overdue(tmp_path, now + patience + 1) == []


def test_a_worker_that_hangs_is_not_counted_on(owner: Owner, monkeypatch: pytest.MonkeyPatch, patience: float) -> None:
    station = Station()
    station.name = "here:1"
    monkeypatch.setattr(signs, "_within", 0.0)
    monkeypatch.setattr(signs, "_at_work", True)
    monkeypatch.setattr(signs, "_moved", time.monotonic() - patience - 1)
    station._say_alive()
    assert not Worker.objects.exists()
    signs.move()
    station._say_alive()
    assert Worker.objects.alive().count() == 1


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def watchdog() -> Iterator[Watchdog]:
    said: list[str] = []
    own = Watchdog(said.append)
    own._looked -= 2
    yield own
    own.close()
    assert not own.folder.exists()


def test_only_our_own_processes_are_ended(watchdog: Watchdog, sleeper: subprocess.Popen[bytes]) -> None:
    sign = watchdog.folder / str(sleeper.pid)
    sign.write_text(str(time.monotonic() - 1))
    watchdog.look([1])
    assert sleeper.poll() is None
    sign.write_text(str(time.monotonic() - 1))
    watchdog._looked -= 2
    watchdog.look([None, os.getpid()])
    assert sleeper.wait(10) == -signal.SIGKILL
    assert not sign.exists()


HANGS = """
import ctypes, threading, time, django
django.setup()
from playground.signs_of_life import signs
def tell():
    while True:
        signs.write()
        time.sleep(0.05)
signs.begin()
signs.write()
threading.Thread(target=tell, daemon=True).start()
{work}
"""


@pytest.mark.parametrize(
    "work",
    ["ctypes.PyDLL(None).sleep(600)", "while True: pass"],
    ids=["native code that lets nobody else go on", "a loop beside which others go on"],
)
def test_work_that_never_comes_back_is_ended(watchdog: Watchdog, work: str, tmp_path: Path) -> None:
    environment = clean_environment(tmp_path, HANGS_AFTER="5", DJANGO_SETTINGS_MODULE="playground.settings")
    script = [sys.executable, "-c", HANGS.format(work=work)]
    process = subprocess.Popen(script, cwd=ROOT, env=environment | watchdog.variables)

    def ended() -> bool:
        watchdog.look([os.getpid()])
        return process.poll() is not None

    try:
        wait_for(ended, "the end of a process that hangs", 120)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == -signal.SIGKILL


def test_who_stood_still_itself_gives_the_others_time(watchdog: Watchdog, sleeper: subprocess.Popen[bytes]) -> None:
    (watchdog.folder / str(sleeper.pid)).write_text(str(time.monotonic() - 1))
    watchdog._looked -= ASLEEP + 1
    watchdog.look([os.getpid()])
    assert sleeper.poll() is None


def test_the_load_is_the_part_of_the_time_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    own = Workload()
    clock[0] = 110.0
    own.note(100.0, 105.0)
    assert own.lately() == {"load": 0.5, "slices": 0.1}
    clock[0] = 140.0
    assert own.lately() == {"load": 0.0, "slices": 0.0}


@pytest.fixture
def node(tmp_path: Path) -> Iterator[RunningNode]:
    """One worker process for a site of which there are only the tables and the Redis."""
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env=clean_environment(tmp_path),
        check=True,
    )
    with running_redis(broker.embedded(tmp_path)):
        running = RunningNode(tmp_path, "alone", WORKERS="1", HANGS_AFTER="5")
        try:
            yield running
        finally:
            running.stop()


def test_a_frozen_worker_process_is_replaced(node: RunningNode) -> None:
    wait_for(lambda: any(VARIABLE in each.environ() for each in node.family()[1:2]), "celery", 90)
    signs_of_all = Path(node.family()[1].environ()[VARIABLE])

    def signing() -> set[int]:
        return {int(path.name) for path in signs_of_all.iterdir() if path.name.isdigit()}

    wait_for(lambda: len(signing()) == 1, "the first sign of life of a worker process", 120)
    [frozen] = signing()
    assert frozen in node.workers()
    os.kill(frozen, signal.SIGSTOP)
    wait_for(lambda: signing() and frozen not in signing(), "another worker process", 120)
    assert frozen not in node.workers()
    assert any(f"Worker process {frozen} did not move any more" in line for line in node.lines)
    assert node.stop() == 0
    assert not signs_of_all.exists()
