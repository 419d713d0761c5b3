"""Two classes: two half moons that reach into each other."""

from typing import ClassVar

import numpy as np

from training.datasets.dataset import Dataset, Outline, Samples, classification, halves
from training.datasets.settings import DataSettings


class Moons(Dataset):
    """Two half moons, each with its tip in the hollow of the other. A line errs on one point in eight; a hidden layer
    comes near the best possible, one in thirty.

    With t ~ U(0, π): class 0 at (cos t, sin t), class 1 at (1 − cos t, ½ − sin t). Noise moves every point by N(0, q²)
    in each direction, with q = 2·noise: 0.1 is the usual q = 0.2.
    """

    kind: ClassVar[str] = "moons"
    title: ClassVar[str] = "Two moons"
    source: ClassVar[str] = "scikit-learn, make_moons, with angles at random; Course data"
    settings: ClassVar[tuple[str, ...]] = ("noise",)

    @classmethod
    def outline(cls, data: DataSettings | None = None) -> Outline:
        return classification(cls.title)

    @classmethod
    def draw(cls, samples: int, data: DataSettings, random: np.random.Generator) -> Samples:
        labels = np.repeat([1, 0], halves(samples)).astype(np.int64)
        angle = random.uniform(0, np.pi, samples)
        upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
        points = np.where(labels[:, np.newaxis] == 0, upper, (1, 0.5) - upper)
        return Samples(points + 2 * data.noise * random.standard_normal((samples, 2)), labels)
