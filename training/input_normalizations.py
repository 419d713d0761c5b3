"""Normalizations: how each input is moved and stretched, x ← (x − shift) / scale.

Both figures of a column come from its training samples alone, so nothing about validation or test samples leaks into
training. A scale of 0 (a constant column) counts as 1.
"""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from training.component import Component, OneOf

Figures = tuple[np.ndarray, np.ndarray]
SLIDES = "Course slides: shift and scale the inputs; Hinton, lecture 6b"


class Normalization(Component):
    """How the inputs are moved and stretched."""

    def figures(self, train: np.ndarray) -> Figures:
        """Shift and scale of every column, from the training inputs [samples, columns] without gaps."""
        raise NotImplementedError


class NoNormalization(Normalization):
    """Leaves every input as it is. Good for points in the plane, whose columns are alike and lie around zero; where
    columns differ by factors of a hundred, gradient descent hardly moves.

    x ← x.
    """

    title: ClassVar[str] = "None"
    source: ClassVar[str] = SLIDES
    kind: Literal["none"] = "none"

    def figures(self, train: np.ndarray) -> Figures:
        return zeros(train), ones(train)


class Center(Normalization):
    """Moves each input so that its training mean is 0. Inputs that are all positive couple the weights: the valley of
    the loss becomes long and narrow, and units with tanh saturate.

    x ← x − μ, where μ is the mean of the training samples.
    """

    title: ClassVar[str] = "Center"
    source: ClassVar[str] = SLIDES
    kind: Literal["center"] = "center"

    def figures(self, train: np.ndarray) -> Figures:
        return train.mean(axis=0), ones(train)


class Scale(Normalization):
    """Stretches each input so that its training standard deviation is 1, without moving it. It cures columns of very
    different size; what is far from zero stays far from zero.

    x ← x / σ, where σ² is the mean of (x − μ)² over the n training samples (divided by n); σ = 0 counts as 1.
    """

    title: ClassVar[str] = "Scale"
    source: ClassVar[str] = SLIDES
    kind: Literal["scale"] = "scale"

    def figures(self, train: np.ndarray) -> Figures:
        return zeros(train), deviations(train)


class Standardize(Normalization):
    """Gives each input the training mean 0 and the training standard deviation 1: the best first choice for measured
    data, because one learning rate then suits all weights.

    x ← (x − μ) / σ, where σ² is the mean of (x − μ)² over the n training samples; σ = 0 counts as 1.
    """

    title: ClassVar[str] = "Standardize"
    source: ClassVar[str] = "Course slides; LeCun et al.: Efficient BackProp, 1998, 4.3; scikit-learn, StandardScaler"
    kind: Literal["standardize"] = "standardize"

    def figures(self, train: np.ndarray) -> Figures:
        return train.mean(axis=0), deviations(train)


class MinMax(Normalization):
    """Moves each input into [0, 1]: the smallest training value becomes 0, the largest 1. For bounded measures such as
    grey values; one outlier squeezes all other values together.

    x ← (x − min) / (max − min) over the training samples; max = min counts as a range of 1.
    """

    title: ClassVar[str] = "Min–max"
    source: ClassVar[str] = "scikit-learn, MinMaxScaler"
    kind: Literal["minmax"] = "minmax"

    def figures(self, train: np.ndarray) -> Figures:
        low = train.min(axis=0)
        return low, guarded(train.max(axis=0) - low)


class MaxAbs(Normalization):
    """Divides each input by its largest training magnitude, so all lie in [−1, 1] and zeros stay zeros. For sparse
    columns, and for powers of a large number: after x / 127 every power is at most 1.

    x ← x / max|x| over the training samples; max|x| = 0 counts as 1.
    """

    title: ClassVar[str] = "Max-abs"
    source: ClassVar[str] = "scikit-learn, MaxAbsScaler"
    kind: Literal["maxabs"] = "maxabs"

    def figures(self, train: np.ndarray) -> Figures:
        return zeros(train), guarded(np.abs(train).max(axis=0))


def zeros(train: np.ndarray) -> np.ndarray:
    """A shift of 0 for every column."""
    return np.zeros(train.shape[1])


def ones(train: np.ndarray) -> np.ndarray:
    """A scale of 1 for every column."""
    return np.ones(train.shape[1])


def deviations(train: np.ndarray) -> np.ndarray:
    """σ of every column (divided by n); 1 where all values are equal, whatever rounding makes of their mean."""
    deviation = np.sqrt(np.square(train - train.mean(axis=0)).mean(axis=0))
    return guarded(np.where(train.max(axis=0) == train.min(axis=0), 0.0, deviation))


def guarded(scale: np.ndarray) -> np.ndarray:
    """The scales with 1 in place of 0."""
    return np.where(scale > 0, scale, 1.0)


NORMALIZATIONS: tuple[type[Normalization], ...] = (NoNormalization, Center, Scale, Standardize, MinMax, MaxAbs)

AnyNormalization = Annotated[
    Normalization,
    OneOf(NORMALIZATIONS),
    Field(
        title="Normalization",
        description="How each input is moved and stretched. All figures come from the training split alone.",
    ),
]
