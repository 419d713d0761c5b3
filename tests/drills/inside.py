"""Drills whose faults are inside the processes (injected/sitecustomize.py): death at each step, poison, a leak."""

from pathlib import Path
from random import Random
from typing import Any

import psutil

from tests.drills.drill import Report, on_postgres, on_sqlite
from tests.drills.lesson import SPECS, Lesson
from tests.drills.patience import PATIENCE, Standstill, until
from tests.drills.site import Site
from tests.drills.student import Student, figures

INJECTED = str(Path(__file__).parent / "injected")
LEAST_STEPS = 8
LEAK: dict[str, Any] = {**SPECS["race"], "title": "leaks a megabyte an epoch", "stopping": {"epochs": 1500}}
LIMIT = 600_000
"""Kilobytes of a process after which it is replaced; it leaks more than twice as much in all."""


def die_at_every_step(home: Path, seed: str, rounds: int) -> Report:
    """Rows 18 and 19: a worker dies once before each statement of a commit and once behind it, with both databases."""
    report, random = Report("steps", seed), Random(f"steps {seed}")
    for stage, name in ((on_sqlite, "sqlite"), (on_postgres, "postgres")):
        folder = home / name / "steps"
        folder.mkdir(parents=True)
        with stage(home / name, PYTHONPATH=INJECTED, DRILL_STEPS=str(folder)) as site:
            for _ in range(rounds):
                lesson = Lesson.drawn(site, random)
                lesson.wait_for_the_end()
                report.add(lesson, lesson.longest_standstills)
        report.faults[f"steps died at, {name}"] = len(list(folder.iterdir()))
        if len(list(folder.iterdir())) < LEAST_STEPS:
            report.found.wrong.append(f"only {len(list(folder.iterdir()))} steps were died at: more rounds, please")
    return report


def suffer_poison(home: Path, seed: str, rounds: int) -> Report:
    """Rows 16 and 17: one run kills its workers, one hangs in native code; both end in words, the others go on."""
    report, random = Report("poison", seed), Random(f"poison {seed}")
    with on_sqlite(home, PYTHONPATH=INJECTED, DRILL_POISON="yes") as site:
        for _ in range(rounds):
            poison = [Student(site, {**SPECS["race"], "title": title}) for title in ("dies", "hangs")]
            lesson = Lesson.drawn(site, random)
            recovery = until(lambda poison=poison: all(map(_given_up, poison)), "poison to be given up")
            lesson.wait_for_the_end()
            report.add(lesson, [recovery])
            report.faults["runs that kill or hang"] = report.faults.get("runs that kill or hang", 0) + len(poison)
    return report


def _given_up(student: Student) -> bool:
    status = student.status
    if status["state"] != "failed":
        return False
    assert "crashed 3 times" in status["sentence"] or "crashed 3 times" in str(status["reason"]), status
    return True


def forget_memory(home: Path, seed: str, rounds: int) -> Report:
    """Row 28: a process that grows is replaced between two turns, and the run that made it grow ends as ever."""
    report = Report("memory", seed)
    with on_sqlite(home, PYTHONPATH=INJECTED, DRILL_POISON="yes", WORKER_MEMORY=str(LIMIT)) as site:
        for _ in range(rounds):
            student, holders, stands = Student(site, LEAK), set[int](), Standstill()
            largest = 0
            while (status := student.status)["state"] != "finished":
                holders.update(site.holders(student.id).values())
                stands.look(status["epoch"])
                assert stands.so_far < PATIENCE, f"The leak stands still: {status}"
                largest = max(largest, _largest(site))
            if len(figures(student.events())) < LEAK["stopping"]["epochs"]:
                report.found.lost += 1
            if len(holders) < 3:
                report.found.wrong.append(f"{len(holders)} processes trained it: they were never replaced")
            report.figures["most_memory_mb"] = largest // 1_000_000
            report.faults["processes replaced"] = len(holders)
            lesson = Lesson(site, ["race"])
            lesson.wait_for_the_end()
            report.add(lesson, [stands.longest])
    return report


def _largest(site: Site) -> int:
    sizes = [0]
    for process in psutil.Process(site.server.pids["worker"]).children():
        try:
            sizes.append(process.memory_info().rss)
        except psutil.NoSuchProcess:
            continue
    return max(sizes)
