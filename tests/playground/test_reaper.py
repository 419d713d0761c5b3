"""The reaper rings for work that nobody attends, ends what keeps crashing, and touches nothing that is well."""

import time
from datetime import timedelta

import pytest
import redis
from django.conf import settings
from django.db.models.functions import Now

from playground import queue
from playground.models import Owner, Population, State, Worker
from playground.reaper import reap
from tests.playground.experiments import events_of, make, population_of


@pytest.fixture
def rings(owner: Owner, redis_url: str) -> redis.Redis:
    """A Redis in which no ring waits."""
    client = redis.Redis.from_url(redis_url)
    time.sleep(0.05)  # a ring of an earlier test may be on its way
    client.delete("celery")
    return client


def heard(client: redis.Redis) -> int:
    """How many rings wait a moment later."""
    deadline = time.monotonic() + 0.5
    while time.monotonic() < deadline and not client.llen("celery"):
        time.sleep(0.01)
    return int(client.llen("celery"))


def test_waiting_work_is_rung_for_once(owner: Owner, rings: redis.Redis) -> None:
    make(owner)
    for _ in range(5):
        reap()
        assert heard(rings) == 1


def test_without_work_it_is_silent(owner: Owner, rings: redis.Redis) -> None:
    make(owner)
    queue.claim("a worker")
    reap()
    assert heard(rings) == 0


def test_an_expired_lease_is_work(owner: Owner, rings: redis.Redis) -> None:
    make(owner)
    queue.claim("a worker")
    Population.objects.update(lease_until=Now() - timedelta(milliseconds=50))
    reap()
    assert heard(rings) == 1


def test_what_keeps_crashing_is_ended(owner: Owner, rings: redis.Redis) -> None:
    experiment = make(owner)
    for _ in range(queue.MOST_ATTEMPTS):
        queue.claim("a worker")
        Population.objects.update(lease_until=Now() - timedelta(milliseconds=50))
    reap()
    assert [event["type"] for event in events_of(experiment)] == ["run_failed"]
    reap()
    assert len(events_of(experiment)) == 1


def test_a_third_attempt_that_still_runs_is_left_alone(owner: Owner, rings: redis.Redis) -> None:
    experiment = make(owner)
    for _ in range(queue.MOST_ATTEMPTS):
        Population.objects.update(lease_until=None)
        queue.claim("a worker")
    before = list(Population.objects.values())
    reap()
    assert list(Population.objects.values()) == before
    assert population_of(experiment).state == State.WAITING


def test_workers_of_yesterday_are_forgotten(owner: Owner, rings: redis.Redis) -> None:
    for name, hours in (("today", 1), ("yesterday", 25)):
        Worker.objects.create(name=name, device="cpu", last_seen=Now() - timedelta(hours=hours))
    reap()
    assert [worker.name for worker in Worker.objects.all()] == ["today"]


def test_without_redis_it_still_does_its_other_duties(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "REDIS_URL", "redis://127.0.0.1:1/0")
    experiment = make(owner)
    Population.objects.update(attempts=queue.MOST_ATTEMPTS, lease_until=Now() - timedelta(seconds=1))
    make(owner)
    reap()
    assert population_of(experiment).state == State.FAILED
