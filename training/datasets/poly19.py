"""Regression: one input from 0 to 127, made for its powers."""

from typing import ClassVar

import numpy as np

from training.datasets.dataset import Dataset, Outline, Samples
from training.datasets.settings import DataSettings

LAST = 127


class Poly19(Dataset):
    """One wave over the whole numbers from 0 to 127: a polynomial of degree 19 in x fits it, if its powers are scaled.

    x = 0, 1, … 127, y = sin(2πx/127). Expand x to its powers up to x¹⁹: 127¹⁹ = 9.4·10³⁹ is more than single precision
    can hold (3.4·10³⁸), so the powers must be normalized before they are trained on. They are much
    alike: take a learning rate of 0.003.
    """

    kind: ClassVar[str] = "poly19"
    title: ClassVar[str] = "Powers up to 19"
    source: ClassVar[str] = "Course slides on scaling: w₁x + … + w₁₉x¹⁹ with x up to 127"

    @classmethod
    def outline(cls, data: DataSettings | None = None) -> Outline:
        return Outline(cls.title, "regression", ("x",), (), samples=LAST + 1, maximum=LAST + 1, target="y")

    @classmethod
    def draw(cls, samples: int, data: DataSettings, random: np.random.Generator) -> Samples:
        x = np.arange(LAST + 1, dtype=np.float64)
        return Samples(x[:, np.newaxis], np.sin(2 * np.pi * x / LAST)).choose(samples, random)
