"""The release of yesterday trains, and that of today takes over in the middle of a lesson (row 36)."""

import subprocess
from pathlib import Path
from random import Random

from tests.drills.drill import Report
from tests.drills.lesson import Lesson
from tests.drills.restoring import go_on
from tests.drills.site import Site
from tests.running_server import ROOT
from tests.throwaway_postgres import running_postgres

MIGRATIONS = "playground/migrations"


def upgrade(home: Path, seed: str, rounds: int) -> Report:
    """With both databases: tables change under unfinished runs, which end as if nothing had happened."""
    report, random = Report("upgrade", seed), Random(f"upgrade {seed}")
    yesterday = before_the_newest_migration(home / "yesterday")
    for number in range(rounds):
        _upgrade(Site(home / f"sqlite-{number}", root=yesterday), random, report, "sqlite")
        with running_postgres("fsync=off") as postgres:
            _upgrade(Site(home / f"postgres-{number}", postgres, yesterday), random, report, "postgres")
    return report


def before_the_newest_migration(folder: Path) -> Path:
    """The product as it was right before the tables changed last, taken from the history."""
    folder.mkdir()
    found = _git("log", "-1", "--diff-filter=A", "--format=%H", "--", MIGRATIONS).decode().strip()
    subprocess.run(["tar", "-x"], cwd=folder, input=_git("archive", f"{found}^"), check=True)
    assert len(list((folder / MIGRATIONS).glob("*.py"))) < len(list((ROOT / MIGRATIONS).glob("*.py")))
    return folder


def _upgrade(old: Site, random: Random, report: Report, name: str) -> None:
    try:
        lesson = Lesson.drawn(old, random, 3)
        lesson.wait_for_share(random.uniform(0.1, 0.4))
        lesson.leave()
    finally:
        old.stop()
    new = Site(old.home, old.postgres)
    try:
        go_on(lesson, new, report, f"upgrades, {name}")
    finally:
        new.stop()


def _git(*words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True).stdout
