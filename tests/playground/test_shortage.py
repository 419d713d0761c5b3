"""A worker whose memory really runs out tells the student in plain words, and trains the next experiment."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from playground import processes, shortage
from playground.models import Owner, Run
from playground.status import status
from tests.playground.experiments import events_of, figures, make, straight, take_turn

WIDE: dict[str, Any] = {
    "data": {"dataset": "digits"},
    "network": {"hidden": [{"units": 480}, {"units": 480}]},
    "ensemble": {"members": 3},
    "batch": {"size": "full"},
}
ROOM = 40_000_000


@contextmanager
def little_memory() -> Iterator[None]:
    """As on a machine that has only a little more than what is taken already."""
    processes.LIBC.malloc_trim(0)
    [line] = [each for each in Path("/proc/self/status").read_text().splitlines() if each.startswith("VmData")]
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (int(line.split()[1]) * 1024 + ROOM, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def test_its_runs_fail_in_words_and_others_train(owner: Owner) -> None:
    experiment = make(owner, **WIDE)
    with little_memory():
        assert take_turn()
    assert status(experiment)["state"] == "failed"
    assert {run.reason for run in Run.objects.all()} == {shortage.out_of_memory_words("cpu")}
    assert {event["reason"] for event in events_of(experiment) if event["type"] == "run_failed"} == {
        "This experiment needs more memory than the worker has: smaller layers, smaller batches or fewer runs at once "
        "need less."
    }
    after = make(owner)
    while take_turn():
        pass
    assert figures(after) == straight(after)


def test_a_worker_is_bounded_by_the_memory_of_its_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    limits: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda which, limit: limits.append(limit))
    (tmp_path / "memory.max").write_text("1000000000\n")
    monkeypatch.setattr(shortage, "CGROUP_LIMIT", tmp_path / "memory.max")
    shortage.limit_memory()
    (tmp_path / "memory.max").write_text("max\n")
    shortage.limit_memory()
    assert limits[0][0] == 900_000_000
    assert limits[1][0] > limits[0][0]
