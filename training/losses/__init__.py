"""Losses: the number that training makes small. To add one, write its class and name it here; the rest follows."""

from typing import Annotated

from pydantic import Field

from training.component import OneOf
from training.losses.classes import BinaryCrossEntropy, CrossEntropy
from training.losses.differences import (
    HalfMeanSquaredError,
    Huber,
    MeanAbsoluteError,
    MeanSquaredError,
    SquaredError,
)
from training.losses.loss import Loss

LOSSES: tuple[type[Loss], ...] = (
    CrossEntropy,
    BinaryCrossEntropy,
    MeanSquaredError,
    SquaredError,
    HalfMeanSquaredError,
    MeanAbsoluteError,
    Huber,
)

AnyLoss = Annotated[Loss, OneOf(LOSSES), Field(title="Loss", description="The number that training makes small.")]

__all__ = [
    "LOSSES",
    "AnyLoss",
    "BinaryCrossEntropy",
    "CrossEntropy",
    "HalfMeanSquaredError",
    "Huber",
    "Loss",
    "MeanAbsoluteError",
    "MeanSquaredError",
    "SquaredError",
]
