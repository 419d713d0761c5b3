"""Schedules with a rise in them: a warm-up, one cycle, restarts; and half a cosine, the wave they are made of."""

import math
from typing import ClassVar, Literal

from pydantic import Field

from training.fields import number, whole
from training.schedules.schedule import Schedule, final, progress, rise


class CosineRate(Schedule):
    """Falls slowly, then fast, then slowly again: long at high rates, long at low ones. A good choice without tuning.

    ηₑ = η (f + (1 − f)(1 + cos(πe / (E − 1))) / 2).
    """

    title: ClassVar[str] = "Cosine"
    source: ClassVar[str] = "Loshchilov, Hutter: SGDR, stochastic gradient descent with warm restarts, 2017"
    kind: Literal["cosine"] = "cosine"
    final: float = final(0.01)

    def curve(self, epoch: int, epochs: int) -> float:
        return half_cosine(1, self.final, progress(epoch, epochs))


class CosineRestarts(Schedule):
    """Cosines with warm restarts: each jump back to the full rate may leave a narrow valley for a better one.

    ηₑ = η (f + (1 − f)(1 + cos(πt / T)) / 2), t epochs after the last restart.

    The first period is T₀ epochs long, and each next one m times as long as the one before. The loss jumps up at a
    restart: judge it at the ends of periods.
    """

    title: ClassVar[str] = "Cosine with restarts"
    source: ClassVar[str] = "Loshchilov, Hutter: SGDR, stochastic gradient descent with warm restarts, 2017"
    kind: Literal["cosine_restarts"] = "cosine_restarts"
    first_period: int = whole(10, 1, 10_000, "First period T₀", "How long it is.", live=True, unit="epochs")
    multiplier: int = whole(2, 1, 10, "Multiplier m", "1 keeps all periods equally long, 2 doubles each.", live=True)
    final: float = final(0.0)

    def curve(self, epoch: int, epochs: int) -> float:
        since, period = epoch, self.first_period
        while since >= period:
            since, period = since - period, period * self.multiplier
        return half_cosine(1, self.final, since / period)


class OneCycleRate(Schedule):
    """One rise from a small rate to the full one, then one long fall to almost nothing: for short, fast training.

    Two half cosines: ηₑ = η (s + (1 − s)(1 − cos(πe/p))/2) up to epoch p = rE − 1, then down:
    ηₑ = η (f + (1 − f)(1 + cos(π(e − p)/(E − 1 − p)))/2).

    As PyTorch's OneCycleLR with one value an epoch, its learning rate only: the momentum stays. With it a larger η than
    usual often works; find it with the learning-rate range test.
    """

    title: ClassVar[str] = "One cycle"
    source: ClassVar[str] = "Smith, Topin: Super-convergence, 2018; PyTorch documentation, OneCycleLR"
    kind: Literal["one_cycle"] = "one_cycle"
    rise: float = number(
        0.3, above=0, below=1, live=True, choices=(0.1, 0.2, 0.3, 0.5), title="Rise r", help="Share of the epochs."
    )
    start: float = number(
        0.04, above=0, high=1, live=True, choices=(0.01, 0.04, 0.1), title="Start s",
        help="The share of the learning rate that the first epoch uses; PyTorch divides by 25.",
    )  # fmt: skip
    final: float = final(4e-6, (0, 4e-6, 0.001, 0.01))

    def curve(self, epoch: int, epochs: int) -> float:
        peak, last = max(0.0, self.rise * epochs - 1), epochs - 1
        if epoch < peak:
            return half_cosine(self.start, 1, epoch / peak)
        return half_cosine(1, self.final, min(1.0, (epoch - peak) / (last - peak)) if last > peak else 0.0)


class WarmUpRate(Schedule):
    """Starts small and rises to the full rate along a straight line: large first steps can ruin a fresh network.

    ηₑ = η (e + 1) / k for e < k, then η.

    Every other schedule can be warmed up as well.
    """

    title: ClassVar[str] = "Warm-up"
    source: ClassVar[str] = "Goyal and others: Accurate, large minibatch SGD, 2017"
    kind: Literal["warm_up"] = "warm_up"
    over: int = whole(5, 1, 10_000, "Over k epochs", "How long the rise takes.", live=True)
    # It would ask for the same thing twice.
    warm_up: int = Field(
        0, title="Warm-up", description="A second rise, for the format only.", ge=0, le=10_000, strict=True,
        json_schema_extra={"x-live": True, "x-hidden": True},
    )  # fmt: skip

    def curve(self, epoch: int, epochs: int) -> float:
        return rise(epoch, self.over)


def half_cosine(start: float, end: float, share: float) -> float:
    """From `start` to `end` as `share` goes from 0 to 1, flat at both ends."""
    return end + (start - end) * (1 + math.cos(math.pi * share)) / 2
