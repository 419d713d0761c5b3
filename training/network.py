"""Forward pass and hand-derived backpropagation of dense networks, for all runs of a population at once.

For each layer z = a₋₁Wᵀ + b and a = f(z); with δ = dE/dz the gradients are dE/dW = δᵀa₋₁, dE/db = Σδ and
dE/da₋₁ = δW. A normalized layer has f(y) with y from `normalization.py`; a layer with dropout passes a·m on, with the
mask m that was set for this batch. Everything is written into buffers made once per batch size: below a few thousand
weights the cost of an update is that of the PyTorch calls, and autograd would make three times as many
(docs/decisions/0002-gradients.md).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import torch

from training.activations import Activation
from training.layout import LayerLayout
from training.losses import Loss
from training.normalization import Arrays, Normalization
from training.products import Product, Rooms

AT_ONCE = 32
"""The most numbers that PyTorch calculates at once on a CPU."""


@dataclass(frozen=True)
class _Layer:
    """Views into the population's weights and gradients; weights [runs, units, fan_in], biases [runs, 1, units]."""

    weight: torch.Tensor
    transposed: torch.Tensor
    bias: torch.Tensor
    weight_gradient: torch.Tensor
    bias_gradient: torch.Tensor
    normalization: Normalization | None

    def forward(self, inputs: torch.Tensor, buffer: "_Buffers") -> None:
        """Write the weighted sums of the inputs into `buffer.z`."""
        buffer.sums.write_plus(inputs, self.transposed, self.bias)

    def backward(self, inputs: torch.Tensor, buffer: "_Buffers") -> None:
        """Write the gradients of weights and biases that follow from `buffer.delta`."""
        buffer.weight_gradient.write(buffer.delta_transposed, inputs)
        buffer.bias_gradient.write(buffer.ones, buffer.delta)


@dataclass(frozen=True)
class _Buffers:
    """One layer's arrays for one batch size, each [runs, samples, units]."""

    z: torch.Tensor
    sums: Product
    """What writes z; other products are named after their places, too."""
    normalized: Arrays | None
    a: torch.Tensor
    dropped: torch.Tensor
    """a · mask; without dropout `a` itself."""
    delta: torch.Tensor
    scratch: torch.Tensor
    delta_transposed: torch.Tensor
    delta_product: Product
    ones: torch.Tensor
    weight_gradient: Product
    bias_gradient: Product

    @property
    def y(self) -> torch.Tensor:
        """What the activation is applied to."""
        return self.normalized.y if self.normalized else self.z


