"""Regression: a sine wave of one input."""

from typing import ClassVar

import numpy as np

from training.datasets.dataset import MOST_POINTS, Dataset, Outline, Samples
from training.datasets.settings import DataSettings


class Sine(Dataset):
    """A sine wave of one input. The more cycles there are, the more hidden units it takes to follow them.

    x ~ U(−1, 1), y = sin(2π·cycles·x) + N(0, q²), with q = 2·noise: 0.1 is q = 0.2, and no model gets below a mean
    squared error of q² on new points.
    """

    kind: ClassVar[str] = "sine"
    title: ClassVar[str] = "Sine wave"
    source: ClassVar[str] = "Bishop: Pattern recognition and machine learning, 2006, section 1.1"
    settings: ClassVar[tuple[str, ...]] = ("noise", "cycles")

    @classmethod
    def outline(cls, data: DataSettings | None = None) -> Outline:
        return Outline(cls.title, "regression", ("x",), (), samples=300, maximum=MOST_POINTS, target="y")

    @classmethod
    def draw(cls, samples: int, data: DataSettings, random: np.random.Generator) -> Samples:
        x = random.uniform(-1, 1, samples)
        wave = np.sin(2 * np.pi * data.cycles * x)
        return Samples(x[:, np.newaxis], wave + 2 * data.noise * random.standard_normal(samples))
