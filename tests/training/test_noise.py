"""Dropout, input noise and weight noise: what is drawn, when, for whom, and what stays untouched."""

import random
from typing import Any

import pytest
import torch

from tests.training.reference import objective_gradient
from training import Spec, checkpoint
from training.epoch import train_one_epoch
from training.network import Network
from training.noise import Noise
from training.population import Population


def a_spec(seed: int = 0, dropout: float = 0.0, **regularization: Any) -> Spec:
    hidden = [{"units": 6, "dropout": dropout}, {"units": 5, "activation": {"kind": "relu"}, "dropout": dropout / 2}]
    data = {"dataset": "iris", "samples": 60}
    return Spec.parse(
        {
            "seed": seed,
            "data": data,
            "network": {"hidden": hidden},
            "regularization": regularization,
            "batch": {"size": 7},
        }
    )


def trained(specs: list[Spec], epochs: int = 3, dtype: torch.dtype = torch.float32) -> Population:
    population = Population.start(specs, dtype=dtype)
    for _ in range(epochs):
        train_one_epoch(population)
    return population


KINDS: dict[str, dict[str, Any]] = {
    "dropout": {"dropout": 0.4},
    "input_dropout": {"input_dropout": 0.3},
    "input_noise": {"input_noise": 0.2},
    "weight_noise": {"weight_noise": 0.05},
    "weight_noise_accumulate": {"weight_noise": 0.01, "weight_noise_mode": "accumulate"},
    "all": {"dropout": 0.2, "input_dropout": 0.1, "input_noise": 0.1, "weight_noise": 0.02},
}


