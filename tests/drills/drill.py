"""One drill: a site, lessons at it, faults dealt from a seed, and what has to be true afterwards."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.drills.checks import Found, check
from tests.drills.faults import Fault
from tests.drills.lesson import Lesson
from tests.drills.site import Site
from tests.throwaway_postgres import running_postgres

Stage = Callable[[Path], AbstractContextManager[Site]]


@contextmanager
def on_sqlite(home: Path, **environment: str) -> Iterator[Site]:
    """The site as `make run` starts it."""
    site = Site(home, **environment)
    try:
        yield site
    finally:
        site.stop()


@contextmanager
def on_postgres(home: Path, **environment: str) -> Iterator[Site]:
    """The same with a PostgreSQL of its own, which has few connections."""
    with running_postgres("max_connections=40", "fsync=on") as postgres:
        site = Site(home, postgres, **environment)
        try:
            yield site
        finally:
            site.stop()


@dataclass
class Report:
    """What happened, in figures; all but the times have to be 0."""

    drill: str
    seed: str
    faults: dict[str, int] = field(default_factory=dict)
    runs: int = 0
    found: Found = field(default_factory=Found)
    recoveries: list[float] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    def line(self) -> str:
        """One line of JSON."""
        times = sorted(self.recoveries)
        recovery = {name: _at(times, share) for name, share in (("p50", 0.5), ("p95", 0.95), ("max", 1.0))}
        counts = {"lost": self.found.lost, "doubled": self.found.doubled, "not_bit_identical": self.found.different}
        values = {"drill": self.drill, "seed": self.seed, "runs": self.runs, **counts, "wrong": self.found.wrong}
        values |= {"recovery_seconds": recovery, "faults": self.faults, "answers": self.answers, **self.figures}
        return json.dumps(values | {"seconds": round(time.monotonic() - self.began, 1)}, ensure_ascii=False)

    def add(self, lesson: Lesson, recoveries: Sequence[float] = ()) -> None:
        """Check what a lesson has left behind, and count it."""
        self.recoveries += recoveries
        one = check(lesson, list(recoveries))
        self.found.lost += one.lost
        self.found.doubled += one.doubled
        self.found.different += one.different
        self.found.wrong += one.wrong
        self.runs += sum(len(student.read()["runs"]) for student in lesson.students)
        for status, times in lesson.visitor.statuses.items():
            name = str(status or "away")
            self.answers[name] = self.answers.get(name, 0) + times


def strike(
    site: Site, faults: Sequence[Fault], random: Random, report: Report, size: int = 4, address: str = ""
) -> None:
    """Each of these faults once, in one lesson; a second one begins where the first ends before all have struck."""
    left = list(faults)
    while left:
        lesson = Lesson.drawn(site, random, size, address)
        recoveries: list[float] = []
        try:
            while left and lesson.wait_for_share(0 if recoveries else random.uniform(0.02, 0.12)):
                fault = left.pop(0)
                fault(site, lesson, random)
                recoveries.append(lesson.wait_until_all_move())
                report.faults[fault.__name__] = report.faults.get(fault.__name__, 0) + 1
            lesson.wait_for_the_end()
        finally:
            lesson.leave()
        report.add(lesson, recoveries)


def deal(faults: Sequence[Fault], random: Random, rounds: int) -> Iterator[list[Fault]]:
    """All of them in each round, in another order."""
    for _ in range(rounds):
        yield random.sample(list(faults), len(faults))


def _at(times: Sequence[float], share: float) -> float | None:
    return round(times[min(len(times) - 1, int(share * len(times)))], 2) if times else None
