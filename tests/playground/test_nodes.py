"""Nodes: work goes where it is wished for and where its bits stay the same; and what is told of each node."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.test import Client

from playground import branching, measurement_queue, queue, slices
from playground.models import Dataset, Experiment, Measurement, Owner, Population, Worker
from playground.nodes import nodes
from playground.status import status
from playground.turns import turn_seconds
from tests.playground.experiments import SMALL, events_of, figures, make, population_of, straight, take_short_turn
from tests.playground.experiments import train_to_the_end as to_the_end
from tests.playground.requests import Visitor, problems, strict
from training.spec import Spec

HERE, THERE = "descent 1, here", "descent 1, elsewhere"


def seen(name: str, device: str = "cpu", fingerprint: str = HERE, **told: Any) -> None:
    Worker.seen(f"{name}:1", device, fingerprint=fingerprint, **told)


def wishing(owner: Owner, device: str) -> Experiment:
    return Experiment.objects.start(Spec.parse(SMALL, Dataset.objects.outline), owner, device=device)


def claimed(device: str = "cpu", fingerprint: str = HERE) -> Experiment | None:
    found = queue.claim("a worker", device, fingerprint)
    return found and found.experiment


def began_elsewhere(owner: Owner, seconds_ago: float) -> Experiment:
    """One whose last slice was trained on another kind of machine."""
    experiment = make(owner)
    last = Now() - timedelta(seconds=seconds_ago)
    Population.objects.filter(experiment=experiment).update(fingerprint=THERE, last_slice=last)
    return experiment


def test_a_wished_device_is_waited_for(owner: Owner) -> None:
    seen("north")
    wanted = wishing(owner, "cuda")
    assert claimed("cpu") is None
    assert status(wanted)["sentence"] == "Waiting: no GPU worker is running. Training starts as soon as one is."
    seen("south", "cuda", "a GPU")
    assert status(wanted)["sentence"].startswith("Waiting: next in the queue.")
    assert claimed("cuda", "a GPU") == wanted


def test_a_gpu_takes_what_asks_for_none_only_where_nothing_else_trains(owner: Owner) -> None:
    experiment = make(owner)
    seen("south", "cuda", "a GPU")
    seen("north")
    assert claimed("cuda", "a GPU") is None
    Worker.objects.filter(device="cpu").delete()
    assert claimed("cuda", "a GPU") == experiment


def test_what_began_on_a_gpu_stays_there_when_a_processor_comes(owner: Owner) -> None:
    seen("south", "cuda", "a GPU")
    experiment = make(owner)
    Population.objects.update(fingerprint="a GPU", last_slice=Now())
    seen("north")
    assert claimed("cpu") is None
    assert claimed("cuda", "a GPU") == experiment


def test_a_population_stays_with_its_kind_of_machine_as_long_as_one_is_there(owner: Owner) -> None:
    seen("north")
    seen("south", fingerprint=THERE)
    experiment = began_elsewhere(owner, 3600)
    assert claimed("cpu", HERE) is None
    assert claimed("cpu", THERE) == experiment


def test_a_node_that_only_starts_again_finds_its_own(owner: Owner) -> None:
    seen("north")
    experiment = began_elsewhere(owner, 20)
    assert claimed() is None
    Population.objects.update(last_slice=Now() - timedelta(seconds=40))
    assert claimed() == experiment


def test_what_others_must_train_neither_wakes_a_worker_nor_shortens_its_turn(owner: Owner) -> None:
    wishing(owner, "cuda")
    make(owner)
    held = queue.claim("a worker", "cpu", HERE)
    assert held is not None
    assert turn_seconds(held) > 0
    assert not Population.objects.runnable().suits("cpu", HERE, Worker.objects.kinds()).exists()
    assert Population.objects.runnable().suits("cuda", "a GPU", Worker.objects.kinds()).exists()


def test_a_question_does_not_wait_for_who_is_trained_elsewhere(owner: Owner) -> None:
    wishing(owner, "cuda")
    asking = Owner.objects.create()
    Measurement.objects.ask(asking, "range_test", {})
    assert measurement_queue.claim("cpu", HERE) is not None


def test_a_run_that_goes_on_elsewhere_says_so_once(owner: Owner) -> None:
    experiment = make(owner)
    take_short_turn()
    Population.objects.update(fingerprint=THERE, last_slice=Now() - timedelta(minutes=1))
    epoch = population_of(experiment).epoch
    to_the_end()
    [moved] = [event for event in events_of(experiment) if event["type"] == "machine_changed"]
    assert (moved["run"], moved["epoch"], moved["runs"], moved["before"]) == (0, epoch, [1], THERE)
    assert moved["after"] == population_of(experiment).fingerprint != THERE
    assert status(experiment)["moved_at"] == epoch
    told = [event for event in figures(experiment) if event["type"] != "machine_changed"]
    assert told == straight(experiment)
    answer = Visitor().get(f"experiments/{experiment.public_id}/export/csv")
    assert answer.status_code == 200


def test_a_run_that_stays_says_nothing(owner: Owner) -> None:
    experiment = make(owner)
    to_the_end(take_short_turn)
    assert "machine_changed" not in {event["type"] for event in events_of(experiment)}
    assert status(experiment)["moved_at"] is None


def test_branches_and_repetitions_look_for_the_machine_of_their_parent(owner: Owner) -> None:
    parent = wishing(owner, "cpu")
    to_the_end()
    Population.objects.update(fingerprint=THERE)
    spec = {"optimizer.learning_rate": 0.01}
    for made in (branching.Repetition(parent).begin(owner), branching.Branch(parent, 3, spec).begin(owner)):
        assert population_of(made).fingerprint == THERE
        assert made.device == "cpu"


def test_a_wish_comes_with_the_request(visitor: Visitor, owner: Owner) -> None:
    made = strict(visitor.post("experiments?device=cuda", {}))
    assert Experiment.objects.get(public_id=made["id"]).device == "cuda"
    copy = strict(Visitor(made["token"]).post(f"experiments/{made['id']}/fork?device=cpu", {"set": {}}))
    assert Experiment.objects.get(public_id=copy["id"]).device == "cpu"
    [(path, _)] = problems(visitor.post("experiments?device=tpu", {}), 422)
    assert path == "device"


def test_who_has_no_gpu_time_left_may_wish_for_a_processor_alone(owner: Owner, settings: Any) -> None:
    settings.QUOTAS = {**settings.QUOTAS, "gpu_minutes": 1}
    seen("north")
    visitor = Visitor(owner.token)
    waiting = wishing(owner, "cuda")
    Owner.objects.charge_gpu(owner.pk, 61.0)
    [(_, sentence)] = problems(visitor.post("experiments?device=cuda", SMALL), 429)
    assert sentence.startswith("Your GPU time of this session is used up")
    assert visitor.post("experiments?device=cpu", SMALL).status_code == 201
    assert visitor.post("experiments", SMALL).status_code == 201
    seen("south", "cuda", "a GPU")
    assert status(waiting)["waits"] == sentence


def test_nodes_are_told_by_device_with_what_they_do(owner: Owner) -> None:
    Worker.seen("north:1", "cpu", hardware="A processor", fingerprint=HERE, load=1.0, slices=2.5)
    Worker.seen("north:2", "cpu", hardware="A processor", fingerprint=HERE, load=0.5, slices=1.25)
    Worker.seen("north:3", "cuda", hardware="A GPU", fingerprint="a GPU")
    Worker.seen("south:1", "cpu")
    Worker.objects.filter(name="south:1").update(last_seen=Now() - timedelta(minutes=5))
    north, gpu, south = strict(Visitor().get("nodes"))["nodes"]
    assert (north["name"], north["device"], north["hardware"], north["workers"]) == ("north", "cpu", "A processor", 2)
    assert (north["load"], north["slices_per_second"]) == (0.75, 3.75)
    assert north["last_seen_seconds"] < 10
    assert (gpu["name"], gpu["device"], gpu["workers"]) == ("north", "cuda", 1)
    assert (south["name"], south["workers"], south["load"]) == ("south", 0, 0.0)
    assert 290 < south["last_seen_seconds"] < 320
    assert [node["name"] for node in Client().get("/health").json()["nodes"]] == ["north", "north", "south"]
    Worker.objects.filter(name="south:1").update(last_seen=Now() - timedelta(hours=2))
    assert len(nodes()) == 2


@pytest.mark.parametrize("path", ["/nodes", "/"])
def test_the_page_of_the_nodes_is_there_and_found(path: str, owner: Owner) -> None:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert b'href="/nodes"' in answer.content


def test_a_worker_takes_its_turn_by_its_own_fingerprint(owner: Owner) -> None:
    experiment = make(owner)
    assert slices.take_turn("a worker", "cpu", lambda: False)
    assert "threads 1, float32" in population_of(experiment).fingerprint
