"""Networks, losses and penalties as anyone would write them in PyTorch: what the engine's numbers are held against."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import torch
from torch import nn

from training import Spec
from training.activations import Activation

SQUASHES = {
    "tanh": nn.Tanh,
    "relu": nn.ReLU,
    "gelu": nn.GELU,
    "swish": nn.SiLU,
    "softplus": nn.Softplus,
    "sigmoid": nn.Sigmoid,
    "hard_tanh": nn.Hardtanh,
    "linear": nn.Identity,
}


def activation_module(activation: Activation) -> nn.Module:
    """PyTorch's own module for an activation of ours."""
    if activation.name() == "leaky_relu":
        return nn.LeakyReLU(activation.negative_slope)
    if activation.name() == "elu":
        return nn.ELU(activation.alpha)
    return SQUASHES[activation.name()]()


class Mask(nn.Module):
    """What dropout does to one batch: each output times its number of the mask."""

    def __init__(self, mask: torch.Tensor) -> None:
        super().__init__()
        self.mask = mask

    def forward(self, outputs: torch.Tensor) -> torch.Tensor:
        return outputs * self.mask


def normalization_module(kind: str, units: int, gains: torch.Tensor) -> nn.Module:
    """PyTorch's own normalization, with gains and offsets from a slice of a flat row."""
    module = (nn.BatchNorm1d if kind == "batch" else nn.LayerNorm)(units, dtype=gains.dtype)
    with torch.no_grad():
        module.weight.copy_(gains[:units])
        module.bias.copy_(gains[units:])
    return module


def sequential(
    widths: Sequence[int], spec: Spec, row: torch.Tensor, masks: dict[int, torch.Tensor] | None = None
) -> nn.Sequential:
    """An nn.Sequential with the parameters of one flat row.

    Per layer weight [units, fan_in], then bias, then gain and offset where it is normalized. `masks` are those of
    dropout, by hidden layer.
    """
    modules: list[nn.Module] = []
    start = 0
    for number, (fan_in, units) in enumerate(pairwise(widths)):
        linear = nn.Linear(fan_in, units, dtype=row.dtype)
        with torch.no_grad():
            linear.weight.copy_(row[start : start + units * fan_in].view(units, fan_in))
            linear.bias.copy_(row[start + units * fan_in : start + units * (fan_in + 1)])
        start += units * (fan_in + 1)
        modules.append(linear)
        if number < len(spec.network.hidden):
            layer = spec.network.hidden[number]
            if layer.normalization != "none":
                modules.append(normalization_module(layer.normalization, units, row[start : start + 2 * units]))
                start += 2 * units
            modules.append(activation_module(layer.activation))
            if masks and number in masks:
                modules.append(Mask(masks[number]))
    assert start == len(row)
    return nn.Sequential(*modules)


def data_loss(spec: Spec, outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """PyTorch's own loss; rows of targets are probabilities of the classes."""
    match spec.loss.name():
        case "cross_entropy":
            return nn.functional.cross_entropy(outputs, targets)
        case "bce":
            return nn.functional.binary_cross_entropy_with_logits(outputs, targets)
        case "squared_error":
            return nn.functional.mse_loss(outputs, targets, reduction="sum") / len(outputs)
        case "half_mse":
            return nn.functional.mse_loss(outputs, targets) / 2
        case "mae":
            return nn.functional.l1_loss(outputs, targets)
        case "huber":
            return nn.functional.huber_loss(outputs, targets)
    return nn.functional.mse_loss(outputs, targets)


def penalty(spec: Spec, network: nn.Sequential) -> torch.Tensor:
    """λ₁ Σ|w| + λ₂/2 Σw² over weights, not biases."""
    weights = [module.weight for module in network if isinstance(module, nn.Linear)]
    return sum(
        spec.regularization.l1 * weight.abs().sum() + spec.regularization.l2 / 2 * weight.square().sum()
        for weight in weights
    )


def objective_gradient(
    widths: Sequence[int],
    spec: Spec,
    row: torch.Tensor,
    inputs: torch.Tensor,
    targets: torch.Tensor,
    masks: dict[int, torch.Tensor] | None = None,
) -> torch.Tensor:
    """What autograd says is the gradient of loss plus penalties, as a flat row."""
    network = sequential(widths, spec, row, masks)
    (data_loss(spec, network(inputs), targets) + penalty(spec, network)).backward()
    return torch.cat([parameter.grad.flatten() for parameter in network.parameters()])


def flat_row(weights: np.ndarray) -> torch.Tensor:
    """A result's weights as a float64 row."""
    return torch.from_numpy(np.asarray(weights, dtype=np.float64))
