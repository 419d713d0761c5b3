"""Gathers what the rules need to know of a run that has ended: looks into its network at the start and at the end."""

from collections.abc import Sequence

import numpy as np
import torch

from training.layout import LayerLayout
from training.population import Population
from training.surfaces.shape import stability_limit
from training.why.case import Case
from training.why.probe import Probe
from training.why.replay import find_explosion

ALIKE = 1e-5
"""Units whose weights differ by less than this share of the largest weight are copies of each other."""


def gather(population: Population, row: int, reason: str) -> Case | None:
    """The case of one run, while it still is in its population; None where even its first figures are not finite."""
    run, probe = population.runs[row], Probe(population, row)
    initial, weights = population.initial[row].to(torch.float64), population.weights[row].to(torch.float64)
    start = probe.look(initial)
    if start is None:
        return None
    inputs = population.train.inputs[row].to(torch.float64)
    explosion, curvature, limit = None, None, None
    if reason == "diverged":
        explosion = None if run.trail.changed else find_explosion(population, row)
        curvature = probe.curvature(initial)
        limit = stability_limit(run.spec.optimizer, curvature) if curvature else None
    return Case(
        spec=run.spec,
        reason=reason,
        epochs=run.epoch,
        trail=run.trail,
        classes=population.task == "classification",
        chance=probe.chance(),
        start=start,
        end=probe.look(weights),
        moved=float((weights - initial).norm() / initial.norm().clamp(min=1e-12)),
        symmetric=_symmetric(population.layers, initial.cpu().numpy(), weights.cpu().numpy()),
        input_mean=inputs.mean(dim=0).tolist(),
        input_std=inputs.std(dim=0, correction=0).tolist(),
        explosion=explosion,
        curvature=curvature,
        limit=limit,
    )


def _symmetric(layers: Sequence[LayerLayout], *rows: np.ndarray) -> tuple[int, ...]:
    """Hidden layers of which all units have equal weights, in each of these networks."""
    found = []
    for number, layer in enumerate(layers[:-1]):
        if layer.units > 1 and all(_alike(row, layer) for row in rows):
            found.append(number)
    return tuple(found)


def _alike(row: np.ndarray, layer: LayerLayout) -> bool:
    weights = row[layer.start : layer.bias].reshape(layer.units, layer.fan_in)
    units = np.column_stack([weights, row[layer.bias : layer.gain]])
    return bool(np.ptp(units, axis=0).max() <= ALIKE * max(float(np.abs(units).max()), 1e-12))
