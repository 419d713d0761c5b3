"""Branches and repetitions: unchanged they equal their parent, bit for bit, whatever had been changed in it."""

from hashlib import sha256
from itertools import pairwise
from typing import Any

import pytest

from playground import shared_log
from playground.branching import Branch
from playground.models import Checkpoint, Experiment, Owner, State
from playground.models import checkpoint as checkpoints
from tests.playground.experiments import (
    CHANGES,
    branch,
    events_of,
    figures,
    make,
    population_of,
    repeat,
    straight,
    take_short_turn,
    train_to_the_end,
    trained,
)
from training.problems import SpecError

pytestmark = pytest.mark.usefixtures("a_commit_an_epoch")


def told_paths(experiment: Experiment) -> list[tuple[int, str]]:
    return [(event["epoch"], event["path"]) for event in events_of(experiment) if event["type"] == "setting_changed"]


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {
            "optimizer": {"kind": "adam"},
            "network": {"hidden": [{"units": 3, "normalization": "batch", "dropout": 0.3}]},
        },
        {"stopping": {"epochs": 40, "early": {"patience": 4}}, "validation": {"every": 2}},
        {"ensemble": {"members": 3}},
        {"schedule": {"kind": "plateau", "patience": 1, "min_delta": 0.5}, "regularization": {"weight_noise": 0.05}},
    ],
    ids=["momentum", "adam", "early stopping", "ensemble", "plateau"],
)
@pytest.mark.parametrize("epoch", [0, 1, 6])
def test_an_unchanged_branch_repeats_its_parent(settings: dict[str, Any], epoch: int, owner: Owner) -> None:
    parent = trained(owner, **settings)
    made = branch(parent, Owner.objects.create(), epoch, {})
    assert (made.parent, made.branched_at, made.spec) == (parent, epoch, parent.spec)
    train_to_the_end()
    assert figures(made) == figures(parent)


@pytest.mark.parametrize("epoch", [2, 4, 5, 6, 7, 11])
def test_a_branch_repeats_the_changes_before_and_after_it(epoch: int, owner: Owner) -> None:
    parent = trained(owner, CHANGES)
    made = branch(parent, owner, epoch, {})
    train_to_the_end(take_short_turn)
    assert figures(made) == figures(parent)
    assert len([event for event in events_of(made) if event["type"] == "setting_changed"]) == 6


def test_run_again_repeats_all_changes_and_typed_weights(owner: Owner) -> None:
    parent = trained(owner, CHANGES)
    made = repeat(parent, Owner.objects.create())
    assert (made.parent, made.again, made.branched_at) == (parent, True, None)
    train_to_the_end(take_short_turn)
    assert figures(made) == figures(parent)
    assert figures(made)[-1]["weights_sha256"] != straight(parent)[-1]["weights_sha256"]


def test_run_again_stops_where_its_student_stopped(owner: Owner) -> None:
    parent = trained(owner, {1: {"batch.size": 20}}, stop=4)
    made = repeat(parent, owner)
    train_to_the_end()
    assert figures(made) == figures(parent)
    assert figures(made)[-1]["reason"] == "stopped by user"


def test_what_was_stopped_goes_on_in_a_branch(owner: Owner) -> None:
    parent = trained(owner, stop=4)
    branch(parent, owner, 4, {})
    made = Experiment.objects.get(branched_at=4)
    train_to_the_end()
    assert figures(made) == straight(parent)


def test_one_setting_changed_acts_from_the_branch_on_and_the_rest_stays(owner: Owner) -> None:
    parent = trained(owner, CHANGES)
    made = branch(parent, owner, 6, {"optimizer.learning_rate": 0.01})
    train_to_the_end()
    mine, theirs = figures(made), figures(parent)
    place = next(index for index, event in enumerate(mine) if event not in theirs)
    assert mine[:place] == theirs[:place]
    changed = mine[place]
    assert (changed["epoch"], changed["path"], changed["old"], changed["new"]) == (
        6,
        "optimizer.learning_rate",
        0.3,
        0.01,
    )
    assert told_paths(made)[-2:] == [(7, "network.hidden.0.dropout"), (7, "biases.3.0")]


def test_a_later_change_of_the_same_setting_does_not_undo_the_branch(owner: Owner) -> None:
    parent = trained(owner, CHANGES)
    made = branch(parent, owner, 4, {"batch.size": 30, "schedule.warm_up": 2})
    train_to_the_end()
    told = [(event["epoch"], event["path"]) for event in events_of(made) if event["type"] == "setting_changed"]
    assert set(told[2:]) == {
        (4, "batch.size"),
        (4, "schedule.warm_up"),
        (7, "network.hidden.0.dropout"),
        (7, "biases.3.0"),
    }
    assert {
        event["batch_size"] for event in events_of(made) if event.get("epoch", 0) > 4 and "batch_size" in event
    } == {30}


def test_more_epochs_in_a_branch_go_beyond_the_end_of_the_parent(owner: Owner) -> None:
    parent = trained(owner)
    made = branch(parent, owner, 11, {"stopping.epochs": 15})
    train_to_the_end()
    longer = make(owner, stopping={"epochs": 15})
    train_to_the_end()
    assert events_of(made)[-1]["weights_sha256"] == events_of(longer)[-1]["weights_sha256"]


def test_a_weight_typed_at_a_branch_is_part_of_it(owner: Owner) -> None:
    parent = trained(owner)
    made = branch(parent, owner, 3, {"weights.1.0.0": 2.0})
    train_to_the_end()
    again = repeat(made, owner)
    train_to_the_end()
    assert figures(again) == figures(made)
    assert figures(made)[-1] != figures(parent)[-1]


