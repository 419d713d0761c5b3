"""Slices of the loss over HTTP: of finished runs and of those that train, given up at will."""

from base64 import b64decode
from typing import Any

import numpy as np
import pytest

from playground import loss_slices, measurement_queue, measuring, slices
from playground.models import Experiment, Measurement, Owner
from tests.playground.experiments import events_of, make, population_of, take_short_turn, train_to_the_end, trained
from tests.playground.requests import Browser, Visitor, problems, strict

pytestmark = pytest.mark.usefixtures("owner")


def cut(visitor: Visitor, made: str, **body: Any) -> dict[str, Any]:
    """Ask, let a worker answer, and look."""
    answer = visitor.post(f"experiments/{made}/loss-slice", {"points": 5, **body})
    assert answer.status_code == 202, answer.content
    assert measuring.take_turn("a worker", "cpu", lambda: False)
    found: dict[str, Any] = strict(visitor.get(f"measurements/{strict(answer)['id']}"))
    return found


def logged(made: str, name: str, run: int = 1) -> dict[int, float]:
    """What the log tells of a run, by epoch."""
    events = events_of(Experiment.objects.get(public_id=made))
    return {event.get("epoch", 0): event[name] for event in events if name in event and event["run"] == run}


@pytest.mark.parametrize("directions", ["random", "path"])
@pytest.mark.parametrize("loss", ["training", "validation"])
def test_the_path_of_a_saved_run_has_the_losses_of_its_log(
    visitor: Visitor, finished: str, directions: str, loss: str
) -> None:
    answer = cut(visitor, finished, directions=directions, loss=loss)
    assert answer["state"] == "done"
    found = answer["result"]
    told = logged(finished, {"training": "train_loss", "validation": "validation_loss"}[loss])
    assert found["path"]["epoch"] == list(range(13))
    assert found["path"]["loss"] == [told[epoch] for epoch in found["path"]["epoch"]], "to the bit"
    assert len(found["values"]) == found["of"] == 25
    assert found["epoch"] == 12
    assert directions == "path" or found["values"][12] == pytest.approx(told[12], rel=1e-6)
    kept = strict(visitor.get(f"experiments/{finished}/weights?run=1&epochs=12"))["weights"][0]["data"]
    assert np.array_equal(numbers(found["plane"][0]), numbers(kept)), "the plane goes through the last network"


def test_an_earlier_epoch_can_be_in_the_middle(visitor: Visitor, finished: str) -> None:
    found = cut(visitor, finished, epoch=3)["result"]
    assert found["epoch"] == 3
    assert found["values"][12] == pytest.approx(logged(finished, "train_loss")[3], rel=1e-6)
    assert found["path"]["a"][3] == pytest.approx(0, abs=1e-9)


def test_each_run_of_several_has_its_own_surface(owner: Owner, visitor: Visitor) -> None:
    vary = {"kind": "list", "runs": [{"name": "a", "set": {"seed": 1}}, {"name": "b", "set": {"network.hidden": []}}]}
    experiment = trained(owner, vary=vary)
    for run in (1, 2):
        found = cut(visitor, experiment.public_id, run=run)["result"]
        told = logged(experiment.public_id, "train_loss", run)
        assert found["path"]["loss"][-1] == told[12]
        assert found["values"][12] == pytest.approx(told[12], rel=1e-6)


def test_a_typed_weight_is_on_the_path(owner: Owner, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "COMMIT_EVERY", 0)  # so that the weight is typed after the epoch meant
    experiment = trained(owner, {4: {"weights.1.2.1": -5.0}})
    found = cut(visitor, experiment.public_id)["result"]
    told = logged(experiment.public_id, "train_loss")
    # The log tells of the network before it was typed; what is kept, and was trained on, is the one after.
    pairs = zip(found["path"]["epoch"], found["path"]["loss"], strict=True)
    assert [epoch for epoch, loss in pairs if loss != told[epoch]] == [4]


