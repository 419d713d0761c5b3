"""What a data set is: its columns, its task, and how its samples come about."""

from dataclasses import dataclass
from inspect import getdoc
from typing import ClassVar, Literal, Self

import numpy as np

Task = Literal["classification", "regression"]


@dataclass(frozen=True)
class Samples:
    """Rows of a data set, before splitting and normalizing.

    `inputs` is float64 [samples, columns]; NaN marks a missing value. `targets` is int64 [samples] with class indices,
    or float64 [samples] with numbers.
    """

    inputs: np.ndarray
    targets: np.ndarray

    def choose(self, count: int, random: np.random.Generator) -> Self:
        """A copy of `count` different rows drawn at random; of all rows, in their own order, if there are no more."""
        total = len(self.targets)
        # A prefix of one permutation: with the same stream, the smaller choice is part of every larger one.
        rows = np.arange(total) if count >= total else random.permutation(total)[:count]
        return type(self)(self.inputs[rows], self.targets[rows])


@dataclass(frozen=True)
class Outline:
    """All that a spec must know of a data set to be checked, without generating it."""

    title: str
    task: Task
    columns: tuple[str, ...]
    classes: tuple[str, ...]
    """Names of the classes in index order; empty for regression."""
    samples: int
    """How many samples are used when the spec does not say."""
    maximum: int
    """The most samples there are."""
    target: str = "target"
    standardize_target: bool = False
    """Whether losses are in standard deviations of the training targets instead of the target's own unit."""


class Dataset:
    """A built-in data set. The class docstring is the help text that students read."""

    kind: ClassVar[str]
    title: ClassVar[str]
    source: ClassVar[str] = ""
    generated: ClassVar[bool] = True
    """Generated sets draw any number of samples and know `noise`; the others have a fixed table."""

    @classmethod
    def outline(cls) -> Outline:
        """Its columns, task and size; must not load anything heavy."""
        raise NotImplementedError

    @classmethod
    def draw(cls, samples: int, noise: float, random: np.random.Generator) -> Samples:
        """`samples` rows; `noise` in [0, 0.5] is the amount of noise, and 0 is none.

        Rows may be sorted by class: whoever splits them must shuffle.
        """
        raise NotImplementedError

    @classmethod
    def help(cls) -> str:
        """The help text."""
        return getdoc(cls) or ""


PLANE_COLUMNS = ("x1", "x2")
TWO_CLASSES = ("0", "1")


def classification(title: str) -> Outline:
    """The outline of a two-class set of points in the plane, with the size of TensorFlow Playground's."""
    return Outline(title, "classification", PLANE_COLUMNS, TWO_CLASSES, samples=500, maximum=10_000)


def regression(title: str) -> Outline:
    """The outline of a surface over the plane, with the size of TensorFlow Playground's."""
    return Outline(title, "regression", PLANE_COLUMNS, (), samples=1200, maximum=10_000)


def halves(samples: int) -> tuple[int, int]:
    """Sizes of the two classes: equal, or one more of the second when the number is odd."""
    return samples // 2, samples - samples // 2
