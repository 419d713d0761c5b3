"""The whole site with a Redis of its own, and a database if wanted, which a drill can kill, freeze and start again."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from playground import broker
from tests.drills.book import TROUBLE, Book
from tests.drills.patience import PATIENCE
from tests.running_server import ROOT, RunningServer
from tests.throwaway_postgres import ThrowawayPostgres
from tests.waiting import wait_for


class Site:
    """`manage.py serve` and its Redis."""

    def __init__(
        self, home: Path, postgres: ThrowawayPostgres | None = None, root: Path = ROOT, **environment: str
    ) -> None:
        self.home, self.postgres, self.root = home, postgres, root
        self.redis_own = broker.embedded(home / "own-redis")
        self.environment = environment | {"REDIS_URL": self.redis_own.url}
        if postgres:
            self.environment["DATABASE_URL"] = postgres.url
        self.book = Book(postgres.url if postgres else home / "descent.sqlite3")
        self.start_redis()
        self.server = RunningServer(home, root=root, **self.environment).wait_until_up(PATIENCE)

    @property
    def url(self) -> str:
        return self.server.url

    def start_redis(self) -> None:
        """An empty one: it keeps nothing on disk."""
        self.redis = subprocess.Popen(self.redis_own.command, stdout=subprocess.DEVNULL)
        with redis.Redis.from_url(self.redis_own.url, retry=Retry(NoBackoff(), 0)) as client:
            wait_for(lambda: _answers(client), "Redis")
            assert client.dbsize() == 0 or client.llen("celery") <= 2

    def kill_redis(self) -> None:
        self.redis.kill()
        self.redis.wait()

    @contextmanager
    def frozen_redis(self) -> Iterator[None]:
        """Redis takes connections and answers nothing."""
        self.redis.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.redis.send_signal(signal.SIGCONT)

    def restart(self) -> None:
        """Stop everything, Redis included, and start it again on the same folder and port."""
        assert self.server.stop() == 0
        self.kill_redis()
        self.start_redis()
        self.server = RunningServer(self.home, self.server.port, self.root, **self.environment).wait_until_up(PATIENCE)

    def stop(self) -> None:
        try:
            self.server.stop()
        finally:
            self.redis.kill()
            self.redis.wait()

    def holder(self, experiment: str) -> int:
        """The process that trains an experiment at this moment."""
        found: list[int] = []

        def look() -> bool:
            found.extend(self.holders(experiment).values())
            return bool(found)

        wait_for(look, "a worker")
        return found[0]

    def holders(self, experiment: str = "") -> dict[str, int]:
        """Experiment → the process that trains it at this moment; of one or of all."""
        query = f"""
            SELECT public_id, lease_owner
            FROM playground_population JOIN playground_experiment e ON e.id = experiment_id
            WHERE ? IN (public_id, '') AND lease_until > {self.book.now}
        """
        return {name: int(owner.rpartition(":")[2]) for name, owner in self.book.rows(query, experiment)}

    def forget_checkpoints(self) -> None:
        """Nobody may be training."""
        self.book.write("DELETE FROM playground_checkpoint")

    def turns(self) -> dict[str, int]:
        """How many turns each experiment has had."""
        query = (
            "SELECT public_id, fence FROM playground_population JOIN playground_experiment e ON e.id = experiment_id"
        )
        return dict(self.book.rows(query))

    @contextmanager
    def frozen_holder(self, experiment: str) -> Iterator[int]:
        """The process that trains an experiment stands still, but not while it holds SQLite's one write lock."""
        while True:
            process = self.holder(experiment)
            os.kill(process, signal.SIGSTOP)
            if self.holder(experiment) == process and self._can_write():
                break
            os.kill(process, signal.SIGCONT)
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)

    @contextmanager
    def frozen(self, process: psutil.Process) -> Iterator[None]:
        """A process stands still, but not while it holds SQLite's one write lock."""
        process.suspend()
        while not self._can_write():
            process.resume()
            time.sleep(0.02)
            process.suspend()
        try:
            yield
        finally:
            process.resume()

    def _can_write(self) -> bool:
        """On PostgreSQL nobody holds up everybody."""
        if self.book.is_postgres:
            return True
        with self.book.open(patience=0.5) as book:
            try:
                book.execute("BEGIN IMMEDIATE")
                book.execute("ROLLBACK")
            except TROUBLE:
                return False
        return True


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
