"""Ringing never blocks, never fails and never piles up; what it sends carries nothing that could be lost."""

import base64
import json
import threading
import time
from typing import Any

import pytest
import redis
from django.conf import settings

from playground import bell
from playground.bell import Bell
from tests.running_server import free_port


@pytest.fixture
def client(redis_url: str) -> redis.Redis:
    found = redis.Redis.from_url(redis_url)
    found.delete("celery")
    return found


def wait_for(ready: Any, seconds: float = 5) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_ring_for_workers_says_advance_and_names_no_run(client: redis.Redis) -> None:
    Bell().ring_workers()
    wait_for(lambda: client.llen("celery") == 1)
    message = json.loads(client.lpop("celery"))
    assert message["headers"]["task"] == "advance"
    assert json.loads(base64.b64decode(message["body"]))[:2] == [[], {}]


def test_a_ring_for_watchers_reaches_their_group(client: redis.Redis) -> None:
    with client.pubsub() as ear:
        ear.subscribe("asgi__group__experiment.abc")
        assert ear.get_message(timeout=5)["type"] == "subscribe"
        Bell().ring_watchers("abc", 7)
        heard = ear.get_message(timeout=5)
    assert heard is not None
    assert b"experiment.changed" in heard["data"]


def test_rings_that_pile_up_become_one(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[str, int]] = []
    hanging = threading.Event()

    def send(connection: Any, target: str, seq: int) -> None:
        sent.append((target, seq))
        hanging.wait(5)

    monkeypatch.setattr(bell, "_send", send)
    own = Bell()
    own.ring_watchers("a", 0)
    wait_for(lambda: sent)
    for number in range(1, 1001):
        own.ring_watchers("a", number)
        own.ring_workers()
    hanging.set()
    wait_for(lambda: len(sent) == 3)
    time.sleep(0.05)
    assert sent == [("a", 0), ("a", 1000), ("workers", 0)]


def test_a_ring_returns_at_once_though_nobody_answers_and_the_next_one_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "REDIS_URL", f"redis://127.0.0.1:{free_port()}/0")
    own = Bell()
    began = time.monotonic()
    for number in range(100):
        own.ring_watchers(f"experiment {number}", 1)
    assert time.monotonic() - began < 0.2
    time.sleep(0.2)
    sent: list[str] = []
    monkeypatch.setattr(bell, "_send", lambda connection, target, seq: sent.append(target))
    own.ring_workers()
    wait_for(lambda: "workers" in sent)


def test_one_ring_that_fails_does_not_silence_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []

    def send(connection: Any, target: str, seq: int) -> None:
        if target == "broken":
            raise redis.ConnectionError("gone")
        sent.append(target)

    monkeypatch.setattr(bell, "_send", send)
    own = Bell()
    for _ in range(3):
        own.ring_watchers("broken", 1)
        time.sleep(0.02)
    own.ring_workers()
    wait_for(lambda: sent == ["workers"])