class Network:
    """A population of equally shaped networks over `weights` and `gradient`, both [runs, parameters].

    `statistics` [runs, …] are the running averages of batch normalization, where a layer has it; `masked` are the
    hidden layers, from 0, that dropout acts on.
    """

    def __init__(
        self,
        layers: Sequence[LayerLayout],
        activations: Sequence[Activation],
        loss: Loss,
        weights: torch.Tensor,
        gradient: torch.Tensor,
        statistics: torch.Tensor | None = None,
        masked: Collection[int] = (),
    ) -> None:
        self.layouts, self.activations, self.loss = tuple(layers), tuple(activations), loss
        self.weights, self.gradient = weights, gradient
        statistics = weights.new_zeros(len(weights), 0) if statistics is None else statistics
        self.layers = [_views(layer, weights, gradient, statistics) for layer in layers]
        self.masked = frozenset(masked)
        self.masks: dict[int, torch.Tensor] = {}
        """What the outputs of each masked layer are multiplied with in the batch that comes next."""
        self._buffers: dict[int, list[_Buffers]] = {}
        self._rooms = Rooms(weights)

    def forward(self, inputs: torch.Tensor, training: bool = False) -> torch.Tensor:
        """The outputs (last weighted sums) for inputs [runs, samples, inputs]; valid until the next call.

        Only in training masks are used, and batch normalization takes its figures from the batch.
        """
        buffers = self.buffers(inputs.shape[1])
        self.layers[0].forward(inputs, buffers[0])
        return self.go_on(buffers, training)

    def go_on(self, buffers: "list[_Buffers]", training: bool = False) -> torch.Tensor:
        """The outputs that follow from the weighted sums of the first layer, which are in its `z` already."""
        for number, activation in enumerate(self.activations):
            layer, buffer = self.layers[number], buffers[number]
            if layer.normalization and buffer.normalized:
                layer.normalization.forward(buffer.z, buffer.normalized, training)
            activation.forward(buffer.y, buffer.a)
            a = buffer.a
            if training and number in self.masked:
                a = torch.mul(buffer.a, self.masks[number], out=buffer.dropped)
            self.layers[number + 1].forward(a, buffers[number + 1])
        return buffers[-1].z

    def backward(self, inputs: torch.Tensor, targets: torch.Tensor) -> None:
        """Write the gradient of the mean loss into `gradient`.

        `forward` of the same inputs, in training, must come right before.
        """
        buffers = self.buffers(inputs.shape[1])
        self.loss.gradient(buffers[-1].z, targets, buffers[-1].delta)
        for number in range(len(self.layers) - 1, -1, -1):
            layer, buffer = self.layers[number], buffers[number]
            if layer.normalization and buffer.normalized:
                layer.normalization.backward(buffer.delta, buffer.normalized)
            before = buffers[number - 1] if number else None
            layer.backward(before.dropped if before else inputs, buffer)
            if before:
                before.delta_product.write(buffer.delta, layer.weight)
                if number - 1 in self.masked:
                    before.delta.mul_(self.masks[number - 1])
                self.activations[number - 1].backward(before.y, before.a, before.delta, before.scratch)

    def looks(self, samples: int) -> list[tuple[torch.Tensor, torch.Tensor]]:
        """What went into each layer's activation for the last that many inputs and what came out of it, z and a.

        Both are [runs, samples, units]; for the last layer both are the outputs.
        """
        buffers = self.buffers(samples)
        return [*((buffer.y, buffer.a) for buffer in buffers[:-1]), (buffers[-1].z, buffers[-1].z)]

    def forget(self, lengths: Collection[int]) -> None:
        """Let go of the arrays for batches of these lengths: growing batches would pile them up."""
        for length in lengths:
            self._buffers.pop(length, None)

    def buffers(self, samples: int) -> list[_Buffers]:
        """The arrays for batches of that many samples, made at first use."""
        if samples not in self._buffers:
            with torch.inference_mode(False):  # buffers made in inference mode could not be written to outside of it
                self._buffers[samples] = [self._make_buffers(samples, number) for number in range(len(self.layers))]
        return self._buffers[samples]

    def _make_buffers(self, samples: int, number: int) -> _Buffers:
        layout, layer, like = self.layouts[number], self.layers[number], self.weights
        runs = len(like)
        z, a, delta, scratch = (_apart(runs, samples, layout.units, like) for _ in range(4))
        above = self.layouts[number + 1].units if number + 1 < len(self.layouts) else 1
        return _Buffers(
            z=z,
            sums=self._rooms.product(z, depth=layout.fan_in),
            normalized=Arrays(z) if layer.normalization else None,
            a=a,
            dropped=torch.zeros_like(a) if number in self.masked else a,
            delta=delta,
            delta_product=self._rooms.product(delta, depth=above),
            scratch=scratch,
            delta_transposed=delta.transpose(1, 2),
            ones=like.new_ones(runs, 1, samples),
            weight_gradient=self._rooms.product(layer.weight_gradient, depth=samples),
            bias_gradient=self._rooms.product(layer.bias_gradient, depth=samples, of_ones=True),
        )


def _views(layer: LayerLayout, weights: torch.Tensor, gradient: torch.Tensor, statistics: torch.Tensor) -> _Layer:
    runs = weights.shape[0]

    def units(rows: torch.Tensor, start: int) -> torch.Tensor:
        return rows[:, start : start + layer.units].view(runs, 1, layer.units)

    normalization = None
    if layer.normalization != "none":
        # Layer normalization has no statistics; these views are empty rows that it never reads.
        running = statistics if layer.normalization == "batch" else weights.new_zeros(runs, 2 * layer.units)
        start = layer.statistics if layer.normalization == "batch" else 0
        normalization = Normalization(
            layer.normalization,
            gain=units(weights, layer.gain),
            offset=units(weights, layer.offset),
            gain_gradient=units(gradient, layer.gain),
            offset_gradient=units(gradient, layer.offset),
            mean=units(running, start),
            variance=units(running, start + layer.units),
        )
    weight = weights[:, layer.start : layer.bias].view(runs, layer.units, layer.fan_in)
    return _Layer(
        weight=weight,
        transposed=weight.transpose(1, 2),
        bias=units(weights, layer.bias),
        weight_gradient=gradient[:, layer.start : layer.bias].view(runs, layer.units, layer.fan_in),
        bias_gradient=units(gradient, layer.bias),
        normalization=normalization,
    )


def _apart(runs: int, samples: int, units: int, like: torch.Tensor) -> torch.Tensor:
    """Zeros [runs, samples, units], where needed with a gap behind the numbers of each run.

    PyTorch calculates up to 32 numbers at once and the rest one by one, with another last bit. Without gaps it would
    take all runs for one long row; with them each run has a rest of its own, the same that it has alone.
    """
    size = samples * units
    if runs == 1 or size % AT_ONCE == 0:
        return like.new_zeros(runs, samples, units)
    return like.new_zeros(runs, size + 1)[:, :size].view(runs, samples, units)
