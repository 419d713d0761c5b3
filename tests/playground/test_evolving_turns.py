"""Population-based training through the queue: the same log as in one go, also when it is repeated or branched."""

from typing import Any

import pytest

from playground.models import Experiment, Owner
from tests.playground.experiments import branch, events_of, figures, make, repeat, take_short_turn, train_to_the_end
from training import train
from training.spec import Spec

pytestmark = pytest.mark.usefixtures("a_commit_an_epoch")

EVOLVING: dict[str, Any] = {
    "stopping": {"epochs": 6},
    "vary": {
        "kind": "population_based",
        "axes": {"optimizer.learning_rate": {"kind": "log_uniform", "low": 1e-4, "high": 1}},
        "members": 4,
        "interval": 2,
    },
}


@pytest.fixture
def evolved(owner: Owner) -> Experiment:
    """An experiment whose networks copied each other, trained in turns of an epoch."""
    experiment = make(owner, **EVOLVING)
    train_to_the_end(take_short_turn)
    return experiment


def copies(experiment: Experiment) -> list[tuple[int, int, int]]:
    told = [event for event in events_of(experiment) if event["type"] == "copied"]
    return [(event["epoch"], event["run"], event["from_run"]) for event in told]


def ends(events: list[dict[str, Any]]) -> dict[int, str]:
    return {event["run"]: event["weights_sha256"] for event in events if event["type"] == "run_finished"}


def test_turns_and_checkpoints_change_nothing(evolved: Experiment) -> None:
    events = [event.to_dict() for event in train(Spec.parse(evolved.spec))]
    assert {epoch for epoch, *_ in copies(evolved)} == {2, 4}
    assert ends(events_of(evolved)) == ends(events)


def test_run_again_copies_the_same_networks(evolved: Experiment, owner: Owner) -> None:
    again = repeat(evolved, owner)
    train_to_the_end(take_short_turn)
    assert copies(again) == copies(evolved)
    assert figures(again) == figures(evolved)


@pytest.mark.parametrize("epoch", [3, 4])
def test_an_unchanged_branch_repeats_its_parent(epoch: int, evolved: Experiment, owner: Owner) -> None:
    """Also from the very epoch after which networks are copied."""
    made = branch(evolved, owner, epoch, {})
    train_to_the_end(take_short_turn)
    assert copies(made) == copies(evolved)
    assert figures(made) == figures(evolved)
