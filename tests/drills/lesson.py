"""A lesson at the running site: students who train, somebody who watches each of them, a visitor who opens pages."""

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, partial
from random import Random
from typing import Any

from tests.drills.patience import Standstill, until
from tests.drills.site import Site
from tests.drills.student import Events, Student, figures
from tests.drills.visitor import Visitor
from tests.drills.watcher import Watcher
from tests.running_server import ROOT

Spec = dict[str, Any]
DIGITS: Spec = {"data": {"dataset": "digits"}, "optimizer": {"kind": "adam"}, "batch": {"size": 32}}
BETAS = [{"name": f"β = {beta}", "set": {"optimizer.beta": beta}} for beta in (0.5, 0.9, 0.99)]
NOISE = {"weight_noise": 0.01, "input_noise": 0.05, "l2": 0.001}
SPECS: dict[str, Spec] = {
    "digits": {**DIGITS, "network": {"hidden": [{"units": 32}]}, "stopping": {"epochs": 300}},
    "dropout": {**DIGITS, "network": {"hidden": [{"units": 24, "dropout": 0.3}]}, "stopping": {"epochs": 250}},
    "race": {"vary": {"kind": "list", "runs": BETAS}, "stopping": {"epochs": 300}},
    "ensemble": {**DIGITS, "ensemble": {"members": 3}, "stopping": {"epochs": 120}},
    "noise": {
        "data": {"dataset": "spiral"},
        "optimizer": {"kind": "rmsprop"},
        "schedule": {"kind": "cosine"},
        "regularization": NOISE,
        "stopping": {"epochs": 300},
    },
}
"""Everything that draws random numbers or carries memory from epoch to epoch, some seconds of training each."""

_engines = ThreadPoolExecutor(1)


@cache
def undisturbed(name: str) -> "Future[Events]":
    """What `python -m training` says of one of SPECS; begun once, beside whatever else goes on."""
    return _engines.submit(_train, json.dumps(SPECS[name]))


def _train(spec: str) -> Events:
    command = ["nice", "-n", "15", sys.executable, "-m", "training", "-"]
    done = subprocess.run(command, cwd=ROOT, input=spec, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return figures([json.loads(line) for line in done.stdout.splitlines()])


class Lesson:
    """Some of SPECS at once; `address` is where sockets connect, and `sockets=False` is a network that blocks them."""

    def __init__(self, site: Site, names: list[str], address: str = "", sockets: bool = True) -> None:
        self.site, self.names = site, names
        for name in names:
            undisturbed(name)
        self.students = [Student(site, SPECS[name]) for name in names]
        self.ids = [student.id for student in self.students]
        self.watchers = [Watcher(site.url, each, address, sockets) for each in self.ids]
        self.visitor = Visitor(site, self.ids)
        self.standstills = {each: Standstill() for each in self.ids}

    @classmethod
    def drawn(cls, site: Site, random: Random, size: int = 4, address: str = "") -> "Lesson":
        return cls(site, random.sample(sorted(SPECS), size), address)

    def move_to(self, site: Site) -> None:
        """Go on elsewhere, as after a restored backup: the same links and the same tokens."""
        self.leave()
        self.site = site
        for student in self.students:
            student.site = site
        self.watchers = [Watcher(site.url, each) for each in self.ids]
        self.visitor = Visitor(site, self.ids)

    def progress(self) -> dict[str, tuple[int, int, int]]:
        """Experiment → epochs of all its runs so far, at most, and how many runs have not ended."""
        query = f"""
            SELECT public_id, SUM(r.epoch), SUM(r.epochs),
                SUM(CASE WHEN r.state IN ('finished', 'failed') THEN 0 ELSE 1 END)
            FROM playground_run r JOIN playground_experiment e ON e.id = r.experiment_id
            WHERE public_id IN ({", ".join("?" * len(self.ids))}) GROUP BY public_id
        """
        told = {name: (int(done), int(of), int(left)) for name, done, of, left in self._rows(query)}
        for name, progress in told.items():
            self.standstills[name].look(progress)
        return told

    @property
    def longest_standstills(self) -> list[float]:
        """Of each experiment, which bounds how long it took to go on from whatever it suffered."""
        return [each.longest for each in self.standstills.values()]

    def wait_for_share(self, share: float) -> bool:
        """Until so much of all work is done; False where that was all: a fault after the end would prove nothing."""

        def reached() -> bool:
            told = self.progress().values()
            return sum(done for done, _, _ in told) >= share * sum(of for _, of, _ in told)

        self._wait_while_it_moves(reached, f"{share:.0%} of the work")
        return bool(self.going())

    def going(self) -> list[str]:
        """Experiments that have not ended."""
        return [name for name, (_, _, left) in self.progress().items() if left]

    def wait_until_all_move(self) -> float:
        """Seconds until whoever has not ended yet has trained more."""
        before = self.progress()

        def moved() -> bool:
            now = self.progress()
            return all(now[name][0] > done or not now[name][2] for name, (done, _, left) in before.items() if left)

        return until(moved, "all to go on")

    def wait_for_the_end(self) -> float:
        """Until every run has ended, and everybody who watches has seen it; then they leave. Seconds of the second."""
        try:
            self._wait_while_it_moves(lambda: not self.going(), "the end")
            return until(lambda: self._all_seen(), "everybody who watches to have seen everything")
        finally:
            self.leave()

    def _wait_while_it_moves(self, ready: Callable[[], bool], what: str) -> None:
        """On a busy machine all of it may take long; standing still is what must not be."""
        while not ready():
            before = self.progress()
            until(partial(self._ready_or_moved, ready, before), f"any progress on the way to {what}")

    def _ready_or_moved(self, ready: Callable[[], bool], before: dict[str, tuple[int, int, int]]) -> bool:
        return ready() or self.progress() != before

    def leave(self) -> None:
        for each in [*self.watchers, self.visitor]:
            each.leave()

    def _all_seen(self) -> bool:
        query = (
            f"SELECT public_id, seq FROM playground_experiment WHERE public_id IN ({', '.join('?' * len(self.ids))})"
        )
        told = dict(self._rows(query))
        return all(watcher.last >= told[watcher.experiment] for watcher in self.watchers)

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.site.book.rows(query, *self.ids)
