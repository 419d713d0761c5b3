"""Backup in the middle of a lesson, and a new machine that goes on from it (row 37)."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random

from tests.drills.drill import Report, on_postgres, on_sqlite
from tests.drills.lesson import Lesson
from tests.drills.site import Site
from tests.running_server import ROOT, clean_environment
from tests.throwaway_postgres import programs, running_postgres


def restore(home: Path, seed: str, rounds: int) -> Report:
    """With both databases: the backup is taken while it trains; the old machine is gone; the new one ends the same."""
    report, random = Report("restore", seed), Random(f"restore {seed}")
    for number in range(rounds):
        _from_sqlite(home / f"sqlite-{number}", random, report)
        _from_postgres(home / f"postgres-{number}", random, report)
    return report


def _from_sqlite(home: Path, random: Random, report: Report) -> None:
    (home / "new").mkdir(parents=True)
    with on_sqlite(home / "old") as old:
        lesson = Lesson.drawn(old, random, 3)
        lesson.wait_for_share(random.uniform(0.1, 0.4))
        backup = _backed_up(home)
        lesson.leave()
    _manage(home / "new", "restore", backup)
    with on_sqlite(home / "new") as new:
        go_on(lesson, new, report, "machines lost, sqlite")


def _from_postgres(home: Path, random: Random, report: Report) -> None:
    (home / "new").mkdir(parents=True)
    with on_postgres(home / "old") as old:
        lesson = Lesson.drawn(old, random, 3)
        lesson.wait_for_share(random.uniform(0.1, 0.4))
        backup = _backed_up(home, DATABASE_URL=str(old.book.address))
        lesson.leave()
    with running_postgres("fsync=off") as postgres:
        _manage(home / "new", "restore", backup, DATABASE_URL=postgres.url)
        site = Site(home / "new", postgres)
        try:
            go_on(lesson, site, report, "machines lost, postgres")
        finally:
            site.stop()


def _backed_up(home: Path, **environment: str) -> Path:
    """What `manage.py backup` makes of a site that works."""
    _manage(home / "old", "backup", home / "backups", **environment)
    [folder] = (home / "backups").iterdir()
    return folder


def _manage(home: Path, *arguments: str | Path, **environment: str) -> None:
    variables = clean_environment(home, PATH=f"{programs()}:{os.environ['PATH']}", **environment)
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=variables, capture_output=True, check=True)


def go_on(lesson: Lesson, new: Site, report: Report, name: str) -> None:
    """The rest of a lesson at another site, which knows everything that the first one knew; `name` is counted."""
    lesson.move_to(new)
    going = lesson.going()
    recovery = lesson.wait_until_all_move()
    for student in lesson.students:
        if student.id in going:
            student.wish("run")
    lesson.students[0].ask("experiments", {"stopping": {"epochs": 1}})  # its token of the old machine still counts
    lesson.wait_for_the_end()
    report.add(lesson, [recovery])
    report.faults[name] = report.faults.get(name, 0) + 1
