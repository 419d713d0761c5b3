"""Regression: the two pairs of points by which Hinton shows what shifting and scaling the inputs does."""

from typing import ClassVar

import numpy as np

from training.datasets.dataset import PLANE_COLUMNS, Dataset, Outline, Samples
from training.datasets.settings import DataSettings


def _pair(title: str) -> Outline:
    """Two samples, both trained on: there is nothing to validate or to test with."""
    return Outline(
        title, "regression", PLANE_COLUMNS, (), samples=2, minimum=2, maximum=2, target="t", evaluation=(0, 0)
    )


class HintonShift(Dataset):
    """Two points far from the origin: a linear neuron's error is a ravine, 40,000 times more curved across than along.

    (101, 101) → 2 and (101, 99) → 0. Without hidden layers the least error is at w = (−99/101, 1). Subtract 100 from
    both inputs (data.distort) and the ravine becomes a circle. Standardizing turns the constant x₁ into 0.
    """

    kind: ClassVar[str] = "hinton_shift"
    title: ClassVar[str] = "Hinton's shift"
    source: ClassVar[str] = "Hinton: Neural networks for machine learning, lecture 6b, Shifting the inputs"

    @classmethod
    def outline(cls, data: DataSettings | None = None) -> Outline:
        return _pair(cls.title)

    @classmethod
    def draw(cls, samples: int, data: DataSettings, random: np.random.Generator) -> Samples:
        return Samples(np.array([[101.0, 101.0], [101.0, 99.0]]), np.array([2.0, 0.0]))


class HintonScale(Dataset):
    """Two points with inputs of very different size: the error is a ravine, 10,000 times more curved across than along.

    (0.1, 10) → 2 and (0.1, −10) → 0. Without hidden layers the least error is at w = (10, 0.1). Divide the inputs by
    0.1 and 10 (data.distort) and the ravine becomes a circle. Standardizing turns the constant x₁ into 0.
    """

    kind: ClassVar[str] = "hinton_scale"
    title: ClassVar[str] = "Hinton's scale"
    source: ClassVar[str] = "Hinton: Neural networks for machine learning, lecture 6b, Scaling the inputs"

    @classmethod
    def outline(cls, data: DataSettings | None = None) -> Outline:
        return _pair(cls.title)

    @classmethod
    def draw(cls, samples: int, data: DataSettings, random: np.random.Generator) -> Samples:
        return Samples(np.array([[0.1, 10.0], [0.1, -10.0]]), np.array([2.0, 0.0]))
