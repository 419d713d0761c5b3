"""Forward pass and hand-derived backpropagation of dense networks, for all runs of a population at once.

For each layer z = a₋₁Wᵀ + b and a = f(z); with δ = dE/dz the gradients are dE/dW = δᵀa₋₁, dE/db = Σδ and
dE/da₋₁ = δW. Everything is written into buffers made once per batch size: below a few thousand weights the cost of an
update is that of the PyTorch calls, and autograd would make three times as many (docs/decisions/0002-gradients.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from training.activations import Activation
from training.layout import LayerLayout
from training.losses import Loss


@dataclass(frozen=True)
class _Layer:
    """Views into the population's weights and gradients; weights [runs, units, fan_in], biases [runs, 1, units]."""

    weight: torch.Tensor
    transposed: torch.Tensor
    bias: torch.Tensor
    weight_gradient: torch.Tensor
    bias_gradient: torch.Tensor


@dataclass(frozen=True)
class _Buffers:
    """One layer's arrays for one batch size, each [runs, samples, units]."""

    z: torch.Tensor
    a: torch.Tensor
    delta: torch.Tensor
    scratch: torch.Tensor
    delta_transposed: torch.Tensor
    ones: torch.Tensor


class Network:
    """A population of equally shaped networks over `weights` and `gradient`, both [runs, parameters]."""

    def __init__(
        self,
        layers: Sequence[LayerLayout],
        activations: Sequence[Activation],
        loss: Loss,
        weights: torch.Tensor,
        gradient: torch.Tensor,
    ) -> None:
        self.layouts, self.activations, self.loss = tuple(layers), tuple(activations), loss
        self.weights, self.gradient = weights, gradient
        self.layers = [_views(layer, weights, gradient) for layer in layers]
        self._buffers: dict[int, list[_Buffers]] = {}

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """The outputs (last weighted sums) for inputs [runs, samples, inputs]; valid until the next call."""
        buffers = self.buffers(inputs.shape[1])
        a = inputs
        for layer, buffer, activation in zip(self.layers, buffers, self.activations, strict=False):
            torch.baddbmm(layer.bias, a, layer.transposed, out=buffer.z)
            activation.forward(buffer.z, buffer.a)
            a = buffer.a
        return torch.baddbmm(self.layers[-1].bias, a, self.layers[-1].transposed, out=buffers[-1].z)

    def backward(self, inputs: torch.Tensor, targets: torch.Tensor) -> None:
        """Write the gradient of the mean loss into `gradient`; `forward` of the same inputs must come right before."""
        buffers = self.buffers(inputs.shape[1])
        self.loss.gradient(buffers[-1].z, targets, buffers[-1].delta)
        for number in range(len(self.layers) - 1, -1, -1):
            layer, buffer = self.layers[number], buffers[number]
            before = buffers[number - 1] if number else None
            torch.bmm(buffer.delta_transposed, before.a if before else inputs, out=layer.weight_gradient)
            torch.bmm(buffer.ones, buffer.delta, out=layer.bias_gradient)
            if before:
                torch.bmm(buffer.delta, layer.weight, out=before.delta)
                self.activations[number - 1].backward(before.z, before.a, before.delta, before.scratch)

    def buffers(self, samples: int) -> list[_Buffers]:
        """The arrays for batches of that many samples, made at first use."""
        if samples not in self._buffers:
            runs = self.weights.shape[0]
            with torch.inference_mode(False):  # buffers made in inference mode could not be written to outside of it
                made = [_make_buffers(runs, samples, layer.units, self.weights) for layer in self.layouts]
            self._buffers[samples] = made
        return self._buffers[samples]


def _views(layer: LayerLayout, weights: torch.Tensor, gradient: torch.Tensor) -> _Layer:
    runs = weights.shape[0]
    weight = weights[:, layer.start : layer.bias].view(runs, layer.units, layer.fan_in)
    return _Layer(
        weight=weight,
        transposed=weight.transpose(1, 2),
        bias=weights[:, layer.bias : layer.end].view(runs, 1, layer.units),
        weight_gradient=gradient[:, layer.start : layer.bias].view(runs, layer.units, layer.fan_in),
        bias_gradient=gradient[:, layer.bias : layer.end].view(runs, 1, layer.units),
    )


def _make_buffers(runs: int, samples: int, units: int, like: torch.Tensor) -> _Buffers:
    z, a, delta, scratch = (like.new_zeros(runs, samples, units) for _ in range(4))
    return _Buffers(z, a, delta, scratch, delta.transpose(1, 2), like.new_ones(runs, 1, samples))
