"""Regression: a tilted plane."""

from typing import ClassVar

import numpy as np

from training.datasets.dataset import Dataset, Outline, Samples, regression
from training.datasets.settings import DataSettings

REACH = 6.0


class Plane(Dataset):
    """A tilted plane, y = (x₁ + x₂)/10: a linear model without hidden layers learns it perfectly.

    x₁, x₂ ~ U(−6, 6). Noise takes the height at a neighbouring place; the point shown stays.
    """

    kind: ClassVar[str] = "plane"
    title: ClassVar[str] = "Tilted plane"
    source: ClassVar[str] = "TensorFlow Playground, regressPlane"
    settings: ClassVar[tuple[str, ...]] = ("noise",)

    @classmethod
    def outline(cls, data: DataSettings | None = None) -> Outline:
        return regression(cls.title)

    @classmethod
    def draw(cls, samples: int, data: DataSettings, random: np.random.Generator) -> Samples:
        points = random.uniform(-REACH, REACH, (samples, 2))
        shift = random.uniform(-REACH, REACH, (samples, 2)) * data.noise
        return Samples(points, (points + shift).sum(axis=1) / 10)
