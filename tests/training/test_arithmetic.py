"""The engine's inner loops neglect the tiniest numbers; everything around them does not."""

import sys

import pytest
import torch

from training import Spec
from training.arithmetic import fast
from training.engine import advance, begin
from training.population import Population


def smallest_survives() -> bool:
    return bool(torch.tensor(1e-39) * torch.tensor(1.0) != 0) and 5e-324 * 1.0 != 0 and sys.float_info.min / 2 > 0


def test_training_leaves_the_tiniest_numbers_of_python_exact() -> None:
    population = Population.start([Spec.parse({})])
    begin(population)
    advance(population)
    assert smallest_survives()
    with fast():
        pass
    assert smallest_survives()


def test_an_error_inside_leaves_them_exact_too() -> None:
    with pytest.raises(ZeroDivisionError), fast():
        raise ZeroDivisionError
    assert smallest_survives()


def test_what_training_made_can_be_written_to_outside_of_it() -> None:
    population = Population.start([Spec.parse({"data": {"samples": 55}})])
    begin(population)
    advance(population)
    for inputs, targets in population.batches:
        population.network.forward(inputs)
        population.network.backward(inputs, targets)
    population.weights.mul_(2)
    advance(population)
    assert not population.gradient.is_inference()
