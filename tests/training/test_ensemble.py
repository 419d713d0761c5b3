"""An ensemble is the mean of its members, its members are plain runs, and their differences are what it gains."""

import math
from typing import Any

import numpy as np
import pytest
import torch

from training import Spec, train
from training.averages import averages
from training.checkpoint import from_bytes, to_bytes
from training.engine import advance, begin, start
from training.ensemble import bag
from training.events import EnsembleEvaluated, Event
from training.losses import CrossEntropy, HalfMeanSquaredError, MeanSquaredError, SquaredError
from training.population import Population
from training.runs import populations_of, runs_of

SMALL: dict[str, Any] = {"data": {"samples": 100}, "stopping": {"epochs": 6}, "ensemble": {"members": 4}}
REGRESSION: dict[str, Any] = {**SMALL, "data": {"dataset": "diabetes"}, "optimizer": {"learning_rate": 0.003}}
EARLY: dict[str, Any] = {
    "data": {"dataset": "diabetes", "samples": 100},
    "optimizer": {"kind": "adam", "learning_rate": 0.03},
    "stopping": {"epochs": 200, "early": {"patience": 3}},
    "ensemble": {"members": 4},
}


EVERYTHING: dict[str, Any] = {
    "data": {"dataset": "moons", "samples": 90, "label_noise": 0.2, "order": "by class"},
    "network": {"hidden": [{"units": 8, "dropout": 0.3, "normalization": "batch"}, {"units": 3}]},
    "optimizer": {"kind": "rmsprop"},
    "schedule": {"kind": "plateau", "patience": 1},
    "batch": {"size": 7, "growth": {"factor": 2, "every": 2, "maximum": 64}},
    "regularization": {"weight_noise": 0.05, "input_noise": 0.1, "max_norm": 1.0, "l2": 0.01},
    "validation": {"every": 3, "max_samples": 10},
    "stopping": {"epochs": 30, "early": {"patience": 1}},
    "ensemble": {"members": 4},
}


def population_of(spec: Spec) -> Population:
    (runs,) = populations_of(spec)
    return start(runs, spec)


def finish(population: Population, interrupt: bool = False) -> tuple[list[Event], Population]:
    events = list(begin(population))
    while population.runs:
        if interrupt:
            population = from_bytes(to_bytes(population))
        events += advance(population)
    return events, population


def comparable(events: list[Event]) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in event.to_dict().items() if name not in ("seconds", "validation_seconds")}
        for event in events
    ]


def evaluated(events: list[Event]) -> list[EnsembleEvaluated]:
    return [event for event in events if isinstance(event, EnsembleEvaluated)]


def test_a_bag_holds_the_share_of_samples_that_the_formula_says() -> None:
    for samples, share in ((100, 0.6340), (100_000, 0.6321)):
        bags = [bag(seed, samples) for seed in range(400 if samples == 100 else 3)]
        assert all(len(one) == samples and int(one.min()) >= 0 and int(one.max()) < samples for one in bags)
        shares = [len(one.unique()) / samples for one in bags]
        assert np.mean(shares) == pytest.approx(share, abs=0.006)


@pytest.mark.parametrize("settings", [SMALL, REGRESSION, {**SMALL, "loss": {"kind": "bce"}}])
def test_the_ensemble_says_the_mean_of_what_its_members_say(settings: dict[str, Any]) -> None:
    spec = Spec.parse(settings)
    population = population_of(spec)
    begin(population)
    (told,) = evaluated(advance(population))
    with torch.inference_mode():
        outputs = population.network.forward(population.validation.inputs).double().numpy()
    targets = population.validation.targets[0].double().numpy()
    kind = spec.loss.name()
    if kind == "cross_entropy":
        powers = np.exp(outputs - outputs.max(axis=2, keepdims=True))
        said = (powers / powers.sum(axis=2, keepdims=True)).mean(axis=0)
        loss = -np.log((said * targets).sum(axis=1)).mean()
        accuracy: Any = (said.argmax(axis=1) == targets.argmax(axis=1)).mean()
    elif kind == "bce":
        said = (1 / (1 + np.exp(-outputs))).mean(axis=0)
        loss = -(targets * np.log(said) + (1 - targets) * np.log(1 - said)).mean()
        accuracy = ((said > 0.5) == (targets > 0.5)).mean()
    else:
        loss, accuracy = np.square(outputs.mean(axis=0) - targets).mean(), None
    assert told.validation_loss == pytest.approx(loss, rel=1e-9)
    assert told.validation_accuracy == (None if accuracy is None else pytest.approx(accuracy, abs=1e-12))
    assert told.members == 4


