"""Regression: eight points of a sine wave, too few for many weights."""

from typing import ClassVar

import numpy as np

from training.datasets.dataset import Dataset, Outline, Samples
from training.datasets.settings import DataSettings

POINTS = 8
CURVE = 201


class Sine8(Dataset):
    """Eight noisy points of a sine wave: with more weights than points, every start ends at another perfect curve.

    x = 8 equally spaced points in [−1, 1], y = sin(πx) + N(0, q²), with q = 2·noise: 0.1 is q = 0.2. All eight are
    trained on; validation is the true curve sin(πx) at 201 points from −1 to 1, the test at the 200 points between
    them. Try a Chebyshev expansion of degree 15 without hidden layers, with L2 at 0 and at 0.01.
    """

    kind: ClassVar[str] = "sine8"
    title: ClassVar[str] = "Eight points of a sine"
    source: ClassVar[str] = "Goodfellow, Bengio and Courville: Deep learning, 2016, sections 5.2 and 7.3"
    settings: ClassVar[tuple[str, ...]] = ("noise",)

    @classmethod
    def outline(cls, data: DataSettings | None = None) -> Outline:
        return Outline(
            cls.title, "regression", ("x",), (),
            samples=POINTS, minimum=POINTS, maximum=POINTS, target="y", evaluation=(CURVE, CURVE - 1),
        )  # fmt: skip

    @classmethod
    def draw(cls, samples: int, data: DataSettings, random: np.random.Generator) -> Samples:
        curve = np.linspace(-1, 1, CURVE)
        x = np.concatenate([np.linspace(-1, 1, POINTS), curve, (curve[:-1] + curve[1:]) / 2])
        y = np.sin(np.pi * x)
        y[:POINTS] += 2 * data.noise * random.standard_normal(POINTS)
        return Samples(x[:, np.newaxis], y)
