"""What noise in the weights amounts to: the estimated penalty of Gauss and Newton.

Training with w + σ·N(0, 1) minimizes in expectation E(w) + ½σ² tr H, H the Hessian of the mean loss by the weights.
Near a minimum H is about the mean of JᵀCJ over the samples, where J are the derivatives of the outputs by the weights
and C = diag(c) − uuᵀ is the loss's curvature in the outputs. For the squared error of one output this is σ²·E‖∂y/∂w‖².
Source: Goodfellow, Bengio, Courville: Deep Learning, 7.5.
"""

from typing import TYPE_CHECKING

import torch

from training.arithmetic import fast

if TYPE_CHECKING:
    from training.network import Network
    from training.population import Population

MOST = 256
"""Training samples that the mean is taken over: it is an estimate, and costs one pass backward for every output."""


def estimated_penalties(population: "Population") -> list[float | None]:
    """½σ² tr(JᵀCJ) of every run, over up to 256 training samples; None where weights are trained without noise."""
    runs = population.runs
    if not population.noise.on_weights:
        return [None] * len(runs)
    inputs, targets = population.train.inputs[:, :MOST], population.train.targets[:, :MOST]
    with fast():
        trace = curvature_trace(population.network, inputs, targets).to(torch.float64)
        values = (population.noise.weight_noise.to(torch.float64).square() / 2).squeeze(1) * trace
    amounts = [run.spec.regularization.weight_noise for run in runs]
    return [value if amount else None for value, amount in zip(values.tolist(), amounts, strict=True)]


def curvature_trace(network: "Network", inputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """The mean over the samples of tr(JᵀCJ), [runs], biases, gains and offsets left out; no dropout."""
    outputs = network.forward(inputs)
    diagonal, mixed = network.loss.curvature(outputs, targets)
    total = outputs.new_zeros(outputs.shape[:2])
    for output in range(outputs.shape[2]):
        one = torch.zeros_like(outputs)
        one[:, :, output] = 1
        total += diagonal[:, :, output] * _squared_derivatives(network, inputs, one)
    if mixed is not None:
        total -= _squared_derivatives(network, inputs, mixed)
    return total.mean(dim=1)


def _squared_derivatives(network: "Network", inputs: torch.Tensor, delta: torch.Tensor) -> torch.Tensor:
    """‖∂(delta · outputs)/∂W‖² of every sample, [runs, samples]: in each layer it is ‖dE/dz‖² ‖a₋₁‖²."""
    buffers = network.buffers(inputs.shape[1])
    total = delta.new_zeros(delta.shape[:2])
    for number in range(len(network.layers) - 1, -1, -1):
        layer, buffer = network.layers[number], buffers[number]
        if layer.normalization and buffer.normalized:
            layer.normalization.backward_evaluated(delta, buffer.normalized)
        before = buffers[number - 1] if number else None
        given = before.a if before else inputs
        total += delta.square().sum(dim=2) * given.square().sum(dim=2)
        if before:
            delta = torch.bmm(delta, layer.weight)
            network.activations[number - 1].backward(before.y, before.a, delta, before.scratch)
    return total
