"""Searches whose workers are killed end with the same trials, decisions and networks, bit for bit."""

import os
import signal
import time
from typing import Any

import pytest

from tests.drills.conftest import undisturbed_training
from tests.drills.site import Site
from tests.drills.student import Events, Student, figures

RATE = {"kind": "log_uniform", "low": 0.001, "high": 1}
AXES = {"optimizer.learning_rate": RATE, "optimizer.beta": {"kind": "uniform", "low": 0, "high": 0.99}}
WIDTHS = {**AXES, "network.hidden.0.units": {"kind": "choice", "values": [8, 16]}}
COMMON: dict[str, Any] = {"data": {"dataset": "digits"}, "batch": {"size": 64}, "stopping": {"epochs": 20}}
SEARCHES: dict[str, dict[str, Any]] = {
    "64 trials": {**COMMON, "vary": {"kind": "random", "trials": 64, "axes": AXES}},
    "halving": {**COMMON, "vary": {"kind": "halving", "trials": 64, "reduction": 4, "minimum": 1, "axes": WIDTHS}},
    "tpe": {**COMMON, "vary": {"kind": "tpe", "trials": 24, "startup": 12, "per_round": 6, "axes": WIDTHS}},
}


@pytest.mark.timeout(500)
def test_searches_survive_kill_9_with_identical_results(site: Site) -> None:
    expected = {name: by_run(undisturbed_training(spec)) for name, spec in SEARCHES.items()}
    students = {name: Student(site, spec) for name, spec in SEARCHES.items()}
    killed = []
    for share in (0.2, 0.5):
        for name, student in students.items():
            while student.status["progress"] < share:
                time.sleep(0.02)
            if student.status["state"] == "running":
                os.kill(site.holder(student.id), signal.SIGKILL)
                killed.append(name)
    ends = {name: by_run(figures(student.wait_for_the_end(200))) for name, student in students.items()}
    assert set(killed) == set(SEARCHES), "a fault after the end would prove nothing"
    for name in SEARCHES:
        assert ends[name] == expected[name], name
    assert [event["epoch"] for event in ends["halving"][0]] == [1, 4, 16]
    assert max(ends["tpe"]) == 24


def by_run(events: Events) -> dict[int, Events]:
    """Populations take turns, so only the order inside each run is certain."""
    return {run: [event for event in events if event["run"] == run] for run in sorted({one["run"] for one in events})}
