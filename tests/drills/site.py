"""The whole site with a Redis of its own, which a drill can kill, freeze and start again, and a look into the book."""

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from playground import broker
from tests.running_server import RunningServer
from tests.waiting import wait_for


class Site:
    """`manage.py serve` and its Redis."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.redis_own = broker.embedded(home / "own-redis")
        self.start_redis()
        self.server = RunningServer(home, REDIS_URL=self.redis_own.url).wait_until_up()

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
        self.server = RunningServer(self.home, self.server.port, REDIS_URL=self.redis_own.url).wait_until_up()

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
            query = """
                SELECT lease_owner FROM playground_population JOIN playground_experiment e ON e.id = experiment_id
                WHERE public_id = ? AND lease_until > strftime('%Y-%m-%d %H:%M:%f', 'now')
            """
            with self._book() as book:
                found.extend(int(name.rpartition(":")[2]) for (name,) in book.execute(query, [experiment]))
            return bool(found)

        wait_for(look, "a worker")
        return found[0]

    def forget_checkpoints(self) -> None:
        """Nobody may be training."""
        with self._book() as book:
            book.execute("DELETE FROM playground_checkpoint")

    def turns(self) -> dict[str, int]:
        """How many turns each experiment has had."""
        query = (
            "SELECT public_id, fence FROM playground_population JOIN playground_experiment e ON e.id = experiment_id"
        )
        with self._book() as book:
            return dict(book.execute(query))

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
        with self._book() as book:
            try:
                book.execute("BEGIN IMMEDIATE")
                book.execute("ROLLBACK")
            except sqlite3.OperationalError:
                return False
        return True

    @contextmanager
    def _book(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.home / "descent.sqlite3", timeout=0.5, isolation_level=None)
        try:
            yield connection
        finally:
            connection.close()


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
