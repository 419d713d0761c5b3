"""The database is locked, restarted, full of connections or damaged."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from random import Random

import psutil
import psycopg

from tests.drills.lesson import Lesson
from tests.drills.patience import until
from tests.drills.site import Site

SECONDS = (3.0, 8.0)
"""For how long a lock is held."""


def lock_it(site: Site, lesson: Lesson, random: Random) -> None:
    """Rows 30 and 32: somebody holds all of SQLite, or the table of the queue, and goes away after a while."""
    what = "LOCK TABLE playground_population, playground_run IN ACCESS EXCLUSIVE MODE"
    with site.book.open(patience=60) as book:
        book.execute("BEGIN" if site.book.is_postgres else "BEGIN IMMEDIATE")
        if site.book.is_postgres:
            book.execute(what)
        threading.Event().wait(random.uniform(*SECONDS))
        book.execute("ROLLBACK")


def damage_the_newest_checkpoints(site: Site, lesson: Lesson, random: Random) -> None:
    """Row 34: a byte flipped, or the end missing; whoever trains is killed, so that they are read."""
    newest = "SELECT MAX(id) FROM playground_checkpoint GROUP BY population_id"
    with site.book.open(patience=60) as book:
        book.execute("BEGIN" if site.book.is_postgres else "BEGIN IMMEDIATE")
        for key, data in book.execute(f"SELECT id, data FROM playground_checkpoint WHERE id IN ({newest})").fetchall():
            torn = bytearray(data)
            torn[random.randrange(len(torn))] ^= 1 << random.randrange(8)
            torn = torn[: random.randrange(len(torn))] if random.random() < 0.5 else torn
            mark = "%s" if site.book.is_postgres else "?"
            book.execute(f"UPDATE playground_checkpoint SET data = {mark} WHERE id = {key}", [bytes(torn)])
        for process in set(site.holders().values()):
            with suppress(psutil.NoSuchProcess):
                psutil.Process(process).kill()
        book.execute("COMMIT")


def set_its_clock_back(site: Site, lesson: Lesson, random: Random) -> None:
    """Row 13: leases seem to end later, and whoever holds one dies."""
    with suppress(psutil.NoSuchProcess):
        psutil.Process(site.holder(random.choice(lesson.going()))).kill()
    later = site.book.later(random.uniform(8, 15))
    site.book.write(f"UPDATE playground_population SET lease_until = {later} WHERE lease_until IS NOT NULL")


def crash(site: Site, lesson: Lesson, random: Random) -> None:
    """Row 29: PostgreSQL ends as in a power cut, and starts again."""
    assert site.postgres
    site.postgres.stop()
    threading.Event().wait(random.uniform(0, 3))
    site.postgres.start()


def cut_all_connections(site: Site, lesson: Lesson, random: Random) -> None:
    """Row 29: as a proxy between server and database does when it is started again."""
    site.book.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")


def take_all_connections(site: Site, lesson: Lesson, random: Random) -> None:
    """Row 31: others have all of them, until the server has refused somebody."""
    with _all_connections(site):
        refused = lesson.visitor.statuses[503]
        until(lambda: lesson.visitor.statuses[503] > refused, "an answer that says later")


@contextmanager
def _all_connections(site: Site) -> Iterator[None]:
    with ExitStack() as held:
        with suppress(psycopg.OperationalError):
            while True:
                held.enter_context(psycopg.connect(site.book.address))
        yield


def fill_the_disk(site: Site, lesson: Lesson, random: Random) -> None:
    """Row 33: no file may grow any more, for a while; then there is room again.

    A limit of each process stands for the disk: it needs no rights, and is taken back.
    """
    _limit_files(site, 4096)
    try:
        threading.Event().wait(random.uniform(*SECONDS))
    finally:
        _limit_files(site, psutil.RLIM_INFINITY)


def _limit_files(site: Site, size: int) -> None:
    for part in (psutil.Process(pid) for pid in site.server.pids.values() if pid):
        for process in (part, *part.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                process.rlimit(psutil.RLIMIT_FSIZE, (size, psutil.RLIM_INFINITY))
