"""A worker process finds work without any bell, takes one turn at a time, and leaves quickly when asked to."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from playground import duties, slices, worker_process
from playground.models import Owner, Worker
from playground.status import status
from playground.worker_process import Station
from tests.playground.experiments import events_of, figures, make, population_of, straight


@pytest.fixture
def station(owner: Owner) -> Iterator[Station]:
    """One whose threads end with the test."""
    own = Station()
    yield own
    own.close()
    for thread in threading.enumerate():
        if thread.name in ("_look", "_say_alive"):
            thread.join(5)


def wait_for(ready: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_work_is_found_without_a_bell(owner: Owner, station: Station) -> None:
    station.open()
    wait_for(lambda: Worker.objects.alive().count() == 1)
    time.sleep(0.1)
    experiment = make(owner)
    wait_for(lambda: status(experiment)["state"] == "finished")
    assert figures(experiment) == straight(experiment)
    assert population_of(experiment).lease_owner == station.name


def test_two_ticks_in_one_process_take_turns_one_after_another(
    owner: Owner, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, most = [0], [0]
    real = slices.take_turn

    def counted(*arguments: Any) -> bool:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        try:
            return real(*arguments)
        finally:
            inside[0] -= 1

    monkeypatch.setattr(slices, "take_turn", counted)
    experiments = [make(Owner.objects.create()) for _ in range(4)]

    def tick() -> None:
        station.attend()
        connection.close()

    threads = [threading.Thread(target=tick) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    station.attend()
    assert most == [1]
    assert all(status(experiment)["state"] == "finished" for experiment in experiments)


def test_a_tick_hands_on_after_a_while(owner: Owner, station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    rings: list[int] = []
    monkeypatch.setattr(worker_process, "TURNS", 0.0)
    monkeypatch.setattr(duties.bell, "ring_workers", lambda: rings.append(1))
    make(owner)
    make(owner)
    station.attend()
    assert rings == [1]


def test_asked_to_leave_it_gives_its_work_back_at_once(owner: Owner, station: Station) -> None:
    experiment = make(
        owner, data={"dataset": "digits"}, stopping={"epochs": 10_000}, network={"hidden": [{"units": 64}]}
    )
    station.open()
    wait_for(lambda: status(experiment)["epoch"] > 0)
    began = time.monotonic()
    station.close()
    assert time.monotonic() - began < 2
    assert population_of(experiment).lease_until is None
    count = len(events_of(experiment))
    time.sleep(0.3)
    assert len(events_of(experiment)) == count


def test_an_error_in_a_duty_does_not_end_it(station: Station) -> None:
    calls: list[int] = []

    def duty() -> None:
        calls.append(1)
        if len(calls) >= 3:
            station._leaving.set()
        raise RuntimeError("the database is restarting")

    station._repeat(duty, 0.01)
    assert len(calls) == 3
