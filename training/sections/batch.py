"""How many samples make one update."""

import math
from inspect import getdoc
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from training.component import Section
from training.fields import number, switch, whole


def _size(value: Any) -> Any:
    if value == "full" or (isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 100_000):
        return value
    raise ValueError('Batch size must be a whole number from 1 to 100,000, or "full".')


class Growth(Section):
    """Start with small batches, grow them later: quick progress first, less noise at the end.

    In epoch e (from 0) the batch size is min(maximum, size · factor^⌊e / every⌋), and never more than there are
    training samples. It acts like a falling learning rate (Smith and others, 2018).
    """

    factor: float = number(2.0, low=1, high=8, live=True, title="Factor", help="What the batch size is multiplied by.")
    every: int = whole(5, 1, 10_000, "Every", "Epochs between two increases.", live=True, unit="epochs")
    maximum: int = whole(256, 1, 100_000, "Largest batch", "The batch size does not grow beyond this.", live=True)


class Batch(Section):
    """How many samples make one update."""

    size: Annotated[
        int | Literal["full"],
        BeforeValidator(_size),
    ] = Field(
        10,
        title="Batch size",
        description='Samples per update: 1 is online, "full" is the whole training split. A last short batch is kept.',
        json_schema_extra={
            "x-live": True,
            "x-choices": [1, 2, 5, 10, 16, 32, 64, 128, "full"],
            "x-source": "Course slides: batch and mini-batch; Goodfellow, Bengio, Courville: Deep Learning, 8.1.3",
        },
    )
    shuffle: bool = switch(
        True,
        title="Shuffle",
        help="A fresh random order of the training samples in every epoch. Without it every epoch takes them in the "
        "same order: harmful where that order is sorted.",
        source="Goodfellow, Bengio, Courville: Deep Learning, 8.1.3",
    )
    growth: Growth | None = Field(None, title="Growth", description=getdoc(Growth), json_schema_extra={"x-live": True})

    def size_in(self, epoch: int, samples: int) -> int:
        """Samples per update in `epoch` (from 0) when there are so many training samples."""
        size = self._first_size(samples)
        if self.growth is None:
            return size
        try:
            grown = math.floor(size * self.growth.factor ** (epoch // self.growth.every))
        except OverflowError:
            grown = samples
        return min(grown, self.largest_size(samples))

    def largest_size(self, samples: int) -> int:
        """The most samples that an update takes in any epoch."""
        first = self._first_size(samples)
        return first if self.growth is None else min(max(self.growth.maximum, first), samples)

    def _first_size(self, samples: int) -> int:
        return samples if self.size == "full" else min(int(self.size), samples)
