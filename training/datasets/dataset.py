"""What a data set is: its columns, its task, and how its samples come about."""

from dataclasses import dataclass
from inspect import getdoc
from typing import ClassVar, Literal, Self

import numpy as np

from training.datasets.settings import DataSettings

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
    minimum: int = 10
    """The fewest samples that make sense."""
    evaluation: tuple[int, int] | None = None
    """Sizes of validation and test where the data set brings its own: then all `samples` are trained on, and rows come
    in the order training, validation, test."""
    target: str = "target"
    standardize_target: bool = False
    """Whether losses are in standard deviations of the training targets instead of the target's own unit."""


class Dataset:
    """A built-in data set. The class docstring is the help text that students read."""

    kind: ClassVar[str]
    title: ClassVar[str]
    source: ClassVar[str] = ""
    generated: ClassVar[bool] = True
    """Whether samples are made by a formula; the others are tables that somebody collected."""
    settings: ClassVar[tuple[str, ...]] = ()
    """Names of the settings under `data` that change this data set, of those that do not concern every one."""
    kept: ClassVar[bool] = False
    """Whether making the samples takes so long that they are kept for the next time."""

    @classmethod
    def outline(cls, data: DataSettings | None = None) -> Outline:
        """Its columns, task and size, for these settings or the usual ones; must not load anything heavy."""
        raise NotImplementedError

    @classmethod
    def draw(cls, samples: int, data: DataSettings, random: np.random.Generator) -> Samples:
        """`samples` rows, and behind them those of `Outline.evaluation`.

        Rows may be sorted by class: whoever splits them must shuffle.
        """
        raise NotImplementedError

    @classmethod
    def variants(cls) -> list[tuple[dict[str, str], Outline]]:
        """Where settings change the columns: their values, and the outline that goes with them."""
        return []

    @classmethod
    def help(cls) -> str:
        """The help text."""
        return getdoc(cls) or ""


PLANE_COLUMNS = ("x1", "x2")
TWO_CLASSES = ("0", "1")


MOST_POINTS = 50_000


def classification(title: str, samples: int = 500) -> Outline:
    """The outline of a two-class set of points in the plane, by default as many as TensorFlow Playground's."""
    return Outline(title, "classification", PLANE_COLUMNS, TWO_CLASSES, samples=samples, maximum=MOST_POINTS)


def regression(title: str) -> Outline:
    """The outline of a surface over the plane, with the size of TensorFlow Playground's."""
    return Outline(title, "regression", PLANE_COLUMNS, (), samples=1200, maximum=MOST_POINTS)


def halves(samples: int) -> tuple[int, int]:
    """Sizes of the two classes: equal, or one more of the second when the number is odd."""
    return samples // 2, samples - samples // 2
