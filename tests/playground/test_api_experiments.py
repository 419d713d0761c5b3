"""Making, reading and forking experiments over HTTP, with every status they can answer."""

import json
from typing import Any

import pytest

from playground.models import Experiment, Population, State
from tests.playground.experiments import take_short_turn, train_to_the_end
from tests.playground.requests import LONG_PATH, Visitor, problems, strict
from training.spec import Spec

pytestmark = pytest.mark.usefixtures("owner")

METRICS = ("train_loss", "validation_loss", "train_accuracy", "validation_accuracy")


def test_an_empty_body_trains_the_default(visitor: Visitor) -> None:
    answer = visitor.post("experiments")
    assert answer.status_code == 201
    made = strict(answer)
    assert set(made) == {"id", "url", "token"}
    assert made["url"] == f"/e/{made['id']}"
    read = strict(visitor.get(f"experiments/{made['id']}"))
    assert read["spec"] == Spec().to_dict()
    assert list(read) == [
        "id", "url", "title", "description", "notes", "spec", "created", "parent", "branched_at", "again",
        "mine", "sharing", "seq", "status", "runs",
        "cost", "dataset", "test",
    ]  # fmt: skip
    assert (read["seq"], read["mine"], read["parent"], read["test"]) == (0, False, None, None)
    assert read["cost"] == strict(visitor.post("cost", {}))
    assert read["runs"] == [
        {"number": 1, "name": "", "trial": 1, "repetition": 0, "group": "", "settings": {},
         "state": "waiting", "reason": None, "epoch": 0, "epochs": 100, "best_epoch": 0,
         "best": {}, "last": {}}
    ]  # fmt: skip
    assert {name: read["status"][name] for name in ("state", "reason", "desired", "epoch", "epochs", "place")} == {
        "state": "waiting", "reason": None, "desired": "run", "epoch": 0, "epochs": 100, "place": 1,
    }  # fmt: skip


def test_ids_cannot_be_guessed(visitor: Visitor) -> None:
    made = [visitor.makes() for _ in range(20)]
    assert len(set(made)) == 20
    assert min(map(len, made)) >= 22  # 128 bits
    assert all(str(row.pk) not in json.loads(visitor.get(f"experiments/{row.public_id}").content)["url"].split("/")
               for row in Experiment.objects.all())  # fmt: skip


def test_a_finished_experiment_tells_its_best_and_last(visitor: Visitor, finished: str) -> None:
    read = strict(visitor.get(f"experiments/{finished}"))
    [run] = read["runs"]
    assert (run["state"], run["reason"], run["epoch"]) == ("finished", "epochs", 12)
    assert set(run["best"]) == set(run["last"]) >= set(METRICS)
    assert read["seq"] == 14
    assert read["status"]["sentence"] == "Finished: 12 epochs."


def test_an_experiment_can_begin_with_a_single_step(visitor: Visitor) -> None:
    made = visitor.post("experiments?desired=step", {})
    assert made.status_code == 201
    train_to_the_end()
    status = strict(visitor.get(f"experiments/{strict(made)['id']}"))["status"]
    assert (status["state"], status["epoch"]) == ("paused", 1)
    assert visitor.post("experiments?desired=dance", {}).status_code == 422


def test_a_fork_is_a_copy_of_ones_own_that_names_its_parent(visitor: Visitor, finished: str) -> None:
    other = Visitor()
    answer = other.post(f"experiments/{finished}/fork", {"set": {"optimizer.learning_rate": 0.5, "seed": 3}})
    assert answer.status_code == 201
    made = strict(answer)
    fork = strict(Visitor(made["token"]).get(f"experiments/{made['id']}"))
    assert (fork["parent"], fork["mine"], fork["seq"]) == (finished, True, 0)
    assert (fork["spec"]["optimizer"]["learning_rate"], fork["spec"]["seed"]) == (0.5, 3)
    original = strict(visitor.get(f"experiments/{finished}"))
    assert original["spec"]["seed"] == 0
    assert original["mine"]


@pytest.mark.parametrize(
    ("settings", "loc"),
    [
        ({"optimizer.learning_rate": 0}, "optimizer.learning_rate"), ({"colour": 1}, "colour"), ({"": 1}, ""),
        ({LONG_PATH: 1}, LONG_PATH), ({"data.dataset": "moon"}, "data.dataset"), ({"parent": 1}, "parent"),
        ({"owner": 1}, "owner"), ({"network.hidden.7": {}}, "network.hidden.7"),
        ({"data.dataset": "table-\u0000"}, "data.dataset"),
        ({"optimizer.learning_rate.x": 1}, "optimizer.learning_rate.x"),
    ],
    ids=lambda value: str(value)[:30].encode("ascii", "replace").decode() if isinstance(value, dict) else "",
)  # fmt: skip
def test_a_fork_with_bad_settings_is_refused(settings: dict[str, Any], loc: str, visitor: Visitor) -> None:
    made = visitor.makes()
    assert loc in [place for place, _ in problems(visitor.post(f"experiments/{made}/fork", {"set": settings}), 422)]
    assert Experiment.objects.count() == 1


def test_the_place_in_the_queue_is_told(visitor: Visitor) -> None:
    made = [Visitor().makes() for _ in range(3)]
    places = [strict(visitor.get(f"experiments/{each}"))["status"]["place"] for each in made]
    assert places == [1, 2, 3]
    take_short_turn()
    places = [strict(visitor.get(f"experiments/{each}"))["status"]["place"] for each in made]
    assert places == [None, 1, 2]
    assert Population.objects.filter(state=State.RUNNING).count() == 1
