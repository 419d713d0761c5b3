"""A slice of the loss: its values are those that training tells, its directions those of the textbook."""

import base64
import json
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import torch

from tests.training.reference import data_loss, sequential
from training.engine import advance, begin
from training.events import EpochEnded, RunStarted
from training.loss_slice import LossSlice, Path, loss_slice, stacked
from training.loss_slice.__main__ import lines
from training.loss_slice.plane import Plane, path_directions, random_directions
from training.population import Population
from training.problems import SpecError
from training.spec import Spec

SMALL = {"data": {"samples": 90}, "stopping": {"epochs": 8}}


def trained(**settings: Any) -> tuple[Spec, Path, list[Any]]:
    """A spec, its networks after every epoch, and the figures that training told of them."""
    spec = Spec.parse({**SMALL, **settings})
    population = Population.start([spec])
    told: list[Any] = [event for event in begin(population) if isinstance(event, RunStarted)]
    networks = [population.snapshot(0)]
    while population.runs:
        told += [event for event in advance(population) if isinstance(event, EpochEnded)]
        networks.append(population.snapshot(0) if population.runs else population.results[1].weights)
    return spec, Path(list(range(len(networks))), np.stack(networks)), told


def cut(spec: Spec, path: Path, centre: int | None = None, **settings: Any) -> dict[str, Any]:
    """The whole slice."""
    *_, found = loss_slice(LossSlice(**{"points": 5, **settings}), spec, path, centre)
    return found


def hidden(*kinds: str, **options: Any) -> dict[str, Any]:
    return {"hidden": [{"units": 6, "activation": {"kind": kind}, **options} for kind in kinds]}


