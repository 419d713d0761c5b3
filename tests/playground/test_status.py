"""The status in a sentence, for every state an experiment can be in."""

from typing import Any

import pytest

from playground.models import Experiment, Owner, Population, Run, Snapshot, Worker
from playground.status import status, statuses
from tests.playground.experiments import make, take_short_turn


@pytest.fixture
def experiment(owner: Owner) -> Experiment:
    Worker.seen("a worker", "cpu")
    return make(owner)


@pytest.mark.parametrize(
    ("run", "desired", "sentence"),
    [
        ({"state": "waiting"}, "run", "Waiting: next in the queue. The next free worker takes it."),
        ({"state": "running", "epoch": 3}, "run", "Training on a CPU worker: epoch 3 of 12."),
        ({"state": "running", "epoch": 3}, "pause", "Pausing after epoch 3 of 12."),
        ({"state": "paused", "epoch": 3}, "pause", "Paused after epoch 3 of 12."),
        ({"state": "finished", "epoch": 12, "reason": "epochs"}, "run", "Finished: 12 epochs."),
        ({"state": "finished", "epoch": 9, "reason": "stopped early", "best_epoch": 4}, "run",
         "Finished: stopped early in epoch 9, best in epoch 4."),
        ({"state": "finished", "epoch": 9, "reason": "threshold"}, "run",
         "Finished: stopped at the threshold in epoch 9."),
        ({"state": "finished", "epoch": 9, "reason": "stopped by user"}, "stop", "Stopped by hand after epoch 9."),
        ({"state": "failed", "reason": "It broke."}, "run", "Failed: It broke."),
    ],
    ids=lambda value: value if isinstance(value, str) and value.endswith(".") else "",
)  # fmt: skip
def test_every_state_has_its_sentence(
    run: dict[str, object], desired: str, sentence: str, experiment: Experiment
) -> None:
    Run.objects.update(**run)
    Population.objects.update(state=run["state"], device="cpu")
    Experiment.objects.update(desired=desired)
    assert status(experiment)["sentence"] == sentence


def test_without_a_worker_it_says_so(experiment: Experiment) -> None:
    take_short_turn()
    Worker.objects.all().delete()
    assert status(experiment)["sentence"].endswith("no worker is running. Training goes on as soon as one is.")
    assert status(experiment)["workers"] == 0


def test_the_place_is_the_order_in_which_they_are_claimed(experiment: Experiment) -> None:
    second, third = make(experiment.owner), make(Owner.objects.create())
    assert [status(each)["place"] for each in (experiment, second, third)] == [1, 3, 2]
    take_short_turn()
    assert [status(each)["place"] for each in (experiment, third, second)] == [None, 1, 2]
    assert status(second)["sentence"].startswith("Waiting: place 2 in the queue. 1 run of others comes first; it")


def test_many_are_read_in_as_many_queries_as_one(experiment: Experiment, django_assert_num_queries: Any) -> None:
    keys = [experiment.pk, *(make(experiment.owner).pk for _ in range(20))]
    for some, count in ((keys, 10), (keys[:1], 9), (keys, 9)):  # specs are read once
        with django_assert_num_queries(count):
            assert set(statuses(some)) == set(some)


@pytest.mark.parametrize(
    ("validators", "waits_for", "sentence"),
    [
        (1, 3, "Validating the last epochs: 2 to go."),
        (1, 2, "At epoch 3 of 12: waiting for validation."),
        (1, None, "Training on a CPU worker: epoch 3 of 12."),
        (0, 3, "No validation worker is running. The experiment goes on as soon as one is."),
        (0, None, "Training on a CPU worker: epoch 3 of 12."),
    ],
)
def test_separate_validation_is_told_in_words(
    validators: int, waits_for: int | None, sentence: str, experiment: Experiment
) -> None:
    Run.objects.update(state="running", epoch=3)
    Population.objects.update(state="running", epoch=3, device="cpu", waits_for=waits_for)
    for epoch, done in ((1, True), (2, False), (3, False)):
        population = Population.objects.get()
        Snapshot.objects.create(population=population, epoch=epoch, runs=[1], due=[1], networks=b"", done=done)
    for number in range(validators):
        Worker.seen(f"validator {number}", "cpu", "validation")
    told = status(experiment)
    assert told["sentence"] == sentence
    assert (told["workers"], told["validators"], told["validating"]) == (1, validators, 2)
