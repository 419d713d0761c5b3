"""On a real GPU: it trains, tells its name, runs out of memory in words, and takes over what a processor began."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import torch
from django.db.models.functions import Now

from playground import broker, shortage, slices
from playground.devices import hardware_name, visible_gpus
from playground.models import Experiment, Owner, Population
from playground.status import status
from tests.playground.experiments import events_of, make, population_of, straight, take_short_turn
from tests.running_node import RunningNode
from tests.running_redis import running_redis
from tests.running_server import ROOT, clean_environment
from tests.waiting import wait_for

pytestmark = pytest.mark.gpu


@pytest.fixture
def owner(transactional_db: None, redis_url: str) -> Owner:
    torch.set_num_threads(1)
    return Owner.objects.create()


def turn(leaving: bool = False) -> bool:
    return slices.take_turn("a GPU worker", "cuda", lambda: leaving)


def to_the_end() -> None:
    while turn():
        pass


def losses(events: list[dict[str, Any]]) -> list[float]:
    return [event["train_loss"] for event in events if event["type"] == "epoch_ended"]


def test_it_learns_as_a_processor_does(owner: Owner) -> None:
    experiment = make(owner)
    to_the_end()
    assert losses(events_of(experiment)) == pytest.approx(losses(straight(experiment)), rel=1e-3)
    assert torch.cuda.get_device_name() in population_of(experiment).fingerprint
    assert status(experiment)["device"] == "cuda"


def test_twice_the_same_gives_the_same_bits(owner: Owner) -> None:
    first, second = make(owner), make(owner)
    to_the_end()
    assert losses(events_of(first)) == losses(events_of(second))


def test_memory_that_runs_out_is_told_and_the_next_experiment_trains(owner: Owner) -> None:
    torch.cuda.set_per_process_memory_fraction(1e-4)
    try:
        wide = {"hidden": [{"units": 480}, {"units": 480}]}
        experiment = make(owner, data={"dataset": "digits"}, network=wide, ensemble={"members": 3})
        to_the_end()
        assert events_of(experiment)[-1]["reason"] == shortage.out_of_memory_words("cuda")
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0)
    after = make(owner)
    to_the_end()
    assert events_of(after)[-1]["type"] == "run_finished"


def test_it_takes_over_what_a_processor_began(owner: Owner) -> None:
    experiment = make(owner)
    take_short_turn()
    Population.objects.update(last_slice=Now() - timedelta(minutes=1))
    to_the_end()
    events = events_of(experiment)
    [moved] = [event for event in events if event["type"] == "machine_changed"]
    assert moved["before"] != moved["after"]
    assert losses(events) == pytest.approx(losses(straight(experiment)), rel=1e-3)


def test_a_node_has_one_process_on_each_gpu(tmp_path: Path) -> None:
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=ROOT, env=clean_environment(tmp_path), check=True)
    with running_redis(broker.embedded(tmp_path)):
        node = RunningNode(tmp_path, "gpus", DEVICE="cuda")
        try:
            wait_for(lambda: len(node.workers()) == len(visible_gpus()), "a process on each GPU", 120)
        finally:
            node.stop()
    assert hardware_name("cuda") == torch.cuda.get_device_name()


def test_a_gpu_node_trains_what_wishes_for_one(owner: Owner) -> None:
    experiment = make(owner)
    Experiment.objects.update(device="cuda")
    to_the_end()
    assert events_of(experiment)[-1]["type"] == "run_finished"
