"""What every strategy promises: the same trials every time, none twice, over any setting, and each as if alone."""

from collections.abc import Iterator
from typing import Any

import pytest

from training import Spec, train
from training.problems import SpecError
from training.rounds import next_runs
from training.runs import runs_of
from training.search import STRATEGIES, Strategy, Told, Trial

RATE = {"kind": "log_uniform", "low": 1e-3, "high": 0.5}
AXES = {"optimizer.learning_rate": RATE, "regularization.l2": {"kind": "uniform", "low": 0, "high": 0.01}}
MIXED = {**AXES, "network.hidden.0.units": {"kind": "int", "low": 2, "high": 3}}
LIST = [{"set": {"optimizer.learning_rate": 0.01}}, {"set": {"batch.size": 20}}, {"set": {"seed": 5}}]
SMALL: dict[str, Any] = {"data": {"samples": 60}, "network": {"hidden": [{"units": 3}]}, "stopping": {"epochs": 4}}
HOW: dict[str, dict[str, Any]] = {
    "list": {"runs": LIST},
    "grid": {"axes": MIXED, "points": 2},
    "random": {"axes": MIXED},
    "latin_hypercube": {"axes": MIXED},
    "tpe": {"axes": MIXED, "trials": 9, "startup": 4, "per_round": 3},
    "cma_es": {"axes": MIXED, "trials": 9, "generation": 4},
    "halving": {"axes": MIXED, "trials": 9},
    "population_based": {"axes": AXES, "members": 5, "interval": 9},
    "census": {"initializations": 5},
    "grid_against_random": {"axes": AXES, "points": 2, "repeats": 2},
}
KINDS = [strategy.name() for strategy in STRATEGIES]
ALONE = [kind for kind in KINDS if kind != "population_based"]
LEFT_OUT = {"run", "name", "trial", "repetition", "group", "settings", "inputs", "seconds", "validation_seconds"}


def spec_of(kind: str, **more: Any) -> Spec:
    return Spec.parse({**SMALL, "vary": {"kind": kind, **HOW[kind], **more}})


