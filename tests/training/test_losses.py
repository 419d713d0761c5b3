"""Losses against numbers worked by hand, and label smoothing against PyTorch's."""

import math

import pytest
import torch

from training import Spec, train
from training.losses import LOSSES

OUTPUTS = torch.tensor([[[1.0, 0.3], [0.5, 2.0]]], dtype=torch.float64)
TARGETS = torch.tensor([[[0.8, 0.0], [0.0, 1.7]]], dtype=torch.float64)
"""Differences .2 .3 and .5 .3: squares .04 .09 and .25 .09."""
BY_HAND = {"squared_error": 0.235, "mse": 0.1175, "half_mse": 0.05875, "mae": 0.325, "huber": 0.05875}


@pytest.mark.parametrize(("kind", "expected"), BY_HAND.items())
def test_losses_of_differences_are_those_worked_by_hand(kind: str, expected: float) -> None:
    loss = next(member for member in LOSSES if member.name() == kind)()
    assert loss.value(OUTPUTS, TARGETS).item() == pytest.approx(expected, rel=1e-12)


def test_huber_is_straight_far_from_the_target() -> None:
    loss = next(member for member in LOSSES if member.name() == "huber")()
    assert loss.value(torch.full((1, 1, 1), 5.0), torch.zeros(1, 1, 1)).item() == pytest.approx(4.5)


@pytest.mark.parametrize(("classes", "epsilon"), [(2, 0.1), (10, 0.1), (3, 0.5)])
def test_smoothed_targets_are_the_slides_corrected_ones(classes: int, epsilon: float) -> None:
    loss = type(Spec().loss)(label_smoothing=epsilon)
    smoothed = loss.training_targets(torch.eye(classes, dtype=torch.float64)[None])
    expected = torch.full((classes, classes), epsilon / (classes - 1), dtype=torch.float64)
    expected.fill_diagonal_(1 - epsilon)
    torch.testing.assert_close(smoothed[0], expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_smoothing_by_epsilon_is_pytorchs_smoothing_by_epsilon_k_over_k_minus_1(classes: int) -> None:
    epsilon = 0.1
    outputs = torch.randn(1, 20, classes, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    labels = torch.arange(20) % classes
    loss = type(Spec().loss)(label_smoothing=epsilon)
    targets = loss.training_targets(torch.eye(classes, dtype=torch.float64)[labels][None])
    theirs = torch.nn.functional.cross_entropy(outputs[0], labels, label_smoothing=epsilon * classes / (classes - 1))
    assert loss.value(outputs, targets).item() == pytest.approx(theirs.item(), rel=1e-12)
    assert loss.quick_value(outputs, targets).item() == pytest.approx(theirs.item(), rel=1e-12)


def test_figures_are_those_of_the_true_classes() -> None:
    plain, smoothed = (next(iter(train(Spec.parse({"loss": {"label_smoothing": epsilon}})))) for epsilon in (0.0, 0.3))
    assert plain.train_loss == smoothed.train_loss


def test_smoothing_stops_the_race_to_infinity() -> None:
    """The best gap between two logits is ln((1 − ε)(K − 1)/ε); without smoothing it grows without bound."""
    spec = {"data": {"dataset": "gauss", "noise": 0.0}, "network": {"hidden": []}, "stopping": {"epochs": 200}}
    norms = [
        list(train(Spec.parse({**spec, "loss": {"label_smoothing": epsilon}})))[-2].weight_norm
        for epsilon in (0.0, 0.1)
    ]
    assert norms[1] < norms[0] / 1.5
    assert math.isfinite(norms[0])
