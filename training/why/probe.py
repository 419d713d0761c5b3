"""One run's network by itself, in float64, over up to 2,048 samples of its training split."""

import math

import torch

from training.arithmetic import fast
from training.cost import CHUNK
from training.diagnostics import Activations
from training.differentiable import hessian_product, objective
from training.eigenvalue import largest_eigenvalue
from training.layout import initial_statistics, is_weight
from training.network import Network
from training.population import Population
from training.why.case import Look

LARGE = 4_000_000
"""Weights times samples above which fewer samples are looked at."""


class Probe:
    """The objective of one run as a function of its weights: penalties included, no noise, no dropout."""

    def __init__(self, population: Population, row: int) -> None:
        spec = self.spec = population.runs[row].spec
        self.layers = population.layers
        size = self.layers[-1].end
        most = max(64, min(CHUNK, LARGE // size))
        self.inputs = population.train.inputs[row : row + 1, :most].to(torch.float64)
        self.true_targets = population.train.targets[row : row + 1, :most].to(torch.float64)
        self.targets = spec.loss.training_targets(self.true_targets)
        self.weights, self.gradient = self.inputs.new_zeros(1, size), self.inputs.new_zeros(1, size)
        functions = [layer.activation for layer in spec.network.hidden]
        # The running averages of batch normalization are not used: each figure is that of these very samples.
        statistics = torch.from_numpy(initial_statistics(self.layers)).to(self.inputs).unsqueeze(0)
        self.network = Network(self.layers, functions, spec.loss, self.weights, self.gradient, statistics)
        self.activations = Activations(self.network, self.inputs.shape[1])
        self.mask = torch.from_numpy(is_weight(self.layers)).to(self.inputs)
        self.l1, self.l2 = spec.regularization.l1, spec.regularization.l2
        self.loss = spec.loss

    def gradient_at(self, weights: torch.Tensor) -> torch.Tensor:
        """The gradient [parameters] at these weights."""
        self.weights[0] = weights
        self.network.forward(self.inputs, training=True)
        self.network.backward(self.inputs, self.targets)
        penalty = self.mask * (self.l2 * weights + self.l1 * torch.sign(weights))
        return self.gradient[0] + penalty

    def look(self, weights: torch.Tensor) -> Look | None:
        """The figures at these weights; None when they are not finite."""
        with fast():
            gradient = self.gradient_at(weights)
            outputs = self.network.forward(self.inputs, training=True)
            loss = float(self.network.loss.value(outputs, self.true_targets))
            seen = self.activations.look()[0]
        if not math.isfinite(loss) or not torch.isfinite(gradient).all():
            return None
        return Look(
            loss=loss,
            gradient_norm=self._norms(gradient),
            activation_std=[value or 0.0 for value in seen["activation_std"]],
            dead=seen["dead"],
            saturated=seen["saturated"],
            weight_norm=self._norms(weights),
        )

    def _norms(self, row: torch.Tensor) -> list[float]:
        return [float(row[layer.start : layer.end].norm()) for layer in self.layers]

    def chance(self) -> float:
        """The loss of the best constant outputs: class shares for cross-entropy, the mean for differences."""
        mean = self.true_targets.mean(dim=1, keepdim=True)
        if self.loss.name() == "cross_entropy":
            constant = torch.log(mean.clamp(min=1e-9))
        elif self.loss.name() == "bce":
            constant = torch.logit(mean, eps=1e-9)
        else:
            constant = mean
        return float(self.loss.value(constant.expand_as(self.true_targets).contiguous(), self.true_targets))

    def curvature(self, weights: torch.Tensor) -> float | None:
        """λ_max, the largest eigenvalue of the Hessian of the objective, or None where it is not positive."""
        with torch.inference_mode(False):  # autograd keeps nothing that was made in inference mode
            samples = (part[0].clone() for part in (self.inputs, self.targets))
            value = objective(self.spec, self.layers, *samples)
        largest = largest_eigenvalue(hessian_product(value, weights), weights)
        return largest if largest is not None and largest > 0 else None