def test_out_of_bag_only_strangers_vote() -> None:
    population = population_of(Spec.parse({**SMALL, "data": {"dataset": "iris"}, "ensemble": {"members": 3}}))
    begin(population)
    (told,) = evaluated(advance(population))
    with torch.inference_mode():
        outputs = population.network.forward(population.train.inputs).double()
    targets = population.train.targets[0].argmax(dim=1)
    losses, right = [], []
    for sample in range(population.train.samples):
        strangers = [row for row in range(3) if sample not in population.bags[row].tolist()]  # type: ignore[union-attr]
        if strangers:
            said = torch.softmax(outputs[strangers, sample], dim=1).mean(dim=0)
            losses.append(-math.log(said[targets[sample]]))
            right.append(int(said.argmax()) == int(targets[sample]))
    assert told.out_of_bag_samples == len(losses) < population.train.samples
    assert told.out_of_bag_loss == pytest.approx(np.mean(losses), rel=1e-9)
    assert told.out_of_bag_accuracy == pytest.approx(np.mean(right), abs=1e-12)


def test_without_bootstrap_nothing_is_out_of_a_bag() -> None:
    events = evaluated(list(train(Spec.parse({**SMALL, "ensemble": {"members": 2, "bootstrap": False}}))))
    assert {(event.out_of_bag_loss, event.out_of_bag_accuracy, event.out_of_bag_samples) for event in events} == {
        (None, None, 0)
    }
    nobody = torch.zeros(3, 5, dtype=torch.bool)
    figures = averages(MeanSquaredError(), torch.zeros(3, 5, 1), torch.zeros(5, 1), False, unseen=nobody)
    assert (figures.out_of_bag_loss, figures.out_of_bag_samples) == (None, 0)


def test_members_that_are_alike_never_disagree_and_gain_nothing() -> None:
    spec = Spec.parse({"data": {"samples": 100}, "stopping": {"epochs": 3}})
    population = Population.start([spec] * 3, ensemble=True)
    events = evaluated(finish(population)[0])
    for event in events:
        assert event.disagreement == 0
        assert event.disagreements == [0, 0, 0]
        assert event.validation_loss == pytest.approx(event.mean_validation_loss, rel=1e-12)
        assert event.validation_accuracy == event.mean_validation_accuracy


@pytest.mark.parametrize("loss", [MeanSquaredError(), SquaredError(), HalfMeanSquaredError()])
def test_a_squared_error_of_the_mean_is_the_mean_error_less_the_variance(loss: Any) -> None:
    random = np.random.default_rng(1)
    outputs, targets = random.normal(size=(7, 3000, 2)), random.normal(size=(3000, 2))
    found = averages(loss, torch.from_numpy(outputs), torch.from_numpy(targets), classes=False)
    factor = {"mse": 0.5, "squared_error": 1.0, "half_mse": 0.25}[loss.name()]  # of the sum over both outputs
    variance = factor * np.square(outputs - outputs.mean(axis=0)).sum(axis=2).mean()
    assert found.ambiguity == pytest.approx(variance, rel=1e-12)
    assert found.loss == pytest.approx(factor * np.square(outputs.mean(axis=0) - targets).sum(axis=1).mean(), rel=1e-12)
    assert found.loss == pytest.approx(found.mean_loss - found.ambiguity, rel=1e-12)  # type: ignore[operator]


def test_the_identity_holds_in_every_epoch_of_a_training() -> None:
    events = evaluated(list(train(Spec.parse(REGRESSION))))
    assert len(events) == 7
    for event in events:
        for split in ("train", "validation"):
            figures = event.to_dict()
            gained = figures[f"mean_{split}_loss"] - figures[f"{split}_ambiguity"]
            assert abs(figures[f"{split}_loss"] - gained) < 1e-6
        assert event.disagreement > 0  # type: ignore[operator]
    assert evaluated(list(train(Spec.parse(SMALL))))[-1].train_ambiguity is None


