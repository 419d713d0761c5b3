"""Axes: the values that a search may give to one setting."""

import json
import math
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from training.component import Component, OneOf
from training.fields import number, whole

BERGSTRA = "Bergstra, Bengio: Random search for hyper-parameter optimization, 2012"
LARGEST = 1e9
LEAST_WIDTH, LEAST_NUMBER = 1e-9, 1e-200
"""Of an interval, relative to its bounds and at all: thousands of different numbers must lie in it."""


def points() -> int | None:
    """The field of the number of grid values on one axis."""
    field: int | None = whole(None, 1, 10, "Points", "How many values a grid takes here. Empty: as many as elsewhere.")
    return field


class Axis(Component):
    """The values that a search may give to one setting."""

    def grid(self, points: int) -> list[Any]:
        """The values of a grid with that many points."""
        raise NotImplementedError

    def grid_size(self, points: int) -> int:
        """How many values that grid has."""
        raise NotImplementedError

    def at(self, share: float) -> Any:
        """The value that lies so far along the axis, 0 < share < 1; equal parts of the axis are equally likely."""
        raise NotImplementedError

    def draw(self, random: np.random.Generator) -> Any:
        """One value at random."""
        raise NotImplementedError

    def extremes(self) -> list[Any]:
        """The values that are most likely to be impossible or costly: the outermost ones, or all of a list."""
        raise NotImplementedError

    def near(self, value: Any, up: bool) -> Any:
        """A value a step further up or down: a fifth more or less, inside the bounds."""
        raise NotImplementedError

    @property
    def count(self) -> float:
        """How many different values there are."""
        return math.inf


class Interval(Axis):
    """Real numbers strictly between two bounds."""

    points: int | None = points()

    @model_validator(mode="after")
    def _from_low_to_high(self) -> Self:
        low, high = self.bounds
        if low >= high:
            raise ValueError("Low must be less than High.")
        if high - low < max(LEAST_WIDTH * max(abs(low), abs(high)), LEAST_NUMBER):
            raise ValueError("Low and High are too close: a computer knows too few numbers between them.")
        return self

    @property
    def bounds(self) -> tuple[float, float]:
        """The lowest and the highest number."""
        raise NotImplementedError

    def at(self, share: float) -> float:
        """The number that lies so far between the bounds, 0 < share < 1."""
        raise NotImplementedError

    def extremes(self) -> list[Any]:
        return [self.at(2**-53), self.at(1 - 2**-53)]

    def near(self, value: Any, up: bool) -> Any:
        return self.inside(value * (1.2 if (value > 0) == up else 0.8))

    def inside(self, value: float) -> float:
        """The number nearest to this one that may be taken."""
        low, high = self.bounds
        return min(max(value, math.nextafter(low, math.inf)), math.nextafter(high, -math.inf))

    def grid(self, points: int) -> list[Any]:
        """Centres of equal cells, so that no value lies on a bound: low + (i + ½)(high − low)/m."""
        count = self.points or points
        return [self.at((cell + 0.5) / count) for cell in range(count)]

    def grid_size(self, points: int) -> int:
        return int(min(self.points or points, self.count))

    def draw(self, random: np.random.Generator) -> Any:
        return self.at(float(random.integers(1, 2**53)) / 2**53)


class Uniform(Interval):
    """Every number between the bounds is equally likely: x ~ U(low, high).

    On the slides η ~ U(0, 0.2): half of all trials lie above 0.1, and only one in twenty below 0.01.
    """

    title: ClassVar[str] = "Uniform"
    source: ClassVar[str] = BERGSTRA
    kind: Literal["uniform"] = "uniform"
    low: float = number(0.0, low=-LARGEST, high=LARGEST, title="Low", help="Lower bound, itself not taken.")
    high: float = number(0.2, low=-LARGEST, high=LARGEST, title="High", help="Upper bound, itself not taken.")

    @property
    def bounds(self) -> tuple[float, float]:
        return self.low, self.high

    def at(self, share: float) -> float:
        return self.inside(self.low + share * (self.high - self.low))


class LogUniform(Interval):
    """Every power of ten is equally likely: ln x ~ U(ln low, ln high). The better scale for rates and penalties."""

    title: ClassVar[str] = "Log-uniform"
    source: ClassVar[str] = BERGSTRA
    kind: Literal["log_uniform"] = "log_uniform"
    low: float = number(1e-4, above=0, high=LARGEST, log=True, title="Low", help="Lower bound, itself not taken.")
    high: float = number(1.0, above=0, high=LARGEST, log=True, title="High", help="Upper bound, itself not taken.")

    @property
    def bounds(self) -> tuple[float, float]:
        return self.low, self.high

    def at(self, share: float) -> float:
        return self.inside(math.exp(math.log(self.low) + share * (math.log(self.high) - math.log(self.low))))


class WholeNumbers(Interval):
    """Every whole number from low to high, both included, is equally likely."""

    title: ClassVar[str] = "Whole numbers"
    source: ClassVar[str] = BERGSTRA
    kind: Literal["int"] = "int"
    low: int = whole(1, -(10**9), 10**9, "Low", "The smallest number.")
    high: int = whole(10, -(10**9), 10**9, "High", "The largest number.")

    @property
    def bounds(self) -> tuple[float, float]:
        return self.low, self.high

    @property
    def count(self) -> float:
        return self.high - self.low + 1

    def at(self, share: float) -> float:
        return self.low + min(math.floor(share * self.count), self.high - self.low)

    def near(self, value: Any, up: bool) -> Any:
        step = max(1, round(abs(value) / 5))
        return int(self.inside(value + step if up else value - step))

    def inside(self, value: float) -> float:
        return min(max(value, self.low), self.high)

    def draw(self, random: np.random.Generator) -> Any:
        return int(random.integers(self.low, self.high, endpoint=True))

    def grid(self, points: int) -> list[Any]:
        """The whole numbers nearest to the centres of equal cells, each once."""
        return list(dict.fromkeys(super().grid(points)))


class Choice(Axis):
    """A list of values of any kind, each equally likely; a grid takes all of them."""

    title: ClassVar[str] = "Choice"
    source: ClassVar[str] = BERGSTRA
    kind: Literal["choice"] = "choice"
    values: Annotated[tuple[Any, ...], Field(strict=False, min_length=1, max_length=100)] = Field(
        title="Values", description="The values, each named once."
    )

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len({_said(value) for value in self.values}) < len(self.values):
            raise ValueError("Each value can be named once only.")
        return self

    @property
    def count(self) -> float:
        return len(self.values)

    def at(self, share: float) -> Any:
        return self.values[min(math.floor(share * len(self.values)), len(self.values) - 1)]

    def extremes(self) -> list[Any]:
        return list(self.values)

    def near(self, value: Any, up: bool) -> Any:
        """The next or the previous value of the list; at its ends the same."""
        place = self.values.index(value) + (1 if up else -1)
        return self.values[min(max(place, 0), len(self.values) - 1)]

    def grid(self, points: int) -> list[Any]:
        return list(self.values)

    def grid_size(self, points: int) -> int:
        return len(self.values)

    def draw(self, random: np.random.Generator) -> Any:
        return self.values[int(random.integers(len(self.values)))]


def _said(value: Any) -> str:
    """Equal for values that mean the same in JSON: 1 is 1.0, but not true."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53:
        value = float(value)
    return json.dumps(value, sort_keys=True)


AXES: tuple[type[Axis], ...] = (Uniform, LogUniform, WholeNumbers, Choice)

AnyAxis = Annotated[
    Axis, OneOf(AXES), Field(title="Axis", description="The values that a search may give to one setting.")
]
