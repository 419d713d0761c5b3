"""How much room an experiment may come to take, estimated from its spec before anything is queued."""

from playground.weight_grid import density, kept
from training.datasets import Outline
from training.spec import Spec

EVENT = 900
"""Of an epoch of one run, as JSON."""
FLOAT = 4
COPIES = 6
"""Networks in a checkpoint beside the memory of the optimizer."""
MOST_LASTING, LASTING_BYTES = 16, 400_000
"""Checkpoints that last: of one population, and of all populations of an experiment together."""


def expected_bytes(spec: Spec, outline: Outline) -> int:
    """Log, pictures, last networks and checkpoints, if every run trains to its end: less where one stops early."""
    cost, epochs = spec.cost(outline), spec.stopping.epochs
    networks = FLOAT * cost.parameters * cost.runs
    dense = density(FLOAT * cost.parameters, epochs, cost.runs)
    pictures = networks * (kept(epochs, dense) if dense else 2)
    checkpoint = networks * (COPIES + spec.optimizer.arrays)
    checkpoints = 2 * checkpoint + min(MOST_LASTING * checkpoint, LASTING_BYTES)
    return EVENT * cost.epochs + pictures + networks + checkpoints
