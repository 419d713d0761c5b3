"""What has to be true after every drill: the invariants I1 to I8 of docs/drills.md, read from the database."""

import hashlib
import json
import socket
from dataclasses import dataclass, field
from typing import Any

import psutil

from tests.drills.lesson import Lesson, undisturbed
from tests.drills.patience import PATIENCE, until
from tests.drills.student import Events, figures

RESTS = ("run_paused", "run_resumed")
WORKERS = 2
SPARE_CONNECTIONS = 12
"""Of a site at rest: workers and reaper keep theirs for a look each, the server closes its own."""
FORBIDDEN = ("Traceback (most recent", 'File "/', "sqlite3.", "psycopg", "OperationalError", "SECRET_KEY", "redis://")


@dataclass
class Found:
    """Counts that have to be 0, and sentences about whatever is wrong."""

    lost: int = 0
    doubled: int = 0
    different: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.different or self.wrong)


def check(lesson: Lesson, recoveries: list[float]) -> Found:
    """Look at everything that a lesson has left behind."""
    found = Found()
    for student, name, watcher in zip(lesson.students, lesson.names, lesson.watchers, strict=True):
        bodies = [body for (body,) in lesson.site.book.rows(BODIES, student.id)]
        events = [json.loads(body) for body in bodies]
        _all_ended(lesson, student.id, found)
        _dense(lesson, student.id, events, found)
        _identical(lesson, student.id, name, events, found)
        if watcher.bodies != bodies:  # I5
            found.wrong.append(f"{name}: who watched has {len(watcher.bodies)} events, the book {len(bodies)}")
    _nothing_held(lesson, found)
    if recoveries and max(recoveries) > PATIENCE:  # I7; `until` has refused longer ones already
        found.wrong.append(f"somebody stood still for {max(recoveries):.0f} s")
    _nothing_told(lesson, found)
    return found


BODIES = """
    SELECT body FROM playground_event v JOIN playground_experiment e ON e.id = experiment_id
    WHERE public_id = ? ORDER BY v.seq
"""
RUNS = """
    SELECT number, state, epoch, epochs, weights
    FROM playground_run JOIN playground_experiment e ON e.id = experiment_id
    WHERE public_id = ? ORDER BY number
"""


def _all_ended(lesson: Lesson, experiment: str, found: Found) -> None:
    """I1: every run has come to its end by itself."""
    for number, state, epoch, epochs, _ in lesson.site.book.rows(RUNS, experiment):
        if state != "finished" or epoch != epochs:
            found.lost += 1
            found.wrong.append(f"run {number} of {experiment} is {state} at epoch {epoch} of {epochs}")


def _dense(lesson: Lesson, experiment: str, events: Events, found: Found) -> None:
    """I2 and I3: numbers from 1 without gap or double, and so are the epochs of each run."""
    [(seq,)] = lesson.site.book.rows("SELECT seq FROM playground_experiment WHERE public_id = ?", experiment)
    numbers = [event["seq"] for event in events]
    found.doubled += len(numbers) - len(set(numbers))
    if sorted(set(numbers)) != list(range(1, seq + 1)):
        found.wrong.append(f"{experiment} has {len(set(numbers))} of {seq} events")
    for number, _, epoch, _, _ in lesson.site.book.rows(RUNS, experiment):
        told = [each["epoch"] for each in events if each["type"] == "epoch_ended" and each["run"] == number]
        found.doubled += len(told) - len(set(told))
        if told != list(range(1, epoch + 1)):
            found.wrong.append(f"run {number} of {experiment} tells {len(told)} epochs, not 1 to {epoch}")


def _identical(lesson: Lesson, experiment: str, name: str, events: Events, found: Found) -> None:
    """I4: figures and weights are those of the command line, bit for bit."""
    told, expected = by_run(figures(events)), by_run(undisturbed(name).result())
    for number, _, _, _, weights in lesson.site.book.rows(RUNS, experiment):
        digest = hashlib.sha256(bytes(weights or b"")).hexdigest()
        if told.get(number) != expected[number] or digest != expected[number][-1]["weights_sha256"]:
            found.different += 1
            found.wrong.append(f"run {number} of {name} is not what the command line says")
    if told.get(0) != expected.get(0):
        found.wrong.append(f"the average of {name} is not what the command line says")


def by_run(events: Events) -> dict[int, Events]:
    """Populations take turns, so only the order inside each run is certain. Rests change nothing."""
    kept = [event for event in events if event["type"] not in RESTS]
    return {run: [each for each in kept if each["run"] == run] for run in sorted({each["run"] for each in kept})}


def _nothing_held(lesson: Lesson, found: Found) -> None:
    """I6: no lease, no process and no connection is left over."""
    site, book = lesson.site, lesson.site.book
    held = f"SELECT COUNT(*) FROM playground_population WHERE lease_until > {book.now}"
    until(lambda: book.rows(held) == [(0,)], "all leases to end")
    until(lambda: _as_many_as_there_should_be(site.server.pids), "as many processes as there should be")
    if book.is_postgres:
        open_now = "SELECT COUNT(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
        until(lambda: int(book.rows(open_now)[0][0]) <= SPARE_CONNECTIONS, "connections to be closed")


def _as_many_as_there_should_be(pids: dict[str, Any]) -> bool:
    try:
        wanted = {"web": 0, "worker": WORKERS, "validation": 1, "reaper": 0}
        return all(len(psutil.Process(pids[name]).children()) == count for name, count in wanted.items())
    except (psutil.NoSuchProcess, KeyError, TypeError):
        return False


def _nothing_told(lesson: Lesson, found: Found) -> None:
    """I8: no answer holds a path, a traceback or a secret; no answer is an error without a word."""
    secret = (lesson.site.home / "secret_key").read_text().strip()
    forbidden = [*FORBIDDEN, secret, str(lesson.site.home), f"{socket.gethostname()}:"]
    told = lesson.visitor.texts.union(*(watcher.texts for watcher in lesson.watchers))
    found.wrong += [f"an answer tells {word!r}" for word in forbidden if any(word in text for text in told)]
    found.wrong += sorted(lesson.visitor.wrong)
