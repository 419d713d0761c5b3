"""Which epochs' weights are kept for good: many of the beginning, where most happens, and ever fewer later on."""

from math import ceil, log2

MOST_BYTES = 4_000_000
"""All weights of an experiment that are kept, about."""
DENSITIES = (16, 8, 4, 2, 1)
"""Epochs kept in each doubling, the most that fit. Of networks too large for one there are first, best and last."""


def density(bytes_each: int, epochs: int, runs: int = 1) -> int:
    """How many epochs to keep in each doubling of their number; 0 for none."""
    fitting = (each for each in DENSITIES if bytes_each * runs * kept(epochs, each) <= MOST_BYTES)
    return next(fitting, 0)


def kept(epochs: int, density: int) -> int:
    """At most that many epochs from 0 to `epochs` are kept."""
    return epochs + 1 if epochs <= density else density + 1 + ceil(density * log2(epochs / density))


def on_grid(epoch: int, density: int) -> bool:
    """Whether this epoch's weights are kept; it depends on nothing else, so an epoch that is repeated is kept again."""
    if not density or epoch <= density:
        return density > 0
    return epoch % (1 << ((epoch // density).bit_length() - 1)) == 0
