"""Regression: hills and hollows on flat ground."""

from typing import ClassVar

import numpy as np

from training.datasets.dataset import Dataset, Outline, Samples, regression
from training.datasets.settings import DataSettings

REACH = 6.0
RADIUS = 2.0
CENTRES = np.array([(-4, 2.5), (0, 2.5), (4, 2.5), (-4, -2.5), (0, -2.5), (4, -2.5)])
SIGNS = np.array([1, -1, 1, -1, 1, -1])


class MultiGauss(Dataset):
    """Three hills and three hollows on flat ground. No plane comes near it: hidden layers are needed.

    Each is a cone, ±(1 − distance/2) within 2 of its centre; between them y = 0. x₁, x₂ ~ U(−6, 6). Noise takes the
    height at a neighbouring place; the point shown stays.
    """

    kind: ClassVar[str] = "multi_gauss"
    title: ClassVar[str] = "Hills and hollows"
    source: ClassVar[str] = "TensorFlow Playground, regressGaussian"
    settings: ClassVar[tuple[str, ...]] = ("noise",)

    @classmethod
    def outline(cls, data: DataSettings | None = None) -> Outline:
        return regression(cls.title)

    @classmethod
    def draw(cls, samples: int, data: DataSettings, random: np.random.Generator) -> Samples:
        points = random.uniform(-REACH, REACH, (samples, 2))
        shift = random.uniform(-REACH, REACH, (samples, 2)) * data.noise
        return Samples(points, _height(points + shift))


def _height(points: np.ndarray) -> np.ndarray:
    distance = np.linalg.norm(points[:, np.newaxis] - CENTRES, axis=2)
    heights = SIGNS * np.clip(1 - distance / RADIUS, 0, 1)
    # Of overlapping cones the larger wins, as in the original; they are not added.
    nearest = np.abs(heights).argmax(axis=1)
    height: np.ndarray = heights[np.arange(len(points)), nearest]
    return height