def figures(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What training said, without clocks and what tells one run of several from another."""
    return [{key: value for key, value in event.items() if key not in LEFT_OUT} for event in events]


def told(spec: Spec) -> dict[int, list[dict[str, Any]]]:
    """What every run of an experiment said."""
    runs: dict[int, list[dict[str, Any]]] = {}
    for event in train(spec):
        runs.setdefault(event.run, []).append(event.to_dict())
    runs.pop(0, None)
    return runs


def alone(spec: Spec, run: list[dict[str, Any]]) -> Spec:
    """The spec that trains one trial by itself, from nothing but the settings that its first event tells."""
    (planned,) = runs_of(
        Spec.parse({**spec.to_dict(), "vary": {"kind": "list", "runs": [{"set": run[0]["settings"]}]}})
    )
    return planned.spec


@pytest.mark.parametrize("kind", ALONE)
def test_every_member_equals_its_own_single_run(kind: str) -> None:
    """Bit for bit, in every figure of every epoch and in the weights, as long as it trains."""
    spec = spec_of(kind)
    for run in told(spec).values():
        single = [event.to_dict() for event in train(alone(spec, run))]
        epochs = [event for event in run if event["type"] == "epoch_ended"]
        if kind == "grid_against_random" and run[0]["trial"] > 8:  # repeats have first weights of their own
            assert figures(run) != figures(single)
            continue
        assert figures([run[0], *epochs]) == figures(single[: 1 + len(epochs)])
        if run[-1]["reason"] != "halved":
            assert run[-1]["weights_sha256"] == single[-1]["weights_sha256"]


@pytest.mark.parametrize("kind", ALONE)
def test_repetitions_equal_their_own_single_runs(kind: str) -> None:
    spec = spec_of(kind, seeds=2)
    runs = told(spec)
    first = runs_of(spec)[:4]
    for planned in first:
        single = [event.to_dict() for event in train(planned.spec)]
        epochs = len([event for event in runs[planned.number] if event["type"] == "epoch_ended"])
        assert figures(runs[planned.number][: 1 + epochs]) == figures(single[: 1 + epochs])


@pytest.mark.parametrize("kind", KINDS)
def test_no_trial_comes_twice_and_the_same_seed_gives_the_same_trials(kind: str) -> None:
    first, again = ([trial for trial, _ in searched(spec_of(kind))] for _ in range(2))
    assert first == again
    assert len(first) == spec_of(kind).vary.count  # type: ignore[union-attr]
    keys = [repr((trial.settings, trial.seed, trial.group)) for trial in first]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("list", "grid")])
def test_another_seed_gives_other_trials(kind: str) -> None:
    one, other = ([trial for trial, _ in searched(spec_of(kind, seed=seed))] for seed in (0, 1))
    assert one != other


def searched(spec: Spec) -> Iterator[tuple[Any, int]]:
    """All trials of a search in which the sum of the numbers is the score."""
    assert spec.vary
    known: list[Told] = []
    trials = spec.vary.plan()
    while trials:
        for trial in trials:
            yield trial, len(known)
            known.append(Told(len(known) + 1, trial.settings, sum(v for v in trial.settings.values() if v != "full")))
        trials = spec.vary.more(known)


def varied_paths() -> list[tuple[str, dict[str, Any]]]:
    """An axis for settings of every section: numbers, whole numbers, switches, words, choices, layers."""
    choice: dict[str, list[Any]] = {
        "network.hidden": [[], [{"units": 2}], [{"units": 2}, {"units": 2, "activation": {"kind": "relu"}}]],
        "network.hidden.0.activation.kind": ["relu", "tanh"],
        "network.hidden.0.normalization": ["none", "batch"],
        "network.initializer.kind": ["he_normal", "zeros"],
        "loss.kind": ["cross_entropy", "mse"],
        "optimizer.kind": ["sgd", "adam"],
        "schedule.kind": ["constant", "cosine"],
        "batch.size": [5, "full"],
        "batch.shuffle": [True, False],
        "data.dataset": ["circle", "xor"],
        "data.features": [["x1", "x2"], ["x1", "x2", "x1^2"]],
        "data.normalization.kind": ["none", "standardize"],
        "stopping.early": [None, {"patience": 1}],
    }
    numbers = {
        "data.noise": (0, 0.5), "data.label_noise": (0, 0.4), "optimizer.beta": (0, 0.9), "clipping.norm": (0.1, 5),
        "regularization.max_norm": (0.5, 4), "regularization.weight_noise": (0, 0.2),
        "network.hidden.0.dropout": (0, 0.5),
    }  # fmt: skip
    whole = {"network.hidden.0.units": (1, 3), "data.samples": (50, 52), "stopping.epochs": (1, 3), "seed": (0, 9)}
    return [
        *((path, {"kind": "choice", "values": values}) for path, values in choice.items()),
        *((path, {"kind": "uniform", "low": low, "high": high}) for path, (low, high) in numbers.items()),
        *((path, {"kind": "int", "low": low, "high": high}) for path, (low, high) in whole.items()),
    ]


@pytest.mark.parametrize(("path", "axis"), varied_paths(), ids=lambda value: value if isinstance(value, str) else "")
def test_any_setting_can_be_searched(path: str, axis: dict[str, Any]) -> None:
    vary = {"kind": "tpe", "axes": {path: axis}, "trials": 3, "startup": 2, "per_round": 1}
    spec = Spec.parse({**SMALL, "stopping": {"epochs": 1}, "vary": vary})
    events = [event.to_dict() for event in train(spec)]
    tried = [event["settings"][path] for event in events if event["type"] == "run_started"]
    assert len(tried) == len({repr(value) for value in tried}) == spec.vary.count  # type: ignore[union-attr]
    assert len([event for event in events if event["type"] == "run_finished"]) == len(tried)


@pytest.mark.parametrize("kind", ["tpe", "cma_es"])
def test_a_value_that_only_a_later_round_could_try_is_refused_at_once(kind: str) -> None:
    units = {"kind": "int", "low": 1, "high": 513}
    with pytest.raises(SpecError) as refused:
        spec_of(kind, axes={**AXES, "network.hidden.0.units": units}, seed=3)
    assert [problem.loc for problem in refused.value.problems] == ["vary.axes.network.hidden.0.units"]


def test_a_combination_that_cannot_be_trained_is_left_out() -> None:
    """The shares have to add up: no axis alone is wrong."""

    class Shares(Strategy):
        def plan(self) -> list[Any]:
            return []

        def more(self, told: Any) -> list[Any]:
            return [Trial(str(share), {"data.split.train": share}) for share in (0.6, 0.9)]

    spec = Spec.parse(SMALL).model_copy(update={"vary": Shares()})
    assert [run.name for run in next_runs(spec, [], lambda name: None)] == ["0.6"]
