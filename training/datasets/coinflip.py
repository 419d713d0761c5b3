"""Two classes: labels by a coin, with nothing to learn."""

from typing import ClassVar

import numpy as np

from training.datasets.dataset import Dataset, Outline, Samples, classification
from training.datasets.settings import DataSettings


class Coinflip(Dataset):
    """The label is a coin flip: nothing can be learned, and every accuracy apart from 50 % is luck.

    x₁, x₂ ~ N(0, 1), label ~ Bernoulli(½), independent of x. Choose the best of many settings by validation accuracy,
    then open the test set: what looked like success is gone.
    """

    kind: ClassVar[str] = "coinflip"
    title: ClassVar[str] = "Coin flips"
    source: ClassVar[str] = "Cawley and Talbot: On over-fitting in model selection, 2010"

    @classmethod
    def outline(cls, data: DataSettings | None = None) -> Outline:
        return classification(cls.title, samples=120)

    @classmethod
    def draw(cls, samples: int, data: DataSettings, random: np.random.Generator) -> Samples:
        return Samples(random.standard_normal((samples, 2)), random.integers(0, 2, samples, dtype=np.int64))
