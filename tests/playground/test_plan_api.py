"""What a search will do is told before it trains: its trials, its cost, and what is wrong with it."""

from typing import Any

import pytest
from django.test import Client

from training.outlook import outlook
from training.runs import runs_of
from training.spec import Spec

pytestmark = pytest.mark.django_db
RATE = "optimizer.learning_rate"
AXES = {
    RATE: {"kind": "log_uniform", "low": 1e-3, "high": 1.0},
    "regularization.l2": {"kind": "uniform", "high": 0.001},
}


def ask(client: Client, vary: Any) -> Any:
    return client.post("/api/plan", {"vary": vary}, content_type="application/json")


def test_the_trials_told_are_those_that_will_train(client: Client) -> None:
    vary = {"kind": "random", "axes": AXES, "trials": 12, "seeds": 2}
    answer = ask(client, vary).json()
    assert answer["cost"]["runs"] == 24
    planned = [run.lane.settings for run in runs_of(Spec.parse({"vary": vary})) if run.lane.repetition == 0]
    assert [trial["settings"] for trial in answer["trials"]] == planned


def test_one_network_has_a_cost_and_no_trials(client: Client) -> None:
    answer = ask(client, None).json()
    assert (answer["trials"], answer["rungs"], answer["cost"]["runs"]) == ([], [], 1)


def test_a_problem_is_told_at_its_axis(client: Client) -> None:
    answer = ask(client, {"kind": "grid", "axes": {RATE: {"kind": "uniform", "low": 2.0, "high": 1.0}}})
    assert answer.status_code == 422
    assert answer.json()["problems"] == [{"loc": f"vary.axes.{RATE}", "msg": "Low must be less than High."}]


def test_a_spec_without_trials_has_no_outlook() -> None:
    assert outlook(Spec.parse({"ensemble": {"members": 3}})) == {"trials": [], "rungs": []}
