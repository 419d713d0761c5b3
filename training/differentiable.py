"""A network's objective in the form that autograd understands: for second derivatives, which the engine has none of.

Training has its gradients written out by hand and into buffers, which autograd refuses. Differences of two such
gradients would do for smooth functions, but at the kink of a ReLU they divide a jump by the length of the step.
"""

from collections.abc import Callable, Sequence

import torch
from torch.nn import functional

from training.activations import Activation
from training.layout import LayerLayout
from training.normalization import BATCH, EPSILON
from training.spec import Spec

FUNCTIONS: dict[str, Callable[[torch.Tensor, Activation], torch.Tensor]] = {
    "tanh": lambda z, _: torch.tanh(z),
    "relu": lambda z, _: torch.relu(z),
    "leaky_relu": lambda z, each: functional.leaky_relu(z, each.negative_slope),  # type: ignore[attr-defined]
    "elu": lambda z, each: functional.elu(z, each.alpha),  # type: ignore[attr-defined]
    "gelu": lambda z, _: functional.gelu(z),
    "swish": lambda z, _: functional.silu(z),
    "softplus": lambda z, _: torch.logaddexp(z, torch.zeros_like(z)),
    "sigmoid": lambda z, _: torch.sigmoid(z),
    "hard_tanh": lambda z, _: functional.hardtanh(z),
    "linear": lambda z, _: z,
}
"""Every activation by its kind."""
Objective = Callable[[torch.Tensor], torch.Tensor]


def objective(spec: Spec, layers: Sequence[LayerLayout], inputs: torch.Tensor, targets: torch.Tensor) -> Objective:
    """E(w) of one network's parameters [n]: mean loss over these samples plus penalties; no noise and no dropout.

    `inputs` [samples, inputs] and `targets` [samples, outputs] are those of training; batch normalization takes its
    figures from them.
    """
    l1, l2 = spec.regularization.l1, spec.regularization.l2

    def value(row: torch.Tensor) -> torch.Tensor:
        a, penalty = inputs, row.new_zeros(())
        for number, layer in enumerate(layers):
            weight = row[layer.start : layer.bias].view(layer.units, layer.fan_in)
            a = functional.linear(a, weight, row[layer.bias : layer.bias + layer.units])
            if number < len(spec.network.hidden):
                activation = spec.network.hidden[number].activation
                a = FUNCTIONS[activation.name()](_normalized(a, layer, row), activation)
            if l1 or l2:
                penalty = penalty + l1 * weight.abs().sum() + l2 / 2 * weight.square().sum()
        return spec.loss.value(a.unsqueeze(0), targets.unsqueeze(0))[0] + penalty

    return value


def _normalized(z: torch.Tensor, layer: LayerLayout, row: torch.Tensor) -> torch.Tensor:
    if layer.normalization == "none":
        return z
    axis = 0 if layer.normalization == BATCH else 1
    centred = z - z.mean(dim=axis, keepdim=True)
    standard = centred * (centred.square().mean(dim=axis, keepdim=True) + EPSILON).rsqrt()
    gain, offset = (row[start : start + layer.units] for start in (layer.gain, layer.offset))
    return offset + standard * gain


def hessian_product(objective: Objective, row: torch.Tensor) -> Callable[[torch.Tensor], torch.Tensor]:
    """v ↦ Hv with the Hessian of the objective at `row`, exact: the derivative of the gradient along v.

    Source: Pearlmutter: Fast exact multiplication by the Hessian, 1994.
    """
    with torch.inference_mode(False), torch.enable_grad():
        row = row.clone().requires_grad_()
        (gradient,) = torch.autograd.grad(objective(row), row, create_graph=True)

    def product(direction: torch.Tensor) -> torch.Tensor:
        if not gradient.requires_grad:  # a loss of straight lines: its gradient is the same everywhere
            return torch.zeros_like(direction)
        (along,) = torch.autograd.grad(gradient, row, direction, retain_graph=True, allow_unused=True)
        return torch.zeros_like(direction) if along is None else along

    return product
