"""The parts of `serve`: supervising processes, logging what they say, preparing static files."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from playground.serving import preparation
from playground.serving.child import LONGEST_PAUSE, Child, python
from playground.serving.log import Log
from playground.serving.supervisor import StartError, Supervisor
from playground.static_finders import PlotlyFinder


def child(code: str, name: str = "part", patience: float = 3) -> Child:
    return Child(name, python("-u", "-c", code), dict(os.environ), patience)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(tmp_path: Path, said: list[str]) -> Iterator[Supervisor]:
    log = Log(tmp_path / "logs")
    made = Supervisor(log, tmp_path / "pids.json", said.append)
    yield made
    made.stop([each.name for each in made.children])
    made.outputs.close()
    for each in made.children:
        each.output.close()
    log.close()


def test_a_process_that_ends_at_once_shows_its_last_words(supervisor: Supervisor) -> None:
    supervisor.start(child("print('no luck today'); raise SystemExit(3)"))
    with pytest.raises(StartError, match="part ended while starting:\n    no luck today"):
        supervisor.wait_until(lambda: False, "It", 10)


def test_what_does_not_come_up_in_time_is_given_up(supervisor: Supervisor) -> None:
    supervisor.start(child("import time; print('thinking'); time.sleep(60)"))
    with pytest.raises(StartError, match=r"It did not come up within 1 seconds.\n  part:"):
        supervisor.wait_until(lambda: False, "It", 1)


def test_a_process_that_keeps_failing_is_started_less_and_less_often() -> None:
    failing = child("")
    pauses = []
    for _ in range(9):
        failing.start()
        assert failing.process is not None
        failing.process.wait()
        pauses.append(failing.plan_restart())
    assert pauses[:3] == [0.5, 1, 2]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE


def test_a_process_that_ran_for_long_is_started_again_soon() -> None:
    lasting = child("")
    lasting.failures = 5
    lasting.start()
    assert lasting.process is not None
    lasting.process.wait()
    lasting.started = time.monotonic() - 3600
    assert lasting.plan_restart() < 1


def test_processes_stop_in_order_and_stubborn_ones_are_killed(supervisor: Supervisor) -> None:
    ignore = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up'); time.sleep(60)"
    obey = "import time; print('up'); time.sleep(60)"
    for name, code in (("first", obey), ("second", ignore), ("third", obey)):
        supervisor.start(child(code, name, patience=0.5))
    supervisor.wait_until(lambda: all(supervisor.log.tail(each.name) for each in supervisor.children), "All", 20)
    began = time.monotonic()
    supervisor.stop(["third", "second", "first"])
    assert time.monotonic() - began < 5
    codes = {each.name: each.process.returncode for each in supervisor.children if each.process}
    assert codes == {"first": -15, "second": -9, "third": -15}


def test_the_log_keeps_whole_lines_with_their_source(tmp_path: Path) -> None:
    log = Log(tmp_path)
    log.take("web", b"one\ntw")
    log.take("worker", "größer\n".encode())
    log.take("web", b"o\n\xff\n")
    log.close()
    lines = [line.split(" ", 2)[2] for line in log.path.read_text().splitlines()]
    assert lines == ["web    | one", "worker | größer", "web    | two", "web    | �"]
    assert log.tail("web").splitlines() == ["    one", "    two", "    �"]


def test_static_files_are_gathered_only_when_one_has_changed() -> None:
    root = Path(settings.STATIC_ROOT)
    preparation.collect_static_files()
    assert (root / "plotly" / "plotly.min.js").is_file()
    (root / "marker").touch()
    preparation.collect_static_files()
    assert (root / "marker").exists(), "nothing had changed"
    (root / ".stamp").write_text("another state")
    preparation.collect_static_files()
    assert not (root / "marker").exists(), "all was gathered again"


def test_of_the_plotly_package_exactly_one_file_is_served() -> None:
    finder = PlotlyFinder()
    assert [name for name, _ in finder.list(None)] == ["plotly.min.js"]
    assert Path(finder.find("plotly/plotly.min.js")).is_file()
    assert finder.find("plotly/datasets/iris.csv.gz") == []
    assert finder.find("plotly/../plotly.min.js") == []
