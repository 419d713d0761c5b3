"""Forking one run of several: a single network that trains to the same bits as the one it was taken from."""

from typing import Any

import pytest

from playground.models import Experiment
from tests.playground.experiments import events_of, figures, train_to_the_end
from tests.playground.requests import Visitor, problems, strict

pytestmark = pytest.mark.usefixtures("owner")
DATA = {"samples": 60}
AXES = {
    "optimizer.learning_rate": {"kind": "log_uniform", "low": 0.001, "high": 1},
    "network.hidden.0.units": {"kind": "choice", "values": [3, 8]},
    "network.hidden.0.dropout": {"kind": "choice", "values": [0, 0.5]},
}
SEVERAL: dict[str, dict[str, Any]] = {
    "search": {"vary": {"kind": "random", "trials": 4, "axes": AXES}},
    "repetitions": {"vary": {"kind": "random", "trials": 2, "seeds": 3, "axes": AXES}},
    "race": {"vary": {"kind": "list", "seeds": 2, "runs": [{"set": {}}, {"set": {"optimizer.kind": "adam"}}]}},
    "later rounds": {"vary": {"kind": "tpe", "trials": 5, "startup": 3, "per_round": 2, "axes": AXES}},
    "bag": {"ensemble": {"members": 3}},
}
PLACE = ("seq", "run", "name", "trial", "repetition", "group", "settings", "inputs")


def of_run(experiment: Experiment, run: int) -> list[dict[str, Any]]:
    """What is told of a run, without its place among others."""
    events = [event for event in figures(experiment) if event["run"] == run]
    return [{name: value for name, value in event.items() if name not in PLACE} for event in events]


@pytest.mark.parametrize("kind", SEVERAL)
def test_a_fork_of_one_run_is_the_same_network(kind: str) -> None:
    visitor = Visitor()
    made = visitor.makes(data=DATA, stopping={"epochs": 8}, seed=7, **SEVERAL[kind])
    train_to_the_end()
    parent = Experiment.objects.get(public_id=made)
    for run in parent.runs.all():
        forked = strict(visitor.post(f"experiments/{made}/fork", {"run": run.number, "set": {}}))["id"]
        train_to_the_end()
        child = Experiment.objects.get(public_id=forked)
        assert (child.parent, child.runs.count()) == (parent, 1)
        assert child.spec["vary"] is child.spec["ensemble"] is None
        assert of_run(child, 1) == of_run(parent, run.number)
        assert events_of(child)[-1]["weights_sha256"] == events_of_end(parent, run.number)["weights_sha256"]
        assert bytes(child.runs.get().weights) == bytes(run.weights)


def events_of_end(experiment: Experiment, run: int) -> dict[str, Any]:
    [end] = [event for event in events_of(experiment) if event["type"] == "run_finished" and event["run"] == run]
    return end


def test_the_winner_may_train_longer_and_is_named(visitor: Visitor) -> None:
    made = visitor.makes(title="Rates", data=DATA, stopping={"epochs": 3}, **SEVERAL["race"])
    train_to_the_end()
    body = {"run": 3, "set": {"stopping.epochs": 6}}
    child = Experiment.objects.get(public_id=strict(visitor.post(f"experiments/{made}/fork", body))["id"])
    train_to_the_end()
    assert child.title == "Rates: optimizer adam"
    assert child.spec["optimizer"]["kind"] == "adam"
    assert of_run(child, 1)[:4] == of_run(Experiment.objects.get(public_id=made), 3)[:4]
    assert child.runs.get().epoch == 6


def test_a_run_that_is_not_there_is_refused(visitor: Visitor) -> None:
    made = visitor.makes(data=DATA, **SEVERAL["race"])
    for run in (0, 5, 10**9, -1, "1", 1.0, True, [1]):
        assert problems(visitor.post(f"experiments/{made}/fork", {"run": run, "set": {}}), 422)[0][0] == "run"
    assert problems(visitor.post(f"experiments/{made}/fork", {"run": 1}), 422)[0][0] == "set"
    assert Experiment.objects.count() == 1
