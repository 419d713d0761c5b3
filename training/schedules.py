"""Schedules: how the learning rate changes from epoch to epoch.

A schedule gives the learning rate of an epoch as a multiple of the optimizer's. Epoch 0 is the first; its value is used
during that epoch.
"""

import math
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from training.component import Component, OneOf
from training.fields import number, whole

SLIDES = "Course slides: reduce the learning rate towards the end"


class Schedule(Component):
    """The learning rate of an epoch as a multiple of the optimizer's learning rate."""

    def factor(self, epoch: int, epochs: int) -> float:
        """The multiple used during `epoch` of `epochs`."""
        raise NotImplementedError


def gamma(default: float, help: str) -> float:
    """The field of a factor in (0, 1]."""
    field: float = number(default, above=0, high=1, choices=(0.1, 0.5, 0.9, 0.99), title="Factor γ", help=help)
    return field


def final(default: float = 0.0) -> float:
    """The field of the share of the learning rate that is left at the end."""
    help = "The share of the learning rate that is left at the end."
    field: float = number(default, low=0, high=1, choices=(0, 0.01, 0.1), title="Left at the end", help=help)
    return field


class ConstantRate(Schedule):
    """The same learning rate in every epoch: ηₑ = η."""

    title: ClassVar[str] = "Constant"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 8.3.1"
    kind: Literal["constant"] = "constant"

    def factor(self, epoch: int, epochs: int) -> float:
        return 1.0


class StepRate(Schedule):
    """Cuts the learning rate every few epochs: the curve falls by a step each time, then levels off.

    ηₑ = η γ^⌊e / k⌋.
    """

    title: ClassVar[str] = "Step"
    source: ClassVar[str] = SLIDES
    kind: Literal["step"] = "step"
    step_size: int = whole(10, 1, 10_000, "Every k epochs", "How long each step is.")
    gamma: float = gamma(0.5, "What the rate is multiplied by at each step.")

    def factor(self, epoch: int, epochs: int) -> float:
        return float(self.gamma ** (epoch // self.step_size))


class ExponentialRate(Schedule):
    """Shrinks the learning rate by the same share in every epoch: ηₑ = η γᵉ."""

    title: ClassVar[str] = "Exponential"
    source: ClassVar[str] = SLIDES
    kind: Literal["exponential"] = "exponential"
    gamma: float = gamma(0.95, "What the rate is multiplied by in every epoch.")

    def factor(self, epoch: int, epochs: int) -> float:
        return float(self.gamma**epoch)


class InverseTimeRate(Schedule):
    """Shrinks quickly at first and ever more slowly: ηₑ = η / (1 + ke). The classical choice for stochastic descent."""

    title: ClassVar[str] = "Inverse time"
    source: ClassVar[str] = "Robbins, Monro: A stochastic approximation method, 1951"
    kind: Literal["inverse_time"] = "inverse_time"
    decay: float = number(
        0.1, above=0, high=100, log=True, title="Decay k", help="After 1/k epochs the rate has halved."
    )

    def factor(self, epoch: int, epochs: int) -> float:
        return 1 / (1 + self.decay * epoch)


class LinearRate(Schedule):
    """Falls along a straight line from the first epoch to the last: ηₑ = η (1 − (1 − f) e / (E − 1))."""

    title: ClassVar[str] = "Linear"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, equation 8.14"
    kind: Literal["linear"] = "linear"
    final: float = final(0.01)

    def factor(self, epoch: int, epochs: int) -> float:
        return 1 - (1 - self.final) * progress(epoch, epochs)


class PolynomialRate(Schedule):
    """Falls along a curve of the given power: ηₑ = η (f + (1 − f)(1 − e / (E − 1))ᵖ). Power 1 is linear."""

    title: ClassVar[str] = "Polynomial"
    source: ClassVar[str] = "Keras documentation, PolynomialDecay"
    kind: Literal["polynomial"] = "polynomial"
    power: float = number(2.0, above=0, high=10, title="Power p", help="Above 1 falls early, below 1 falls late.")
    final: float = final(0.01)

    def factor(self, epoch: int, epochs: int) -> float:
        return float(self.final + (1 - self.final) * (1 - progress(epoch, epochs)) ** self.power)


class CosineRate(Schedule):
    """Falls slowly, then fast, then slowly again: long at high rates, long at low ones.

    ηₑ = η (f + (1 − f)(1 + cos(πe / (E − 1))) / 2).
    """

    title: ClassVar[str] = "Cosine"
    source: ClassVar[str] = "Loshchilov, Hutter: SGDR, stochastic gradient descent with warm restarts, 2017"
    kind: Literal["cosine"] = "cosine"
    final: float = final(0.01)

    def factor(self, epoch: int, epochs: int) -> float:
        return self.final + (1 - self.final) * (1 + math.cos(math.pi * progress(epoch, epochs))) / 2


class WarmUpRate(Schedule):
    """Starts small and rises to the full rate along a straight line: large first steps can ruin a fresh network.

    ηₑ = η (e + 1) / k for e < k, then η.
    """

    title: ClassVar[str] = "Warm-up"
    source: ClassVar[str] = "Goyal and others: Accurate, large minibatch SGD, 2017"
    kind: Literal["warm_up"] = "warm_up"
    over: int = whole(5, 1, 10_000, "Over k epochs", "How long the rise takes.")

    def factor(self, epoch: int, epochs: int) -> float:
        return min(1.0, (epoch + 1) / self.over)


def progress(epoch: int, epochs: int) -> float:
    """How far training is: 0 in the first epoch, 1 in the last."""
    return min(1.0, epoch / max(1, epochs - 1))


SCHEDULES: tuple[type[Schedule], ...] = (
    ConstantRate,
    StepRate,
    ExponentialRate,
    InverseTimeRate,
    LinearRate,
    PolynomialRate,
    CosineRate,
    WarmUpRate,
)

AnySchedule = Annotated[
    Schedule,
    OneOf(SCHEDULES),
    Field(title="Schedule", description="How the learning rate changes from epoch to epoch."),
]