@pytest.mark.parametrize(
    ("epoch", "settings", "words"),
    [
        (12, {}, "the last one from which it can is epoch 11"),
        (3, {"seed": 4}, "cannot change while a run trains"),
        (3, {"stopping.epochs": 3}, "Epoch 3 is over already"),
        (3, {"weights.9.0.0": 1}, "There is no layer 9"),
    ],
)
def test_an_impossible_branch_is_refused_in_words(
    epoch: int, settings: dict[str, Any], words: str, owner: Owner
) -> None:
    parent = trained(owner)
    with pytest.raises(SpecError, match=words):
        branch(parent, owner, epoch, settings)
    assert Experiment.objects.count() == 1


def test_too_long_a_log_is_not_copied(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = trained(owner)
    monkeypatch.setattr(shared_log, "MOST_EVENTS", 5)
    Branch(parent, 4, {})
    with pytest.raises(SpecError, match="more than 5 events"):
        branch(parent, owner, 5, {})
    assert Experiment.objects.count() == 1


@pytest.mark.parametrize("again", [True, False], ids=["again", "branch"])
def test_what_is_still_planned_is_part_of_it(again: bool, owner: Owner) -> None:
    parent = trained(owner, CHANGES, stop=9)
    repetition = repeat(parent, owner)
    for _ in range(5):
        take_short_turn()
    assert population_of(repetition).epoch == 5
    made = repeat(repetition, owner) if again else branch(repetition, owner, 4, {})
    train_to_the_end()
    assert figures(made) == figures(parent)


def test_what_ends_meanwhile_is_read_as_it_was_or_as_it_is(owner: Owner) -> None:
    parent = make(owner)
    for _ in range(5):
        take_short_turn()
    planned = Branch(parent, 5, {})
    train_to_the_end()
    made = planned.begin(owner)
    train_to_the_end()
    assert figures(made) == figures(parent)
    with pytest.raises(SpecError, match="the last one from which it can is epoch 11"):
        Branch(parent, 12, {"optimizer.learning_rate": 0.1})


def test_separate_validation_cannot_branch_and_says_so(owner: Owner) -> None:
    parent = make(owner, validation={"separate_worker": True})
    with pytest.raises(SpecError, match="Run it again instead"):
        branch(parent, owner, 0, {})


def test_a_branch_has_the_pictures_of_the_epochs_it_shares(owner: Owner) -> None:
    parent = trained(owner)
    made = branch(parent, owner, 6, {"optimizer.learning_rate": 1.0})
    train_to_the_end()
    mine, theirs = ({row.epoch: bytes(row.data) for row in each.weights.filter(run=1)} for each in (made, parent))
    assert set(range(1, 13)) <= set(mine)
    assert [epoch for epoch in mine if mine[epoch] != theirs.get(epoch)] == list(range(7, 13))


class TestLastingCheckpoints:
    """Long trainings leave checkpoints behind, far apart and few, from which their branches begin."""

    @pytest.fixture(autouse=True)
    def _close(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(checkpoints, "SPACING", 0.0)

    def test_a_branch_begins_at_the_last_one_before_its_epoch(self, owner: Owner) -> None:
        parent = trained(owner, CHANGES)
        for epoch in (5, 6, 8):
            made = branch(parent, owner, epoch, {})
            assert population_of(made).replayed == epoch - 1
            assert len(events_of(made)) < len(events_of(parent))
            train_to_the_end()
            assert figures(made) == figures(parent)

    def test_they_are_few_and_spread_over_the_training(self, owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(checkpoints, "MOST_LASTING", 4)
        parent = make(owner, stopping={"epochs": 60})
        train_to_the_end(take_short_turn)
        kept = list(Checkpoint.objects.filter(population__experiment=parent).order_by("epoch"))
        assert [each.lasting for each in kept] == [True] * 4
        gaps = [later.epoch - earlier.epoch for earlier, later in pairwise(kept)]
        assert max(gaps) < 40

    def test_one_that_this_version_cannot_read_is_done_without(self, owner: Owner) -> None:
        parent = trained(owner, CHANGES)
        made = branch(parent, owner, 8, {})
        made.populations.get().checkpoints.update(data=b"other", sha256=sha256(b"other").hexdigest())
        train_to_the_end()
        assert figures(made) == figures(parent)

    def test_there_is_no_room_for_large_ones(self, owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(checkpoints, "LASTING_BYTES", 1000)
        trained(owner)
        assert not Checkpoint.objects.exists()


def test_runs_that_ended_before_the_branch_keep_their_results(owner: Owner) -> None:
    runs = [{"name": name, "set": {"stopping.epochs": epochs, "network.hidden.0.units": units}}
            for name, epochs, units in (("short", 3, 4), ("long", 9, 4), ("other", 4, 5))]  # fmt: skip
    parent = make(owner, vary={"kind": "list", "runs": runs})
    train_to_the_end()
    made = branch(parent, owner, 6, {})
    train_to_the_end()
    key = lambda event: (event["run"], event.get("epoch", 99))  # noqa: E731
    assert sorted(figures(made), key=key) == sorted(figures(parent), key=key)
    assert [bytes(run.weights) for run in made.runs.order_by("number")] == [
        bytes(run.weights) for run in parent.runs.order_by("number")
    ]
    assert {population.state for population in made.populations.all()} == {State.FINISHED}
