"""Searches that would hang, try one network twice, or compare what was never validated: refused with a sentence."""

from typing import Any

import pytest

from training import Spec
from training.problems import Problem, SpecError
from training.runs import runs_of

RATE = "optimizer.learning_rate"


def refused(**vary: Any) -> list[Problem]:
    with pytest.raises(SpecError) as error:
        Spec.parse({"stopping": {"epochs": 9}, "vary": vary})
    return list(error.value.problems)


@pytest.mark.parametrize("kind", ["grid", "random", "latin_hypercube", "tpe", "halving", "population_based"])
@pytest.mark.parametrize(
    ("scale", "low", "high"),
    [("uniform", 1, 1 + 2**-50), ("uniform", 0, 5e-324), ("log_uniform", 0.1, 0.1 + 2**-55)],
)
def test_an_axis_with_hardly_a_number_inside_is_refused_instead_of_searched_forever(
    kind: str, scale: str, low: float, high: float
) -> None:
    (problem,) = refused(kind=kind, axes={RATE: {"kind": scale, "low": low, "high": high}})
    assert problem.loc == f"vary.axes.{RATE}"
    assert "too close" in problem.msg


def test_a_narrow_axis_still_has_room_for_every_trial() -> None:
    axis = {"kind": "log_uniform", "low": 0.1, "high": 0.1 * (1 + 2e-9)}
    vary = {"kind": "random", "trials": 2000, "axes": {RATE: axis}}
    spec = Spec.parse({"stopping": {"epochs": 1}, "vary": vary})
    assert len({run.spec.value(RATE) for run in runs_of(spec)}) == 2000


def test_one_number_written_in_two_ways_is_one_value() -> None:
    (problem,) = refused(kind="grid", axes={RATE: {"kind": "choice", "values": [1, 1.0]}})
    assert problem.loc == f"vary.axes.{RATE}"


@pytest.mark.parametrize(
    "axes",
    [
        {"network.hidden": [[{"units": 2}], [{"units": 2, "dropout": 0.0}]]},
        {"network.hidden.0.units": [1, 2], "network.hidden": [[{"units": 2}], [{"units": 3}]]},
    ],
)
def test_two_trials_that_mean_the_same_network_are_refused(axes: dict[str, list[Any]]) -> None:
    choices = {path: {"kind": "choice", "values": values} for path, values in axes.items()}
    (problem,) = refused(kind="grid", axes=choices)
    assert problem.loc == "vary.axes"
    assert "no trial comes twice" in problem.msg


@pytest.mark.parametrize("turned", [False, True])
def test_a_whole_and_a_part_of_it_can_vary_together_in_either_order(turned: bool) -> None:
    axes = {
        "optimizer": {"kind": "choice", "values": [{"kind": "sgd"}, {"kind": "adam", "beta1": 0.8}]},
        RATE: {"kind": "choice", "values": [0.1, 0.2]},
    }
    if turned:
        axes = dict(reversed(axes.items()))
    runs = runs_of(Spec.parse({"vary": {"kind": "grid", "axes": axes}}))
    tried = {(run.spec.optimizer.name(), run.spec.value("optimizer.beta1"), run.spec.value(RATE)) for run in runs}
    assert tried == {("sgd", None, 0.1), ("sgd", None, 0.2), ("adam", 0.8, 0.1), ("adam", 0.8, 0.2)}


def test_a_layer_has_one_number() -> None:
    (problem,) = refused(kind="grid", axes={"network.hidden.00.units": {"kind": "int", "low": 1, "high": 3}})
    assert "no setting" in problem.msg


@pytest.mark.parametrize(
    ("path", "values", "words"),
    [
        ("validation.every", [1, 2], "compared after epoch 1"),
        ("validation.separate_worker", [False, True], "validate on the same worker"),
        (
            "data.split",
            [{"train": 0.6, "validation": 0.2, "test": 0.2}, {"train": 0.8, "validation": 0.0, "test": 0.2}],
            "no validation samples",
        ),
    ],
)
def test_halving_refuses_trials_that_it_could_not_compare(path: str, values: list[Any], words: str) -> None:
    """Else whoever has no figure at a rung would be ended there, however good it is."""
    axes = {RATE: {"kind": "uniform"}, path: {"kind": "choice", "values": values}}
    assert any(words in problem.msg for problem in refused(kind="halving", trials=9, axes=axes))


def test_a_race_by_accuracy_refuses_a_lane_that_has_none() -> None:
    lane = {"set": {"data.dataset": "plane", "loss.kind": "mse"}}
    (problem,) = refused(kind="list", objective="validation_accuracy", runs=[{}, lane])
    assert "no accuracy" in problem.msg
