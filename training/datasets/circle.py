"""Two classes: a disc and the ring around it."""

from typing import ClassVar

import numpy as np

from training.datasets.dataset import Dataset, Outline, Samples, classification, halves
from training.datasets.settings import DataSettings

RADIUS = 5.0


class Circle(Dataset):
    """A disc of class 1 inside a ring of class 0. No straight line separates them; one hidden layer does.

    Inside r ~ U(0, 2.5), outside r ~ U(3.5, 5). Noise moves the point that decides the label, not the point shown.
    """

    kind: ClassVar[str] = "circle"
    title: ClassVar[str] = "Circle"
    source: ClassVar[str] = "TensorFlow Playground, classifyCircleData"
    settings: ClassVar[tuple[str, ...]] = ("noise",)

    @classmethod
    def outline(cls, data: DataSettings | None = None) -> Outline:
        return classification(cls.title)

    @classmethod
    def draw(cls, samples: int, data: DataSettings, random: np.random.Generator) -> Samples:
        inside, outside = halves(samples)
        radius = np.concatenate([random.uniform(0, RADIUS / 2, inside), random.uniform(0.7 * RADIUS, RADIUS, outside)])
        angle = random.uniform(0, 2 * np.pi, samples)
        points = np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)
        shift = random.uniform(-RADIUS, RADIUS, (samples, 2)) * data.noise
        labels = np.hypot(*(points + shift).T) < RADIUS / 2
        return Samples(points, labels.astype(np.int64))
