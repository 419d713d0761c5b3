"""Two classes: opposite quadrants belong together."""

from typing import ClassVar

import numpy as np

from training.datasets.dataset import Dataset, Outline, Samples, classification
from training.datasets.settings import DataSettings

REACH = 5.0
GAP = 0.3


class Xor(Dataset):
    """Class 1 where both inputs have the same sign, class 0 elsewhere: the problem a single neuron cannot solve.

    x₁, x₂ ~ U(−5, 5), pushed 0.3 away from the axes. Noise moves the point that decides the label, not the point shown.
    """

    kind: ClassVar[str] = "xor"
    title: ClassVar[str] = "Exclusive or"
    source: ClassVar[str] = "TensorFlow Playground, classifyXORData; Minsky and Papert: Perceptrons, 1969"
    settings: ClassVar[tuple[str, ...]] = ("noise",)

    @classmethod
    def outline(cls, data: DataSettings | None = None) -> Outline:
        return classification(cls.title)

    @classmethod
    def draw(cls, samples: int, data: DataSettings, random: np.random.Generator) -> Samples:
        points = random.uniform(-REACH, REACH, (samples, 2))
        points += np.where(points > 0, GAP, -GAP)
        shift = random.uniform(-REACH, REACH, (samples, 2)) * data.noise
        labels = (points + shift).prod(axis=1) >= 0
        return Samples(points, labels.astype(np.int64))
