"""A student's own table: a CSV text becomes numbers, with clear sentences where it cannot."""

from dataclasses import dataclass

from training.datasets.dataset import Outline, Samples


@dataclass(frozen=True)
class Table:
    """A parsed CSV: what a spec must know of it, and its rows."""

    outline: Outline
    samples: Samples
