"""Two classes: two arms of a spiral, wound around each other."""

from typing import ClassVar

import numpy as np

from training.datasets.dataset import Dataset, Outline, Samples, classification, halves
from training.datasets.settings import DataSettings

RADIUS = 5.0
TURNS = 1.75


class Spiral(Dataset):
    """Two arms wound 1¾ times around each other: the hardest of the plane sets, and easy to overfit.

    Point i of n on an arm lies at radius 5·i/n and angle 1.75·2π·i/n, plus π for class 0. Noise moves the points by up
    to its own size in each direction; without noise the points lie exactly on the arms.
    """

    kind: ClassVar[str] = "spiral"
    title: ClassVar[str] = "Spiral"
    source: ClassVar[str] = "TensorFlow Playground, classifySpiralData; after Lang and Witbrock, 1988"
    settings: ClassVar[tuple[str, ...]] = ("noise",)

    @classmethod
    def outline(cls, data: DataSettings | None = None) -> Outline:
        return classification(cls.title)

    @classmethod
    def draw(cls, samples: int, data: DataSettings, random: np.random.Generator) -> Samples:
        first, second = halves(samples)
        points = np.concatenate([_arm(first, 0.0), _arm(second, np.pi)])
        points += random.uniform(-1, 1, (samples, 2)) * data.noise
        return Samples(points, np.repeat([1, 0], (first, second)).astype(np.int64))


def _arm(count: int, turned: float) -> np.ndarray:
    along = np.arange(count) / max(count, 1)
    radius = RADIUS * along
    angle = TURNS * 2 * np.pi * along + turned
    return np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)
