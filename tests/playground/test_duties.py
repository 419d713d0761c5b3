"""Processes that train and processes that validate: each has its own queue, its own count, and its own work only."""

import time
from collections.abc import Iterator

import pytest
import redis
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from playground import bell, worker_process
from playground.duties import VALIDATION
from playground.models import Owner, Snapshot, Worker
from playground.serving import parts
from playground.worker_process import Station
from tests.playground.experiments import events_of, make, population_of, take_turn
from tests.playground.test_worker_process import wait_for

LATE = {"validation": {"separate_worker": True}}


@pytest.fixture
def validator(owner: Owner) -> Iterator[Station]:
    own = Station(VALIDATION)
    yield own
    own.close()


def test_a_process_that_validates_finds_its_work_without_a_bell_and_never_trains(
    owner: Owner, validator: Station
) -> None:
    experiment = make(owner, **LATE)
    validator.open()
    wait_for(lambda: Worker.objects.alive("validation").count() == 1)
    time.sleep(1.5)
    assert population_of(experiment).epoch == 0
    while take_turn():
        pass
    wait_for(lambda: not Snapshot.objects.filter(done=False).exists(), 10)
    told = [event for event in events_of(experiment) if event["type"] == "validation_ended"]
    assert {event["worker"] for event in told} == {validator.name}
    assert len(told) == 12


def test_health_counts_them_apart(owner: Owner, redis_url: str) -> None:
    name = f"{settings.NODE}:1"
    for part in ("worker", "validation"):
        with pytest.raises(CommandError, match=f"{part} is not healthy"):
            call_command("healthy", part)
    Worker.seen(name, "cpu", "validation")
    call_command("healthy", "validation")
    with pytest.raises(CommandError):
        call_command("healthy", "worker")
    answer = Client().get("/health")
    assert answer.status_code == 503
    assert (answer.json()["workers"], answer.json()["validators"]) == (0, 1)
    Worker.seen(f"{name}2", "cpu")
    call_command("healthy", "worker")
    told = Client().get("/health").json()
    assert [node["name"] for node in told.pop("nodes")] == [settings.NODE, settings.NODE]
    assert told == {"database": True, "broker": True, "workers": 1, "validators": 1}


def test_rings_wait_in_a_queue_of_their_own_and_never_pile_up(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client = redis.Redis.from_url(redis_url)
    client.delete("validation", "celery")
    monkeypatch.setattr(bell, "MOST_WAITING", 2)
    for _ in range(5):
        bell._send(client, bell.VALIDATORS, 0)
    assert client.llen("validation") == 2
    assert client.llen("celery") == 0
    client.delete("validation")


def test_a_publisher_rings_for_validators(owner: Owner, redis_url: str) -> None:
    client = redis.Redis.from_url(redis_url)
    client.delete("validation")
    make(owner, **LATE)
    take_turn()
    wait_for(lambda: client.llen("validation") >= 1)
    client.delete("validation")


def test_each_part_of_the_site_listens_to_one_queue() -> None:
    gpu = (parts.gpu, "celery", "training")
    for part, queue, duty in (
        gpu,
        (parts.worker, "celery", "training"),
        (parts.validation, "validation", "validation"),
    ):
        child = part("redis://")
        assert child.command[child.command.index("--queues") + 1] == queue
        assert child.environment["DUTY"] == duty
    assert worker_process.station.duty.name == "training"