CASES: dict[str, dict[str, Any]] = {
    "the default network": {},
    "one output": {"loss": {"kind": "bce"}, "network": hidden("relu", "tanh")},
    "numbers": {"data": {"dataset": "diabetes"}, "network": hidden("gelu")},
    "batch normalization": {"network": hidden("tanh", "relu", normalization="batch")},
    "noise, penalties and smoothing": {
        "network": hidden("tanh", dropout=0.3),
        "regularization": {"l2": 0.1, "weight_noise": 0.1},
        "loss": {"kind": "cross_entropy", "label_smoothing": 0.1},
    },
    "some validation samples": {"data": {"dataset": "digits"}, "validation": {"max_samples": 50}},
    "more samples than are evaluated at once": {"data": {"samples": 4000}, "stopping": {"epochs": 2}},
    "an own seed": {"seed": 7, "optimizer": {"kind": "adam", "learning_rate": 0.01}},
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("loss", ["training", "validation"])
def test_the_losses_along_the_path_are_those_that_were_logged(name: str, loss: str) -> None:
    spec, path, told = trained(**CASES[name])
    logged = [getattr(event, {"training": "train_loss", "validation": "validation_loss"}[loss]) for event in told]
    found = cut(spec, path, loss=loss)
    assert found["path"]["loss"] == logged, "to the bit"
    assert found["path"]["epoch"] == path.epochs
    assert found["values"][12] == pytest.approx(logged[-1], rel=1e-6), "the middle of the grid is the last network"
    earlier = cut(spec, path, centre=1, loss=loss)
    assert earlier["epoch"] == 1
    assert earlier["values"][12] == pytest.approx(logged[1], rel=1e-6)


@pytest.mark.parametrize("name", ["the default network", "one output", "numbers"])
@pytest.mark.parametrize("directions", ["random", "path"])
def test_every_value_is_the_loss_of_the_network_at_its_place(name: str, directions: str) -> None:
    spec, path, _ = trained(**CASES[name])
    found = cut(spec, path, directions=directions)
    centre, *plane = (decoded(each) for each in found["plane"])
    population = Population.start([spec], dtype=torch.float64)
    widths = [population.train.inputs.shape[2], *(layer.units for layer in population.layers)]
    values = np.array(found["values"]).reshape(5, 5)
    for row, b in enumerate(found["b"]):
        for column, a in enumerate(found["a"]):
            weights = torch.from_numpy(centre + a * plane[0] + b * plane[1])
            network = sequential(widths, spec, weights)
            loss = data_loss(spec, network(population.train.inputs[0]), population.train.targets[0])
            assert values[row, column] == pytest.approx(float(loss.detach()), rel=2e-5), (a, b)


def test_the_bits_do_not_depend_on_how_many_are_computed_together(monkeypatch: pytest.MonkeyPatch) -> None:
    spec, path, _ = trained()
    together = cut(spec, path, points=11)
    monkeypatch.setattr(stacked, "MOST_NETWORKS", 1)
    alone = cut(spec, path, points=11)
    assert alone["path"]["loss"] == together["path"]["loss"]
    assert alone["values"] == pytest.approx(together["values"], rel=1e-6)


def test_each_unit_gets_a_direction_as_long_as_its_own_weights() -> None:
    spec, path, _ = trained(network=hidden("tanh", "relu", normalization="layer"))
    layers = Population.start([spec]).layers
    row = path.networks[-1].astype(float)
    directions = random_directions(row, layers, seed=3)
    for layer in layers:
        for unit in range(layer.units):
            mine = [
                *range(layer.start + unit * layer.fan_in, layer.start + (unit + 1) * layer.fan_in),
                layer.bias + unit,
            ]
            assert np.linalg.norm(directions[:, mine], axis=1) == pytest.approx(np.linalg.norm(row[mine]))
        assert not directions[:, layer.gain : layer.end].any(), "gains and offsets stay"
    assert not np.allclose(directions[0], directions[1])
    assert np.array_equal(directions, random_directions(row, layers, seed=3))
    assert not np.array_equal(directions, random_directions(row, layers, seed=4))


def test_the_directions_of_a_path_are_its_principal_components() -> None:
    rows = np.random.default_rng(0).standard_normal((9, 40)).cumsum(axis=0)
    found = path_directions(rows, seed=0)
    _, singular, expected = np.linalg.svd(rows - rows.mean(axis=0), full_matrices=False)
    for axis in (0, 1):
        assert abs(found[axis] @ expected[axis]) == pytest.approx(1)
        assert found[axis] @ (rows[-1] - rows[0]) >= 0, "training goes towards larger places"
    plane = Plane(rows[-1], found, np.zeros(1), np.zeros(1))
    assert plane.explained(rows) == pytest.approx((singular**2 / (singular**2).sum())[:2])
    places = plane.places(rows)
    assert places[-1] == pytest.approx([0, 0])
    assert places == pytest.approx((rows - rows[-1]) @ found.T)
    assert np.hypot(*(plane.at(places) - rows).T[:2]).max() > 0.1
    assert plane.beside(rows) == pytest.approx(np.linalg.norm(rows - plane.at(places), axis=1))


def test_a_network_of_two_weights_has_nothing_beside_its_slice() -> None:
    spec, path, told = trained(data={"dataset": "plane", "features": ["x1"]}, network={"hidden": []})
    assert path.networks.shape[1] == 2
    for directions in ("random", "path"):
        found = cut(spec, path, directions=directions)
        assert sum(found["explained"]) == pytest.approx(1)
        assert max(found["path"]["beside"]) < 1e-6
        centre, *plane = (decoded(each) for each in found["plane"])
        places = np.stack([found["path"]["a"], found["path"]["b"]], axis=1)
        assert centre + places @ np.stack(plane) == pytest.approx(path.networks, abs=1e-6)
        assert found["path"]["loss"] == [event.train_loss for event in told]


def test_the_grid_of_a_path_holds_all_of_it() -> None:
    spec, path, _ = trained()
    for reach in (1.0, 3.0):
        found = cut(spec, path, directions="path", reach=reach)
        for axis in "ab":
            places, low, high = found["path"][axis], found[axis][0], found[axis][-1]
            assert low < min(places)
            assert max(places) < high
            assert reach > 1 or high - low < 3 * (max(found["path"]["a"]) - min(found["path"]["a"]))


def test_random_directions_see_less_of_a_path_than_its_own() -> None:
    spec, path, _ = trained(network={"hidden": [{"units": 30}, {"units": 30}]})
    own, random = (sum(cut(spec, path, directions=kind)["explained"]) for kind in ("path", "random"))
    assert own > 0.8
    assert random < 0.1


@pytest.mark.parametrize("networks", [1, 2])
@pytest.mark.parametrize("directions", ["random", "path"])
def test_a_path_may_be_short(networks: int, directions: str) -> None:
    spec, path, _ = trained()
    found = cut(spec, Path(path.epochs[:networks], path.networks[:networks]), directions=directions)
    assert len(found["values"]) == 25
    assert None not in found["values"]
    assert (found["explained"] is None) == (networks == 1)


def test_zeros_have_a_surface_too() -> None:
    spec, path, _ = trained(network={"hidden": [{"units": 4}], "initializer": {"kind": "constant", "value": 0.0}})
    found = cut(spec, path, centre=0)
    assert found["norm"] == 0
    assert len(set(found["values"])) > 10


def test_a_run_that_diverged_is_cut_where_it_was_finite() -> None:
    spec, path, _ = trained(
        data={"dataset": "plane"}, network=hidden("relu"), optimizer={"kind": "sgd", "learning_rate": 9}
    )
    assert not np.isfinite(path.networks[-1]).all()
    found = cut(spec, path, reach=100.0)
    assert found["epoch"] < path.epochs[-1]
    assert found["path"]["epoch"][-1] == found["epoch"]
    json.dumps(found, allow_nan=False)
    with pytest.raises(SpecError, match="finite"):
        cut(spec, Path([0], np.full((1, path.networks.shape[1]), np.nan, dtype=np.float32)))


def test_it_can_be_watched_while_it_grows() -> None:
    spec, path, _ = trained()
    lengths = [len(found["values"]) for found in loss_slice(LossSlice(points=41), spec, path)]
    assert lengths == sorted(lengths)
    assert len(set(lengths)) > 5
    assert len(lengths) > 20, "it tells more often than that, so that whoever waits gets a turn"
    assert lengths[0] == 0, "the path is known first"


VALIDATED: dict[str, Any] = {"data": {"split": {"train": 1, "validation": 0, "test": 0}}}
LARGE: dict[str, Any] = {"data": {"dataset": "digits"}, "network": {"hidden": [{"units": 400}, {"units": 400}]}}


@pytest.mark.parametrize(
    ("request_", "loc", "words"),
    [
        ({"points": 102}, "points", "101"),
        ({"directions": "up"}, "directions", "random"),
        ({"reach": 0}, "reach", "0.01"),
        ({"spec": {"seed": -1}}, "spec.seed", "0"),
        ({"loss": "validation", "spec": VALIDATED}, "loss", "no validation samples"),
        ({"points": 101, "spec": LARGE}, "points", "choose at most 69"),
    ],
)
def test_nonsense_is_refused_at_its_place(request_: dict[str, Any], loc: str, words: str) -> None:
    with pytest.raises(SpecError) as refused:
        lines(json.dumps(request_).encode())
    [problem] = refused.value.problems
    assert problem.loc == loc
    assert words in problem.msg


def test_the_command_trains_and_prints_one_line() -> None:
    request = json.dumps({"spec": SMALL, "directions": "path", "points": 7})
    command = [sys.executable, "-m", "training.loss_slice", "-"]
    done = subprocess.run(command, input=request, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    spec, path, told = trained()
    assert found == cut(spec, path, directions="path", points=7)
    assert found["path"]["loss"][-1] == told[-1].train_loss


def decoded(text: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), dtype="<f4").astype(float)