def test_disagreement_counts_pairs() -> None:
    logits = torch.tensor([[[9.0, 0], [9, 0], [0, 9], [9, 0]], [[9, 0], [0, 9], [0, 9], [9, 0]], [[0, 9]] * 4])
    found = averages(CrossEntropy(), logits, torch.eye(2)[[0, 0, 1, 1]], classes=True)
    assert found.pairs == (0.25, 0.75, 0.5)
    assert found.disagreement == pytest.approx(0.5)
    assert (found.accuracy, found.mean_accuracy) == (0.5, pytest.approx((0.75 + 0.5 + 0.5) / 3))


@pytest.mark.parametrize("settings", [SMALL, {**EARLY, "ensemble": {"members": 3, "bootstrap": False}}])
def test_every_member_is_the_run_that_its_spec_trains_alone(settings: dict[str, Any]) -> None:
    spec = Spec.parse(settings)
    together = comparable(list(train(spec)))
    for run in runs_of(spec):
        alone = comparable(list(train(run.spec)))
        mine = [{**event, "run": 1} for event in together if event["run"] == run.number]
        assert mine[0]["name"] == f"member {run.number}"
        for started in (mine[0], alone[0]):
            started.update(name="", inputs=None, trial=1)  # run 1 tells of the inputs for all
        assert mine == alone


def test_members_share_the_data_and_nothing_else() -> None:
    spec = Spec.parse({**SMALL, "seed": 7, "data": {"dataset": "circle", "samples": 100}})
    population = population_of(spec)
    plain = Population.start([Spec.parse({**spec.to_dict(), "ensemble": None})])
    for row in range(4):
        for split in ("train", "validation", "test"):
            own, other = getattr(population, split), getattr(plain, split)
            assert torch.equal(own.inputs[row], other.inputs[0])
            assert torch.equal(own.targets[row], other.targets[0])
    seeds = [run.spec.seed for run in population.runs]
    assert len(set(seeds)) == 4
    assert len({tuple(row.tolist()) for row in population.weights}) == 4
    assert len({tuple(one.tolist()) for one in population.bags}) == 4  # type: ignore[union-attr]
    assert [run.spec.seed for run in runs_of(spec)] == seeds


@pytest.mark.parametrize("settings", [SMALL, EARLY, {**EARLY, "data": {"dataset": "iris"}}, EVERYTHING])
def test_interrupting_every_epoch_changes_no_bit_of_members_that_leave_one_by_one(settings: dict[str, Any]) -> None:
    spec = Spec.parse(settings)
    undisturbed, first = finish(population_of(spec))
    again, second = finish(population_of(spec), interrupt=True)
    assert comparable(again) == comparable(undisturbed)
    assert first.ensemble
    assert second.ensemble
    assert first.ensemble.test == second.ensemble.test is not None
    if "early" in settings["stopping"]:
        assert len({event.epochs for event in undisturbed if event.type == "run_finished"}) > 1


def test_a_member_that_has_ended_keeps_its_vote() -> None:
    spec = Spec.parse(EARLY)
    events, population = finish(population_of(spec))
    assert [event.members for event in evaluated(events)] == [4] * len(evaluated(events))
    outputs = []
    for run in runs_of(spec):
        alone = Population.start([run.spec])
        alone.weights[0] = torch.from_numpy(population.results[run.number].weights)
        with torch.inference_mode():
            outputs.append(alone.network.forward(alone.validation.inputs)[0].double().numpy())
    loss = np.square(np.mean(outputs, axis=0) - alone.validation.targets[0].double().numpy()).mean()
    assert evaluated(events)[-1].validation_loss == pytest.approx(loss, rel=1e-6)


def test_a_member_that_diverged_has_no_vote() -> None:
    outputs = torch.tensor([[[1.0], [2.0]], [[math.nan], [0.0]], [[3.0], [4.0]]])
    found = averages(MeanSquaredError(), outputs, torch.tensor([[2.0], [3.0]]), classes=False)
    assert (found.members, found.loss, found.mean_loss) == (2, 0.0, 1.0)
    assert averages(MeanSquaredError(), outputs[1:2], torch.zeros(2, 1), classes=False).loss is None
