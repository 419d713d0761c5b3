"""A weight is typed: it is that number from the next epoch on, everything else goes on as it was."""

from typing import Any

import numpy as np
import pytest

from training import Spec
from training.checkpoint import from_bytes, to_bytes
from training.engine import advance, begin, change
from training.events import SettingChanged
from training.population import Population
from training.problems import SpecError
from training.weight_edits import LARGEST


def started(epochs: int = 0, **settings: Any) -> Population:
    population = Population.start([Spec.parse(settings)])
    begin(population)
    for _ in range(epochs):
        advance(population)
    return population


def test_a_typed_weight_lies_where_its_path_says() -> None:
    population = started(2)  # 2 inputs, 4 and 2 tanh units, 2 outputs
    before = population.weights[0].numpy().copy()
    typed = {"weights.1.2.1": 0.5, "biases.1.3": -1, "weights.2.1.3": 2.0, "weights.3.0.1": 0.25, "biases.3.1": 7.5}
    events = change(population, typed)
    places = [2 * 2 + 1, 8 + 3, 12 + 4 + 3, 12 + 10 + 1, 12 + 10 + 4 + 1]
    assert list(np.flatnonzero(population.weights[0].numpy() != before)) == sorted(places)
    assert [float(population.weights[0, place]) for place in places] == list(typed.values())
    assert events == [
        SettingChanged(run=1, epoch=2, path=path, old=float(before[place]), new=value)
        for place, (path, value) in zip(places, typed.items(), strict=True)
    ]


def test_a_typed_weight_is_trained_on_from_with_the_same_memory_and_batches() -> None:
    typed, twin = started(3), started(3)
    old = float(twin.weights[0, 0])
    change(typed, {"weights.1.0.0": 1.5})
    change(typed, {"weights.1.0.0": old})
    assert advance(typed)[0].to_dict() | {"seconds": 0, "validation_seconds": 0} == advance(twin)[0].to_dict() | {
        "seconds": 0,
        "validation_seconds": 0,
    }
    change(typed, {"weights.1.0.0": 1.5})
    assert advance(typed)[0].train_loss != advance(twin)[0].train_loss


def test_a_weight_and_a_setting_change_together_or_not_at_all() -> None:
    population = started(1)
    before = population.weights.clone()
    for changes in (
        {"weights.1.0.0": 1.5, "optimizer.learning_rate": -1},
        {"weights.1.0.9": 1.5, "optimizer.learning_rate": 1},
    ):
        with pytest.raises(SpecError):
            change(population, changes)
    assert population.weights.equal(before)
    assert population.runs[0].spec.optimizer.learning_rate == 0.03
    paths = [event.path for event in change(population, {"weights.1.0.0": 1.5, "optimizer.learning_rate": 1})]
    assert paths == ["optimizer.learning_rate", "weights.1.0.0"]


def test_a_checkpoint_after_an_edit_goes_on_bit_for_bit() -> None:
    population = started(2, optimizer={"kind": "adam"})
    change(population, {"weights.2.1.0": -3.25, "biases.1.0": 0.1})
    again = from_bytes(to_bytes(population))
    for _ in range(3):
        advance(population)
        advance(again)
    assert again.weights.equal(population.weights)
    assert to_bytes(again)[:8] == to_bytes(population)[:8]


def test_a_layer_that_is_normalized_keeps_its_gains() -> None:
    population = started(1, network={"hidden": [{"units": 3, "normalization": "batch"}]})
    first = population.layers[0]
    gains = population.weights[0, first.gain : first.end].clone()
    change(population, {"biases.1.2": 4.0, "weights.2.0.0": 5.0})
    assert float(population.weights[0, first.bias + 2]) == 4.0
    assert float(population.weights[0, population.layers[1].start]) == 5.0
    assert population.weights[0, first.gain : first.end].equal(gains)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("weights.0.0.0", 1, "There is no layer 0: the layers count from 1 to 3, the output."),
        ("weights.4.0.0", 1, "There is no layer 4"),
        ("weights.1.4.0", 1, "There is no unit 4 in layer 1: they count from 0 to 3."),
        ("weights.1.0.2", 1, "There is no input 2 in layer 1: they count from 0 to 1."),
        ("biases.3.2", 1, "There is no unit 2 in layer 3"),
        ("biases.1.0.0", 1, 'as in "biases.1.0"'),
        ("weights.1.0", 1, 'as in "weights.1.0.0"'),
        ("weights", 1, "This needs numbers for layer, unit, input"),
        ("weights.1.-1.0", 1, "This needs numbers"),
        ("weights.²." + "9" * 5000, 1, "This needs numbers"),
        ("weights.١.0.0", 1, "This needs numbers"),
        ("weights.1.0.0", True, "A weight is a number from -1000 to 1000."),
        ("weights.1.0.0", "1", "A weight is a number"),
        ("weights.1.0.0", None, "A weight is a number"),
        ("weights.1.0.0", float("nan"), "A weight is a number"),
        ("weights.1.0.0", 2 * LARGEST, "A weight is a number"),
        ("weights.1.0.0", 10**400, "A weight is a number"),
    ],
)
def test_an_impossible_weight_is_refused_in_words(path: str, value: Any, words: str) -> None:
    population = started()
    with pytest.raises(SpecError) as error:
        change(population, {path: value})
    assert [problem.loc for problem in error.value.problems] == [path]
    assert words in error.value.problems[0].msg


def test_several_networks_have_no_one_weight_to_type() -> None:
    population = Population.start([Spec.parse({}), Spec.parse({"seed": 1})])
    begin(population)
    with pytest.raises(SpecError, match="this experiment has 2 runs"):
        change(population, {"weights.1.0.0": 1})
