"""Schedules that only ever lower the learning rate, by a formula of the epoch."""

from bisect import bisect_right
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from pydantic import Field, field_validator

from training.fields import number, whole
from training.schedules.schedule import SLIDES, Schedule, final, gamma, progress

Epoch = Annotated[int, Field(ge=1, le=10_000, strict=True)]


class ConstantRate(Schedule):
    """The same learning rate in every epoch. What to compare every other schedule with.

    ηₑ = η.
    """

    title: ClassVar[str] = "Constant"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, 8.3.1"
    kind: Literal["constant"] = "constant"

    def curve(self, epoch: int, epochs: int) -> float:
        return 1.0


class StepRate(Schedule):
    """Cuts the learning rate every few epochs: the curve falls by a step each time, then levels off.

    ηₑ = η γ^⌊e / k⌋.

    Use it to see what one cut does: the noise of the mini-batches shrinks with the rate.
    """

    title: ClassVar[str] = "Step"
    source: ClassVar[str] = SLIDES
    kind: Literal["step"] = "step"
    step_size: int = whole(10, 1, 10_000, "Every k epochs", "How long each step is.", live=True)
    gamma: float = gamma(0.5, "What the rate is multiplied by at each step.")

    def curve(self, epoch: int, epochs: int) -> float:
        return float(self.gamma ** (epoch // self.step_size))


class MultiStepRate(Schedule):
    """Cuts the learning rate at the epochs you name, typically where the loss has stopped falling.

    ηₑ = η γᵐ, where m milestones are ≤ e.

    Milestone 30 acts after 30 epochs are done, as in PyTorch's MultiStepLR.
    """

    title: ClassVar[str] = "Milestones"
    source: ClassVar[str] = "He, Zhang, Ren, Sun: Deep residual learning for image recognition, 2016, 3.4"
    kind: Literal["multistep"] = "multistep"
    milestones: Annotated[tuple[Epoch, ...], Field(strict=False, min_length=1, max_length=20)] = Field(
        (30, 60, 90),
        title="Milestones",
        description="After these epochs the rate is cut; rising whole numbers, with commas between them.",
        json_schema_extra={"x-live": True},
    )
    gamma: float = gamma(0.1, "What the rate is multiplied by at each milestone.")

    @field_validator("milestones")
    @classmethod
    def _rising(cls, milestones: tuple[int, ...]) -> tuple[int, ...]:
        for earlier, later in pairwise(milestones):
            if later <= earlier:
                raise ValueError(f"Milestones must rise: {later} comes after {earlier}.")
        return milestones

    def curve(self, epoch: int, epochs: int) -> float:
        return float(self.gamma ** bisect_right(self.milestones, epoch))


class ExponentialRate(Schedule):
    """Shrinks the learning rate by the same share in every epoch: a straight line on a logarithmic scale.

    ηₑ = η γᵉ.

    It can stop learning before the minimum is reached: a γ of 0.95 leaves 0.6 % of the rate after 100 epochs.
    """

    title: ClassVar[str] = "Exponential"
    source: ClassVar[str] = SLIDES
    kind: Literal["exponential"] = "exponential"
    gamma: float = gamma(0.95, "What the rate is multiplied by in every epoch.")

    def curve(self, epoch: int, epochs: int) -> float:
        return float(self.gamma**epoch)


class InverseTimeRate(Schedule):
    """Shrinks quickly at first and ever more slowly: the classical choice for stochastic descent.

    ηₑ = η / (1 + ke).

    The sum of all rates is infinite, that of their squares is not: so it can reach any minimum, and
    still the noise dies out.
    """

    title: ClassVar[str] = "Inverse time"
    source: ClassVar[str] = "Robbins, Monro: A stochastic approximation method, 1951"
    kind: Literal["inverse_time"] = "inverse_time"
    decay: float = number(
        0.1, above=0, high=100, log=True, live=True, title="Decay k", help="After 1/k epochs the rate has halved."
    )

    def curve(self, epoch: int, epochs: int) -> float:
        return 1 / (1 + self.decay * epoch)


class LinearRate(Schedule):
    """Falls along a straight line from the first epoch to the last, when the number of epochs is known beforehand.

    ηₑ = η (1 − (1 − f) e / (E − 1)).
    """

    title: ClassVar[str] = "Linear"
    source: ClassVar[str] = "Goodfellow, Bengio, Courville: Deep Learning, equation 8.14"
    kind: Literal["linear"] = "linear"
    final: float = final(0.01)

    def curve(self, epoch: int, epochs: int) -> float:
        return 1 - (1 - self.final) * progress(epoch, epochs)


class PolynomialRate(Schedule):
    """Falls along a curve of the given power: large p leave a long tail of small steps.

    ηₑ = η (f + (1 − f)(1 − e / (E − 1))ᵖ). Power 1 is linear.
    """

    title: ClassVar[str] = "Polynomial"
    source: ClassVar[str] = "Keras documentation, PolynomialDecay"
    kind: Literal["polynomial"] = "polynomial"
    power: float = number(
        2.0, above=0, high=10, live=True, title="Power p", help="Above 1 falls early, below 1 falls late."
    )
    final: float = final(0.01)

    def curve(self, epoch: int, epochs: int) -> float:
        return float(self.final + (1 - self.final) * (1 - progress(epoch, epochs)) ** self.power)
