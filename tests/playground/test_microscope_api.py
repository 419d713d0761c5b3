"""The microscope over HTTP: single updates of saved runs, repeated with the bits of the log."""

from base64 import b64decode
from typing import Any

import numpy as np
import pytest

from playground import measuring, microscope, slices
from playground.models import Checkpoint, Event, Experiment, Owner
from tests.playground.experiments import CHANGES, events_of, make, take_short_turn, train_to_the_end, trained
from tests.playground.requests import Visitor, problems, strict
from tests.playground.separate import EARLY, work_to_the_end

pytestmark = pytest.mark.usefixtures("owner")


@pytest.fixture(autouse=True)
def _a_commit_an_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "COMMIT_EVERY", 0)
    microscope._states.clear()


def ask(visitor: Visitor, experiment: str, **question: Any) -> dict[str, Any]:
    asked = strict(visitor.post(f"experiments/{experiment}/microscope", question))
    assert measuring.take_turn("a worker", "cpu", lambda: False)
    answer: dict[str, Any] = strict(visitor.get(f"measurements/{asked['id']}"))
    return answer


def found(visitor: Visitor, experiment: str, **question: Any) -> dict[str, Any]:
    answer = ask(visitor, experiment, **question)
    assert answer["state"] == "done", answer
    values: dict[str, Any] = answer["result"]["found"]
    return values


def unpacked(values: dict[str, Any]) -> np.ndarray:
    return np.frombuffer(b64decode(values["data"]), dtype="<f4").reshape(values["shape"])


def norms(experiment: Experiment, run: int = 1) -> dict[int, float]:
    ended = [event for event in events_of(experiment) if event["type"] == "epoch_ended" and event["run"] == run]
    return {event["epoch"]: event["gradient_norm"] for event in ended}


def test_the_last_updates_of_a_run_have_the_bits_of_its_log(visitor: Visitor, finished: str) -> None:
    seen = found(visitor, finished, updates=8)
    assert seen["same"] is True
    assert seen["epochs"][-1] == 12
    assert len(seen["updates"]) == 8
    gradients = unpacked(seen["series"]["gradient"])  # of all 25 parameters: a small network is told whole
    assert gradients.shape == (8, len(seen["places"]))
    last = gradients[-4:].astype(np.float64)  # 36 training samples, in batches of 10
    told = norms(Experiment.objects.get(public_id=finished))[12]
    assert np.sqrt((last**2).sum(axis=1)).mean() == pytest.approx(told, rel=1e-6)
    weights = unpacked(seen["series"]["weight"]) + unpacked(seen["series"]["update"])
    kept = strict(visitor.get(f"experiments/{finished}/weights?run=1&epochs=12"))["weights"][0]["data"]
    assert np.array_equal(weights[-1], np.frombuffer(b64decode(kept), dtype="<f4"))


@pytest.mark.parametrize("epoch", [1, 3, 6, 9, 12])
def test_changes_are_made_again_where_they_were_made(visitor: Visitor, owner: Owner, epoch: int) -> None:
    experiment = trained(owner, CHANGES)
    assert found(visitor, experiment.public_id, epoch=epoch, updates=5)["same"] is True
    # A second look begins where the first one began.
    assert found(visitor, experiment.public_id, epoch=epoch, updates=5)["same"] is True


@pytest.mark.parametrize(
    "settings",
    [
        {"schedule": {"kind": "plateau", "patience": 1, "factor": 0.5}},
        {"batch": {"size": 4, "growth": {"factor": 2, "every": 3, "maximum": 20}}},
        {"optimizer": {"kind": "written"}},
        {"ensemble": {"members": 3, "bootstrap": True}},
        {"vary": {"kind": "list", "runs": [{"name": "a", "set": {}}, {"name": "b", "set": {"optimizer.beta": 0.5}}]}},
        {"vary": {"kind": "population_based", "members": 4, "interval": 3,
                  "axes": {"optimizer.learning_rate": {"kind": "log_uniform", "low": 0.001, "high": 1}}}},
    ],
    ids=["plateau", "growing batches", "a rule of one's own", "ensemble", "race", "population based"],
)  # fmt: skip
def test_every_kind_of_experiment_can_be_looked_at(visitor: Visitor, owner: Owner, settings: dict[str, Any]) -> None:
    experiment = make(owner, **settings)
    train_to_the_end()
    run = experiment.runs.count()
    for epoch in (5, 12):
        assert found(visitor, experiment.public_id, run=run, epoch=epoch, updates=9)["same"] is True


def test_a_run_that_was_validated_elsewhere_is_repeated_as_well(visitor: Visitor, owner: Owner) -> None:
    experiment = make(owner, **EARLY)
    work_to_the_end()
    seen = found(visitor, experiment.public_id, updates=10)
    assert seen["epochs"][-1] == 16  # where it ended by late figures, although training had gone further
    assert seen["same"] is True


def test_a_checkpoint_saves_the_epochs_before_it(visitor: Visitor, owner: Owner) -> None:
    experiment = make(owner)
    for _ in range(6):
        take_short_turn()
    assert Checkpoint.objects.count() == 2
    answer = ask(visitor, experiment.public_id, updates=4, near=True)
    assert answer["result"]["found"]["same"] is True
    assert answer["result"]["of"] == 1


def test_a_log_of_another_machine_is_not_said_to_be_the_same(visitor: Visitor, finished: str) -> None:
    row = Event.objects.filter(body__contains='"epoch": 12,').get()
    row.body = row.body.replace('"weight_norm": ', '"weight_norm": 1e-9, "was": ')
    row.save()
    assert found(visitor, finished)["same"] is False


def test_what_cannot_be_looked_at_is_refused_in_words(visitor: Visitor, finished: str, owner: Owner) -> None:
    for question, loc, words in (
        ({"run": 2}, "run", "no run 2"),
        ({"epoch": 13}, "epoch", "12 epochs only"),
        ({"epoch": 0}, "epoch", "1"),
        ({"updates": 501}, "updates", "500"),
        ({"weight": "weights.9.0.0"}, "weight", "no layer 9"),
        ({"weight": "weights.١.0.0"}, "weight", "weights.1.0.0"),
        ({"weight": "seed"}, "weight", "weights.1.0.0"),
        ({"colour": "red"}, "colour", ""),
    ):
        answer = visitor.post(f"experiments/{finished}/microscope", question)
        [(where, sentence)] = problems(answer, 422)
        assert where == loc, question
        assert words in sentence, question
    fresh = make(owner).public_id
    [(_, sentence)] = problems(visitor.post(f"experiments/{fresh}/microscope", {}), 422)
    assert "not made an update" in sentence
    assert visitor.post("experiments/nothing/microscope", {}).status_code == 404


def test_a_spec_of_another_version_is_refused_in_words(visitor: Visitor, finished: str) -> None:
    experiment = Experiment.objects.get(public_id=finished)
    experiment.spec["optimizer"] = {"kind": "of_another_version"}
    experiment.save()
    [(where, sentence)] = problems(visitor.post(f"experiments/{finished}/microscope", {}), 422)
    assert where == "optimizer.kind"
    assert "not known here" in sentence


def test_damaged_checkpoints_are_passed_over(visitor: Visitor, owner: Owner) -> None:
    experiment = make(owner)
    for _ in range(6):
        take_short_turn()
    Checkpoint.objects.update(sha256="0" * 64)
    answer = ask(visitor, experiment.public_id, updates=4, near=True)
    assert answer["result"]["of"] == experiment.runs.get().epoch  # from the very beginning
    assert answer["result"]["found"]["same"] is True
