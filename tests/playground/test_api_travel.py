"""Branching and running again over HTTP: whose it is, what it says of its parent, and what is refused."""

from typing import Any

import pytest

from playground.models import Experiment, Owner
from tests.playground.experiments import train_to_the_end
from tests.playground.requests import Visitor, problems, strict

pytestmark = pytest.mark.usefixtures("owner")


def end_of(visitor: Visitor, made: str) -> dict[str, Any]:
    last: dict[str, Any] = strict(visitor.get(f"experiments/{made}/events?limit=1000"))["events"][-1]
    return last


def test_a_branch_is_ones_own_and_says_where_it_left_its_parent(visitor: Visitor, finished: str) -> None:
    other = Visitor()
    answer = other.post(f"experiments/{finished}/branch", {"epoch": 4})
    assert answer.status_code == 201
    made = strict(answer)
    program = Visitor(made["token"])
    read = strict(program.get(f"experiments/{made['id']}"))
    assert (read["parent"], read["branched_at"], read["again"], read["mine"]) == (finished, 4, False, True)
    assert read["status"]["epoch"] == 4
    train_to_the_end()
    assert end_of(other, made["id"])["weights_sha256"] == end_of(visitor, finished)["weights_sha256"]


def test_a_branch_may_change_live_settings_and_type_weights(visitor: Visitor, finished: str) -> None:
    changes = {"optimizer.learning_rate": 0.5, "weights.1.0.0": 1.5}
    made = strict(visitor.post(f"experiments/{finished}/branch?desired=step", {"epoch": 4, "set": changes}))
    train_to_the_end()
    events = strict(visitor.get(f"experiments/{made['id']}/events"))["events"]
    assert {event["path"]: event["new"] for event in events if event["type"] == "setting_changed"} == changes
    assert strict(visitor.get(f"experiments/{made['id']}"))["status"]["epoch"] == 5


def test_running_again_ends_the_same_and_names_its_parent(visitor: Visitor, finished: str) -> None:
    answer = Visitor().post(f"experiments/{finished}/again")
    assert answer.status_code == 201
    made = strict(answer)["id"]
    train_to_the_end()
    read = strict(visitor.get(f"experiments/{made}"))
    assert (read["parent"], read["branched_at"], read["again"], read["mine"]) == (finished, None, True, False)
    mine, theirs = end_of(visitor, made), end_of(visitor, finished)
    assert (mine["weights_sha256"], mine["fingerprint"]) == (theirs["weights_sha256"], theirs["fingerprint"])


@pytest.mark.parametrize(
    ("body", "loc"),
    [
        ({}, "epoch"), ({"epoch": -1}, "epoch"), ({"epoch": 1.5}, "epoch"), ({"epoch": "4"}, "epoch"),
        ({"epoch": True}, "epoch"), ({"epoch": None}, "epoch"), ({"epoch": 10**30}, "epoch"), ({"epoch": 12}, "epoch"),
        ({"epoch": 4, "set": []}, "set"), ({"epoch": 4, "owner": 1}, "set"), ({"epoch": 4, "set": {"seed": 1}}, "seed"),
        ({"epoch": 4, "set": {"weights.1.0.9": 1}}, "weights.1.0.9"), ({"epoch": 4, "set": {"": 1}}, ""),
        ({"epoch": 4, "set": {"optimizer.learning_rate": "1"}}, "optimizer.learning_rate"),
        ({"epoch": 4, "set": {"stopping.epochs": 4}}, "stopping.epochs"), ("[]", ""), ("{", ""), (b"\xff", ""),
    ],
)  # fmt: skip
def test_an_impossible_branch_is_refused(body: Any, loc: str, visitor: Visitor, finished: str) -> None:
    found = problems(visitor.post(f"experiments/{finished}/branch", body), 422)
    assert found[0][0] == loc
    assert Experiment.objects.count() == 1


def test_who_is_refused_becomes_no_guest(finished: str) -> None:
    before = Owner.objects.count()
    problems(Visitor().post(f"experiments/{finished}/branch", {"epoch": 4, "set": {"seed": 1}}), 422)
    assert Owner.objects.count() == before


def test_what_does_not_exist_cannot_be_repeated(visitor: Visitor) -> None:
    for route in ("branch", "again"):
        assert visitor.post(f"experiments/nothing/{route}", {"epoch": 1}).status_code == 404


def test_an_experiment_begins_at_rest_where_a_weight_can_be_typed(visitor: Visitor) -> None:
    made = strict(visitor.post("experiments?desired=pause", {"stopping": {"epochs": 3}}))
    program = Visitor(made["token"])
    assert program.post(f"experiments/{made['id']}/changes", {"set": {"biases.1.0": 0.5}}).status_code == 202
    train_to_the_end()
    events = strict(program.get(f"experiments/{made['id']}/events"))["events"]
    assert [event["type"] for event in events] == ["run_started", "setting_changed", "run_paused"]
    assert (events[1]["epoch"], events[1]["path"], events[1]["old"], events[1]["new"]) == (0, "biases.1.0", 0.0, 0.5)
    assert problems(program.post(f"experiments/{made['id']}/changes", {"set": {"biases.9.0": 0.5}}), 422)
