"""Two classes: two round clouds that overlap more and more with noise."""

from typing import ClassVar

import numpy as np

from training.datasets.dataset import Dataset, Outline, Samples, classification, halves
from training.datasets.settings import DataSettings

CENTRE = 2.0


class Gauss(Dataset):
    """Two normal clouds around (2, 2) and (−2, −2). One straight line separates them as well as anything can.

    The variance in each direction is 0.5 + 7·noise, so noise makes the clouds overlap: at 0.25 even the best possible
    classifier errs on 3 % of the points, at 0.5 on 8 %.
    """

    kind: ClassVar[str] = "gauss"
    title: ClassVar[str] = "Two clouds"
    source: ClassVar[str] = "TensorFlow Playground, classifyTwoGaussData"
    settings: ClassVar[tuple[str, ...]] = ("noise",)

    @classmethod
    def outline(cls, data: DataSettings | None = None) -> Outline:
        return classification(cls.title)

    @classmethod
    def draw(cls, samples: int, data: DataSettings, random: np.random.Generator) -> Samples:
        labels = np.repeat([1, 0], halves(samples)).astype(np.int64)
        centres = np.where(labels == 1, CENTRE, -CENTRE)[:, np.newaxis]
        variance = 0.5 + 7 * data.noise
        return Samples(centres + np.sqrt(variance) * random.standard_normal((samples, 2)), labels)