@pytest.mark.parametrize("kind", KINDS)
def test_it_changes_training_and_its_absence_changes_nothing(kind: str) -> None:
    plain = trained([a_spec()])
    off = trained(
        [a_spec(**{name: "restore" if isinstance(value, str) else 0.0 for name, value in KINDS[kind].items()})]
    )
    on = trained([a_spec(**KINDS[kind])])
    assert torch.equal(plain.weights, off.weights)
    assert not torch.allclose(plain.weights, on.weights, atol=1e-3)


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_draws_the_same_alone_and_among_others(kind: str) -> None:
    specs = [a_spec(seed, **KINDS[kind]) for seed in (1, 2, 3)]
    together = trained(specs)
    for row, spec in enumerate(specs):
        torch.testing.assert_close(together.weights[row], trained([spec]).weights[0], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("kind", ["dropout", "input_dropout", "input_noise", "weight_noise"])
def test_each_run_has_its_own_amount_and_none_means_none(kind: str) -> None:
    specs = [a_spec(seed, **amounts) for seed, amounts in enumerate([{}, KINDS[kind]])]
    together = trained(specs)
    assert torch.equal(together.weights[:1], trained(specs[:1]).weights)
    torch.testing.assert_close(together.weights[1:], trained(specs[1:]).weights, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_training_goes_on_from_a_checkpoint_bit_for_bit(kind: str) -> None:
    specs = [a_spec(seed, **KINDS[kind]) for seed in (4, 5)]
    broken = Population.start(specs)
    for _ in range(4):
        broken = checkpoint.from_bytes(checkpoint.to_bytes(broken))
        train_one_epoch(broken)
    assert torch.equal(broken.weights, trained(specs, 4).weights)


def masks(spec: Spec, samples: int) -> tuple[Population, Noise]:
    population = Population.start([spec], dtype=torch.float64)
    population.noise.begin_epoch()
    population.noise.draw_masks(samples)
    return population, population.noise


def test_a_mask_keeps_the_mean_and_has_the_variance_of_the_formula() -> None:
    """E[y] = x and Var[y] = x² p/(1 − p) for inverted dropout."""
    p = 0.4
    population, _ = masks(a_spec(dropout=p), 20_000)
    mask = population.network.masks[0]
    assert sorted({round(value, 12) for value in mask.flatten().tolist()}) == [0.0, round(1 / (1 - p), 12)]
    assert mask.mean().item() == pytest.approx(1, abs=4 * (p / (1 - p) / mask.numel()) ** 0.5)
    assert mask.var().item() == pytest.approx(p / (1 - p), rel=0.02)
    assert len({tuple(row) for row in mask[0, :50].tolist()}) > 20, "every sample has its own mask"


def test_masks_differ_between_batches_and_epochs_and_not_between_repetitions() -> None:
    population, noise = masks(a_spec(dropout=0.5), 30)
    first = population.network.masks[0].clone()
    noise.draw_masks(30)
    assert not torch.equal(population.network.masks[0], first)
    noise.begin_epoch()
    noise.draw_masks(30)
    assert torch.equal(population.network.masks[0], first)
    population.runs[0].epoch = 1
    noise.begin_epoch()
    noise.draw_masks(30)
    assert not torch.equal(population.network.masks[0], first)


def test_other_noise_leaves_the_masks_untouched() -> None:
    quiet, _ = masks(a_spec(dropout=0.5), 30)
    noisy, _ = masks(a_spec(dropout=0.5, input_noise=0.3, weight_noise=0.1, input_dropout=0.2), 30)
    assert torch.equal(quiet.network.masks[0], noisy.network.masks[0])
    assert torch.equal(quiet.network.masks[1], noisy.network.masks[1])


@pytest.mark.parametrize("seed", range(8))
def test_gradients_under_dropout_and_input_noise_equal_autograds(seed: int) -> None:
    random_ = random.Random(seed)
    spec = a_spec(seed, dropout=random_.choice([0.2, 0.5]), input_noise=0.3, input_dropout=0.2, l2=0.1)
    population = Population.start([spec, spec.with_settings({"seed": 99})], dtype=torch.float64)
    noise, network = population.noise, population.network
    inputs, targets = population.train.inputs[:, :9], population.training_targets[:, :9]
    noise.begin_epoch()
    noisy = noise.added_to(inputs)
    assert not torch.equal(noisy, inputs)
    noise.draw_masks(9)
    network.forward(noisy, training=True)
    network.backward(noisy, targets)
    population.regularizers.penalize(population.gradient, population.weights, population.scratch)
    widths = [population.layers[0].fan_in, *(layer.units for layer in population.layers)]
    for row, run in enumerate(population.runs):
        own = {layer: mask[row] for layer, mask in network.masks.items()}
        expected = objective_gradient(widths, run.spec, population.weights[row], noisy[row], targets[row], own)
        torch.testing.assert_close(population.gradient[row], expected, rtol=1e-10, atol=1e-13)


def test_evaluation_is_deterministic_and_clean() -> None:
    """Figures with dropout and noise on are those of the same weights in a plain network."""
    noisy = trained([a_spec(dropout=0.5, input_dropout=0.2, input_noise=0.5, weight_noise=0.1)])
    plain = Population.start([a_spec()])
    plain.weights.copy_(noisy.weights)
    assert noisy.validation.figures(noisy.network) == plain.validation.figures(plain.network)
    assert noisy.train.figures(noisy.network) == noisy.train.figures(noisy.network)


@pytest.mark.parametrize("accumulate", [False, True])
def test_weight_noise_takes_the_gradient_elsewhere_and_changes_the_clean_weights(accumulate: bool) -> None:
    """One update of plain SGD by hand: w ← w − η g(w + ε), or w ← w + ε − η g(w + ε) where noise accumulates."""
    mode = "accumulate" if accumulate else "restore"
    spec = a_spec(weight_noise=0.1, weight_noise_mode=mode)
    spec = spec.with_settings({"optimizer": {"kind": "sgd", "learning_rate": 0.5}, "batch.size": "full"})
    population = Population.start([spec], dtype=torch.float64)
    start = population.weights.clone()
    twin = Population.start([spec], dtype=torch.float64)
    twin.noise.begin_epoch()
    twin.noise.disturb(twin.weights)
    epsilon = twin.weights - start
    mask = population.regularizers.l2.new_zeros(start.shape)
    for layer in population.layers:
        mask[:, layer.start : layer.bias] = 1
    assert not bool(epsilon[mask == 0].any()), "biases are left alone"
    assert epsilon[mask == 1].std().item() == pytest.approx(0.1, rel=0.25)
    train_one_epoch(population)
    inputs, targets = population.batches[0]
    layers = [population.layers[0].fan_in, *(layer.units for layer in population.layers)]
    gradient = objective_gradient(layers, spec, (start + epsilon)[0], inputs[0], targets[0])
    expected = start[0] - 0.5 * gradient + (epsilon[0] if accumulate else 0)
    torch.testing.assert_close(population.weights[0], expected, rtol=1e-10, atol=1e-13)


def test_only_layers_with_dropout_are_masked() -> None:
    spec = Spec.parse({"network": {"hidden": [{"units": 3}, {"units": 4, "dropout": 0.5}, {"units": 2}]}})
    population = Population.start([spec])
    assert isinstance(population.network, Network)
    assert population.network.masked == {1}
