"""Runs the embedded Redis for a while."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from playground.broker import EmbeddedBroker


@contextmanager
def running_redis(own: EmbeddedBroker) -> Iterator[redis.Redis]:
    """Start it, wait until it answers, give a client, and stop it in the end."""
    process = subprocess.Popen(own.command, stdout=subprocess.DEVNULL)
    try:
        with redis.Redis.from_url(own.url, decode_responses=True, retry=Retry(NoBackoff(), 0)) as client:
            _wait_for(client)
            yield client
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(client: redis.Redis) -> None:
    deadline = time.monotonic() + 10
    while True:
        try:
            client.ping()
            return
        except redis.RedisError:
            assert time.monotonic() < deadline, "Redis did not start."
            time.sleep(0.01)