def test_a_run_that_trains_has_the_path_so_far(owner: Owner, visitor: Visitor) -> None:
    experiment = make(owner, stopping={"epochs": 300})
    take_short_turn()
    epoch = population_of(experiment).epoch
    found = cut(visitor, experiment.public_id)["result"]
    assert found["path"]["epoch"][-1] == found["epoch"] == population_of(experiment).epoch >= epoch > 0
    assert found["path"]["loss"][-1] == logged(experiment.public_id, "train_loss")[found["epoch"]]


def test_before_it_trains_there_is_the_first_network(owner: Owner, visitor: Visitor) -> None:
    experiment = make(owner)
    Owner.objects.filter(pk=owner.pk).update(turn="2100-01-01T00:00Z")
    found = cut(visitor, experiment.public_id, directions="path")["result"]
    assert found["path"]["epoch"] == [0]
    assert found["explained"] is None


@pytest.mark.parametrize(
    ("body", "loc", "words"),
    [
        ({"points": 4}, "points", "at least 5"),
        ({"run": 2}, "run", "no run 2"),
        ({"epoch": -1}, "epoch", "at least 0"),
        ({"loss": "test"}, "loss", "not possible here"),
        ({"speed": 3}, "speed", "no setting"),
    ],
)
def test_nonsense_is_refused_at_its_place(visitor: Visitor, finished: str, body: Any, loc: str, words: str) -> None:
    [(place, sentence)] = problems(visitor.post(f"experiments/{finished}/loss-slice", body), 422)
    assert place == loc
    assert words in sentence
    assert not Measurement.objects.exists()


def test_of_an_unknown_experiment_there_is_none(visitor: Visitor) -> None:
    problems(visitor.post("experiments/nothing/loss-slice", {}), 404)


def test_one_that_is_deleted_meanwhile_is_told(visitor: Visitor, finished: str) -> None:
    answer = visitor.post(f"experiments/{finished}/loss-slice", {})
    Experiment.objects.all().delete()
    assert measuring.take_turn("a worker", "cpu", lambda: False)
    found = strict(visitor.get(f"measurements/{strict(answer)['id']}"))
    assert found["state"] == "failed"
    assert "does not exist any more" in found["problems"][0]["msg"]


def test_whoever_asked_can_give_it_up_and_nobody_else(
    visitor: Visitor, finished: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = strict(visitor.post(f"experiments/{finished}/loss-slice", {}))["id"]
    stranger = Browser()
    for other in (stranger, Visitor()):
        assert other.client.delete(f"/api/measurements/{asked}", headers=other.headers).status_code == 404
    told = []
    tell = measurement_queue.tell

    def given_up(claim: measurement_queue.Claim, result: dict[str, Any]) -> None:
        answer = visitor.client.delete(f"/api/measurements/{asked}", headers=visitor.headers)
        told.append(answer.status_code)
        tell(claim, result)

    monkeypatch.setattr(measuring, "TELL_EVERY", 0)
    monkeypatch.setattr(measurement_queue, "tell", given_up)
    assert measuring.take_turn("a worker", "cpu", lambda: False)
    assert told == [204], "the first report finds it gone, and the worker lets go"
    problems(visitor.get(f"measurements/{asked}"), 404)


def test_what_takes_too_long_is_ended_in_words(
    visitor: Visitor, finished: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loss_slices, "MOST_SECONDS", 0.0)
    answer = cut(visitor, finished)
    assert answer["state"] == "failed"
    [problem] = answer["problems"]
    assert problem["loc"] == "points"
    assert "fewer points" in problem["msg"]


def test_training_goes_on_meanwhile(
    owner: Owner, visitor: Visitor, finished: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "YIELD_EVERY", 0)
    experiment = make(owner)
    Owner.objects.filter(pk=owner.pk).update(turn="2100-01-01T00:00Z")
    assert cut(visitor, finished, points=31)["state"] == "done"
    assert population_of(experiment).epoch > 0
    train_to_the_end()


def numbers(text: str) -> np.ndarray:
    return np.frombuffer(b64decode(text), dtype="<f4")
